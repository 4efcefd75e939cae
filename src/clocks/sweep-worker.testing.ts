/**
 * A process that sweeps the clocks and says what it did, to be run beside others and killed: `node sweep-worker.testing.ts
 * DATA_DIR OWNER_URL APP_URL NOW BATCH`. Prints `ready`, waits for a word on its input or for its end, sweeps once, prints the counts as JSON.
 */
import { modules } from '../../apps/server/modules.ts';
import {
  createContext,
  createLog,
  newId,
  openKernel,
  readConfig,
  SettableClock,
  systemActor,
} from '../kernel/index.ts';
import { sweepClocks } from './index.ts';

const [dataDir = '', ownerUrl = '', appUrl = '', now = '', batch = '1000'] = process.argv.slice(2);
const config = readConfig({
  DATA_DIR: dataDir,
  DATABASE_APP_URL: appUrl,
  PORTAL_PORT: '0',
  DESK_PORT: '0',
  DATABASE_POOL: '2',
});
const kernel = await openKernel(config, ownerUrl, { clock: new SettableClock(now), log: createLog('silent'), modules });
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve).once('end', resolve));
process.stdin.destroy();
const ctx = createContext(kernel, {
  actor: systemActor('clocks.sweep'),
  requestId: newId<'request'>(),
  language: 'vi',
});
const swept = await sweepClocks(ctx, { batch: Number(batch) });
process.stdout.write(`${JSON.stringify(swept.ok ? swept.value : swept.refusal.code)}\n`);
await kernel.close();
