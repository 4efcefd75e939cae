import { type Ctx, MINUTE, ok, type Result, systemActor } from '../../kernel/index.ts';
import { openReach } from '../reach.ts';
import { refuse } from '../refusals.ts';
import { sealSecrets } from './account-sealing.ts';
import { findAccount, updateAccount } from './account-store.ts';
import { endLease, holdsLease, takeLease } from './lease-store.ts';
import { forgetAccount, openRow } from './open-account.ts';

/** Outlives the longest request to a provider many times: a token that rotates is never asked for by two. */
const LEASE = 5 * MINUTE;

/**
 * Exchanges the account's token for the next, by one process at a time. Where another does it just now, or has done it since the caller read
 * the account, there is nothing to do.
 * @param knownVersion of the account as the caller used it, where its token was refused
 * Refusals: `channel-account.not-renewed`, what the provider said
 */
export async function renewAccount(ctx: Ctx, account: string, knownVersion?: number): Promise<Result<void>> {
  const lease = await takeLease(ctx, account, 'renew', LEASE);
  if (lease === undefined) return ok();
  const system = ctx.as(systemActor('channels.renew'));
  try {
    // Read under the lease: what another process stored a moment ago is the token to exchange.
    const found = await system.transaction(async (tx) => ok(await findAccount(tx, account)));
    if (!found.ok) return found;
    const row = found.value;
    const inUse = row && (await openRow(ctx.kernel, row));
    if (!row || !inUse?.adapter.renew) return ok();
    if (knownVersion !== undefined && row.version !== knownVersion) return ok();
    const renewed = await inUse.adapter.renew(inUse.open, { ...openReach(ctx.kernel.config), now: ctx.now });
    const sealed = renewed.ok ? await sealSecrets(ctx.kernel, account, renewed.value.secrets) : undefined;
    return await system.transaction(async (tx) => {
      if (!(await holdsLease(tx, lease))) return refuse('channel-account.not-renewed');
      // Keys that a person entered meanwhile stay: what was exchanged belongs to the former ones.
      const now = await findAccount(tx, account, 'for update');
      if (!now?.sealed_secrets.equals(row.sealed_secrets)) return ok();
      await updateAccount(tx, account, {
        renewed_at: tx.now,
        renew_failure: renewed.ok ? null : renewed.refusal.code,
        ...(renewed.ok && {
          sealed_secrets: sealed as Buffer,
          token_ends_at: renewed.value.endsAt,
          version: now.version + 1,
        }),
      });
      tx.audit({
        action: 'channel-account.renew',
        object: { kind: 'channel-account', id: account },
        ...(renewed.ok ? {} : { outcome: 'refused', codes: { refusal: renewed.refusal.code } }),
      });
      return ok();
    });
  } finally {
    forgetAccount(ctx.kernel, account);
    await endLease(ctx, lease);
  }
}
