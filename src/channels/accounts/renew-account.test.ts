import { expect, test } from 'vitest';
import { z } from 'zod';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { ok, systemActor } from '../../kernel/index.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { calledBot } from '../inbound/inbound.testing.ts';
import { plantAccount, plantAdapter } from './account.testing.ts';
import { changeAccount } from './connect-account.ts';
import { useAccount } from './open-account.ts';
import { renewAccount } from './renew-account.ts';

const home = fileFixture(() => openTestKernel('2026-11-28T02:00:00Z'));
/** A refresh token is good for one exchange, as a service with rotating tokens has it. */
const spent: string[] = [];
const rotating: ChannelAdapter<object, { token: string }> = {
  ...(calledBot as unknown as ChannelAdapter<object, { token: string }>),
  code: 'zalo-oa',
  secrets: z.object({ token: z.string() }),
  renew: async ({ secrets: { token } }, { now }) => {
    expect(spent).not.toContain(token);
    spent.push(token);
    await new Promise((resolve) => setImmediate(resolve));
    return ok({ secrets: { token: `${token}+` }, endsAt: new Date(now.getTime() + 90_000_000) });
  },
};
fileFixture(async () => plantAdapter(rotating as ChannelAdapter));

test('a token that rotates is exchanged once, though eight processes find it over at the same time', async () => {
  const ctx = () => home.context(systemActor('test'));
  const account = await plantAccount(home, { agency: 'MOH-MCD', adapter: 'zalo-oa', secrets: { token: 'a' } });
  const version = (await useAccount(ctx(), account))?.row.version;
  await Promise.all(Array.from({ length: 8 }, async () => must(await renewAccount(ctx(), account, version))));
  // Whoever comes late with the version that it used finds that another has done it.
  must(await renewAccount(ctx(), account, version));
  expect(spent).toEqual(['a']);
  expect((await useAccount(ctx(), account))?.open.secrets).toEqual({ token: 'a+' });
  must(await renewAccount(ctx(), account));
  expect(spent).toEqual(['a', 'a+']);
});

test('keys that a person enters while the former ones are exchanged stay', async () => {
  const ctx = () => home.context(systemActor('test'));
  const account = await plantAccount(home, { agency: 'MOH-MCD', adapter: 'zalo-oa', secrets: { token: 'old' } });
  const keeper = testPerson(['agency_admin'], 'MOH-MCD', { steppedUpUntil: new Date('2027-01-01T00:00:00Z') });
  const slow = plantAdapter({
    ...(rotating as ChannelAdapter),
    renew: async (_account, { now }) => {
      const entered = { account, name: 'Kênh mẫu', address: 'mẫu', settings: {}, secrets: { token: 'entered' } };
      must(await changeAccount(home.context(keeper), entered));
      return ok({ secrets: { token: 'old+' }, endsAt: now });
    },
  });
  must(await renewAccount(ctx(), account));
  slow.close();
  expect((await useAccount(ctx(), account))?.open.secrets).toEqual({ token: 'entered' });
});
