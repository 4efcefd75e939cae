import { type Ctx, MINUTE, ok, type Result, systemActor } from '../../kernel/index.ts';
import { openReach } from '../reach.ts';
import type { AccountRow } from '../tables.ts';
import { findAccount, updateAccount } from './account-store.ts';
import { endLease, takeLease } from './lease-store.ts';
import { forgetAccount, openRow } from './open-account.ts';
import { tellKeepers } from './tell-keepers.ts';

const LEASE = 2 * MINUTE;
/** A service that refuses us for so long has shut the account to us; a shorter trouble of the line is none. */
const FAILED_AFTER = 15 * MINUTE;

/** Asks the account's own service how it is, and writes down what it said. Nothing where another process asks just now. */
export async function checkAccount(ctx: Ctx, account: string): Promise<Result<void>> {
  const lease = await takeLease(ctx, account, 'check', LEASE);
  if (lease === undefined) return ok();
  const system = ctx.as(systemActor('channels.check'));
  try {
    const found = await system.transaction(async (tx) => ok(await findAccount(tx, account)));
    if (!found.ok) return found;
    const inUse = found.value && (await openRow(ctx.kernel, found.value));
    if (!inUse) return ok();
    const said = await inUse.adapter.check(inUse.open, { ...openReach(ctx.kernel.config), now: ctx.now });
    return await system.transaction(async (tx) => {
      const row = await findAccount(tx, account, 'for update');
      if (row === undefined) return ok();
      const since = said.ok ? null : (row.failing_since ?? tx.now);
      const state = stateAfter(row, since, tx.now);
      await updateAccount(tx, account, {
        checked_at: tx.now,
        failing_since: since,
        check_failure: said.ok ? null : said.refusal.code,
        ...(said.ok && { service_name: said.value.name.slice(0, 200) }),
        ...(said.ok && said.value.tokenEndsAt && { token_ends_at: said.value.tokenEndsAt }),
        ...(state !== row.state && {
          state,
          state_since: tx.now,
          state_reason: said.ok ? null : said.refusal.code,
        }),
      });
      if (state === row.state) return ok();
      if (state === 'failed') await tellKeepers(tx, row, 'channel-account.failed');
      tx.audit({
        action: 'channel-account.check',
        object: { kind: 'channel-account', id: account },
        codes: { state, was: row.state },
      });
      return ok();
    });
  } finally {
    forgetAccount(ctx.kernel, account);
    await endLease(ctx, lease);
  }
}

function stateAfter(row: AccountRow, failingSince: Date | null, now: Date): AccountRow['state'] {
  if (row.state === 'failed' && failingSince === null) return 'open';
  const failed = failingSince !== null && now.getTime() - failingSince.getTime() >= FAILED_AFTER;
  return row.state === 'open' && failed ? 'failed' : row.state;
}
