/** Folding of arrivals as a process of its own, so that it can be killed: folds what waits until nothing does. */

import { modules } from '../../apps/server/modules.ts';
import { createContext, newId, openKernel, readConfig, systemActor } from '../../src/kernel/index.ts';
import { bundleArrivals } from '../../src/takedown/index.ts';

const [ownerUrl = ''] = process.argv.slice(2);
const kernel = await openKernel(readConfig(process.env), ownerUrl, { modules });
const ctx = createContext(kernel, {
  actor: systemActor('test.bundle-arrivals'),
  requestId: newId<'request'>(),
  language: 'vi',
});
console.log('ready');
const folded = await bundleArrivals(ctx);
console.log(JSON.stringify(folded));
await kernel.close();
