import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { systemActor } from '../../kernel/index.ts';
import { testReach } from '../adapter.contract.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { openZaloFake, type ZaloFake } from '../zalo/zalo.fake.ts';
import type { ZaloSecrets } from '../zalo/zalo-account.ts';
import { zaloAdapter } from '../zalo/zalo-adapter.ts';
import { plantAccount, plantAdapter } from './account.testing.ts';
import { openSecrets } from './account-sealing.ts';
import { renewAccount } from './renew-account.ts';

const home = fileFixture(() => openTestKernel('2026-11-28T03:00:00Z'));
const worker = () => home.context(systemActor('test'));

describe('a token whose refresh token is good once', () => {
  let fake: ZaloFake;
  let planted: { close(): void };
  let account: string;
  beforeEach(async () => {
    fake = await openZaloFake();
    // The adapter itself, led to the server on this machine.
    const adapter = {
      ...zaloAdapter,
      renew: (open, reach) => zaloAdapter.renew?.(open, { ...testReach(), now: reach.now }),
    } as typeof zaloAdapter;
    planted = plantAdapter(adapter as ChannelAdapter);
    const { settings, secrets } = fake.entered as { settings: Record<string, unknown>; secrets: object };
    account = await plantAccount(home, { adapter: 'zalo-oa', settings, secrets });
  });
  afterEach(async () => {
    planted.close();
    await fake.close();
  });
  const stored = async () => {
    const { rows } = await home.owner.query('select * from channels.channel_account where id = $1', [account]);
    return { row: rows[0], secrets: (await openSecrets(home.kernel, rows[0])) as unknown as ZaloSecrets };
  };

  test('is exchanged once by five workers who found the old one refused, and the pair is kept whole', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => renewAccount(worker(), account, 1)));
    for (const one of all) must(one);
    // One who read the account before that asks once more.
    must(await renewAccount(worker(), account, 1));
    expect(fake.exchanges()).toBe(1);
    const { row, secrets } = await stored();
    expect(secrets).toMatchObject({ accessToken: 'access-token-of-turn-2', refreshToken: 'refresh-token-of-turn-2' });
    expect(row).toMatchObject({ version: 2, renew_failure: null, token_ends_at: new Date('2026-11-29T04:00:00Z') });
  });

  test('is not written over by an answer that is an error in HTTP 200, and the failure is kept as a code', async () => {
    fake.tokenAnswer({ error_name: 'Invalid refresh token', error_reason: 'x' });
    await renewAccount(worker(), account);
    const { row, secrets } = await stored();
    expect(secrets.refreshToken).toBe('refresh-token-of-turn-1');
    expect(row).toMatchObject({ version: 1, renew_failure: 'channel-service.refuses-us' });
  });
});
