import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdsRealRows } from '../../src/demonstration/index.ts';
import { dropModules } from '../../src/kernel/index.ts';
import { TEMPLATE_MARK } from '../server/from-template.ts';
import { schemasOf } from '../server/migrate.ts';
import { modules } from '../server/modules.ts';
import { asPlatform, withInstallation } from './installation.ts';
import { orSentence } from './or-sentence.ts';

/**
 * Takes the whole demonstration away: people, reports, cases, register, posts, keys and the audit of what they did. Only where
 * nothing else is: a demonstration never runs beside somebody's matter, so that nothing of theirs can be lost here.
 */
export async function demonstrationRemove(): Promise<void> {
  await asPlatform('cli.demonstration-remove', async (ctx) => {
    if (orSentence(await holdsRealRows(ctx)))
      throw new Error(
        'the database holds people or reports that are of no demonstration; nothing was taken away. The invented people cannot sign in while DEMONSTRATION=off',
      );
  });
  await withInstallation(async ({ owner, config }) => {
    await dropModules(owner, schemasOf(modules));
    rmSync(`${config.dataDir}/hash-index`, { recursive: true, force: true });
    const mark = join(config.dataDir, TEMPLATE_MARK);
    // Its keys are those of every copy of the template; with the data gone they open nothing here, and a start makes its own.
    if (existsSync(mark)) {
      rmSync(config.rootKeyFile, { force: true });
      rmSync(mark);
    }
  });
  console.log(
    'Đã xóa toàn bộ dữ liệu minh họa. Khởi động với DEMONSTRATION=off để bắt đầu với dữ liệu trống · The demonstration is gone. Start with DEMONSTRATION=off for an empty installation.',
  );
}
