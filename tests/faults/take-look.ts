/** One look at one address as a process of its own, so that it can be killed. */

import { modules } from '../../apps/server/modules.ts';
import { createContext, newId, openKernel, readConfig, SafeFetch, systemActor } from '../../src/kernel/index.ts';
import { type HostLookUp, lookAtPlace, lookRules, openEyes } from '../../src/takedown/index.ts';
import { exampleNetwork } from '../../src/takedown/looks/hostile-pages.testing.ts';

const [ownerUrl = '', place = ''] = process.argv.slice(2);
const kernel = await openKernel(readConfig(process.env), ownerUrl, { modules });
const ctx = createContext(kernel, {
  actor: systemActor('test.take-look'),
  requestId: newId<'request'>(),
  language: 'vi',
});
const eyes = openEyes({
  fetch: new SafeFetch({ userAgent: 'mau', network: exampleNetwork }),
  network: exampleNetwork,
  rules: lookRules,
  probes: [],
});
// Where it is hosted is not what is tested, and no registry is asked.
const hosts = {} as HostLookUp;
console.log('ready');
const looked = await lookAtPlace(ctx, { take: eyes.take, addressesOf: async () => [] }, hosts, { place });
console.log(JSON.stringify(looked));
await kernel.close();
