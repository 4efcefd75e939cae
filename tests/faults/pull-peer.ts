/** A puller as a process of its own, so that it can be killed: reads a partner of a register until nothing is new. */

import { modules } from '../../apps/server/modules.ts';
import { pullPeer } from '../../src/hashes/index.ts';
import { createContext, newId, openKernel, readConfig, systemActor } from '../../src/kernel/index.ts';

const [ownerUrl = '', peer = ''] = process.argv.slice(2);
const kernel = await openKernel(readConfig(process.env), ownerUrl, { modules });
const ctx = createContext(kernel, {
  actor: systemActor('test.pull-peer'),
  requestId: newId<'request'>(),
  language: 'vi',
});
console.log('ready');
const done = await pullPeer(ctx, { peer });
console.log(JSON.stringify(done.ok ? done.value : { refusal: done.refusal.code, facts: done.refusal.facts }));
await kernel.close();
