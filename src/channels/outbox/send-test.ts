import { actOnRecord, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { accountRecord } from '../accounts/account-record.ts';
import { adapterOf } from '../adapter-of.ts';
import { refuse } from '../refusals.ts';
import { NO_WISHES } from './outbound.ts';
import { queueMessage } from './queue-message.ts';

const WORDS = 'Tin thử của kênh. Không cần trả lời.';

/**
 * A message without content to an address of the keeper's own, to see that it arrives.
 * Refusals: `channel-account.no-test` where the network lets us answer only, `channel-account.not-open`,
 * `channel-account.invalid` (to), `channel-account.not-found`, `access.*`
 */
export async function sendTestMessage(
  ctx: Ctx,
  input: { readonly account: string; readonly to: string },
): Promise<Result<void>> {
  const to = input.to.trim();
  if (!/^[\x21-\x7e]{3,254}$/.test(to)) return refuse('channel-account.invalid', { field: 'to' });
  // Nothing of the account changes: whoever works on it meanwhile is not waited for.
  const on = { id: input.account, readOnly: true };
  return actOnRecord(accountRecord, ctx, 'channel-account.keep', on, async (tx, row) => {
    const adapter = adapterOf(ctx.kernel, row.adapter);
    if (!adapter?.begins || adapter.ofTheHouse || adapter.toService) return refuse('channel-account.no-test');
    if (row.state !== 'open') return refuse('channel-account.not-open');
    const queued = await queueMessage(ctx, tx, {
      key: `test:${newId<'test'>(tx.now.getTime())}`,
      purpose: 'test',
      to: { account: row.id, address: to, wishes: NO_WISHES },
      text: WORDS,
    });
    if (!queued.ok) return queued;
    tx.audit({ action: 'channel-account.test', object: { kind: 'channel-account', id: row.id } });
    return ok();
  });
}
