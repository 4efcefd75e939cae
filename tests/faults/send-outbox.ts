/** The sender of the outbox as a process of its own, so that it can be killed. What its provider took stands in a file, as with a real one. */

import { randomInt } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { modules } from '../../apps/server/modules.ts';
import { plantAdapter } from '../../src/channels/accounts/account.testing.ts';
import { playProvider } from '../../src/channels/outbox/outbox.testing.ts';
import { accountsToServe, sendByAccount } from '../../src/channels/outbox/send-messages.ts';
import { openReach } from '../../src/channels/reach.ts';
import {
  createContext,
  MINUTE,
  newId,
  openKernel,
  readConfig,
  SettableClock,
  systemActor,
} from '../../src/kernel/index.ts';

const [ownerUrl = '', at = '', taken = ''] = process.argv.slice(2);
const clock = new SettableClock(at);
const kernel = await openKernel(readConfig(process.env), ownerUrl, { modules, clock });
const ctx = () =>
  createContext(kernel, { actor: systemActor('test.send-outbox'), requestId: newId<'request'>(), language: 'vi' });
plantAdapter({
  ...playProvider().adapter,
  send: async (_account, { key, text }) => {
    await setTimeout(randomInt(10));
    appendFileSync(taken, `${key} ${text}\n`);
    await setTimeout(randomInt(10));
    return { state: 'sent', provider: `p-${key}` };
  },
  lookUp: async (_account, { key }) =>
    readFileSync(taken, 'utf8').includes(`${key} `)
      ? { state: 'sent', provider: `p-${key}` }
      : { state: 'again', reason: 'not-known' },
});
const reach = openReach(kernel.config);
const sending = { reach: () => ({ ...reach, now: clock.now() }), renew: async () => undefined };
console.log('ready');
for (let idle = 0; idle < 5; ) {
  let served = 0;
  for (const account of await accountsToServe(ctx())) served += await sendByAccount(ctx(), account, sending);
  idle = served > 0 ? 0 : idle + 1;
  clock.set(new Date(clock.now().getTime() + (served > 0 ? 1_000 : 3 * MINUTE)));
}
await kernel.close();
