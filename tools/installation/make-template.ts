/** Fills the data folder of its settings as a first start would, without serving anything. Started by `installation-template.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../apps/server/database/embedded-database.ts';
import { TEMPLATE_MARK } from '../../apps/server/from-template.ts';
import { keepCompiled } from '../../apps/server/keep-compiled.ts';
import { DATABASE } from '../../apps/server/runtime-folder.ts';
import { readConfig } from '../../src/kernel/index.ts';

keepCompiled();
const config = readConfig(process.env);
// What is copied is whole or thrown away, so that nothing waits for the disk.
const database = await startEmbeddedDatabase({ dataDir: join(config.dataDir, DATABASE), fsync: false });
try {
  const { prepareInstallation } = await import('../../apps/server/prepare-installation.ts');
  const prepared = await prepareInstallation(config, database.url, console.log);
  // The database's own look at its tables comes when it likes, and in this mode never.
  await prepared.owner.query('analyze');
  await prepared.close();
} finally {
  await database.stop();
}
if (config.demonstration) writeFileSync(join(config.dataDir, TEMPLATE_MARK), JSON.stringify({ kind: 'demonstration' }));
