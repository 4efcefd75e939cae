/** A pipeline as a process of its own, so that it can be killed: processes what waits until nothing does. */

import { modules } from '../../apps/server/modules.ts';
import { createContext, newId, openKernel, readConfig, systemActor } from '../../src/kernel/index.ts';
import { deliverAlerts, processAll } from '../../src/listening/index.ts';

const [ownerUrl = ''] = process.argv.slice(2);
const kernel = await openKernel(readConfig(process.env), ownerUrl, { modules });
const ctx = () =>
  createContext(kernel, {
    actor: systemActor('test.process-posts'),
    requestId: newId<'request'>(),
    language: 'vi',
  });
console.log('ready');
// Small batches, so that a kill falls between and within them.
const done = await processAll(ctx(), { most: 50 });
const delivered = await deliverAlerts(ctx());
console.log(JSON.stringify({ done, delivered }));
await kernel.close();
