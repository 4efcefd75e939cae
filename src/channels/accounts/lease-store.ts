import { sql } from 'kysely';
import { type Ctx, newId, ok, rows, run, systemActor, type Tx } from '../../kernel/index.ts';
import type { ChannelCode } from '../inbound-event.ts';
import type { LeasePurpose } from '../tables.ts';
import type { AccountState } from './account.ts';

/** What one process at a time may do for an account, for a while. */
export interface Lease {
  readonly account: string;
  readonly purpose: LeasePurpose;
  readonly holder: string;
}

/** Accounts of these adapters, in one of these states, that no process listens to. */
export async function accountsUnheard(
  tx: Tx,
  adapters: readonly ChannelCode[],
  states: readonly AccountState[],
): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`select account.id from channels.channel_account as account
      left join channels.account_lease as lease on lease.account_id = account.id and lease.purpose = 'listen'
      where account.adapter = any(${[...adapters]}::text[]) and account.state = any(${[...states]}::text[])
        and (lease.until is null or lease.until <= ${tx.now})
      order by account.id`,
  );
  return found.map(({ id }) => id);
}

/** @returns undefined where another process has it */
export async function takeLease(
  ctx: Ctx,
  account: string,
  purpose: LeasePurpose,
  forMs: number,
): Promise<Lease | undefined> {
  const lease: Lease = { account, purpose, holder: newId<'lease'>() };
  const taken = await asPlatform(ctx, async (tx) => {
    const found = await rows(
      tx,
      sql`insert into channels.account_lease as held (account_id, purpose, holder, until)
        values (${account}, ${purpose}, ${lease.holder}, ${until(tx, forMs)})
        on conflict (account_id, purpose) do update set holder = excluded.holder, until = excluded.until
          where held.until <= ${tx.now} returning holder`,
    );
    return found.length > 0;
  });
  return taken ? lease : undefined;
}

/** @returns false where it ran out and another process has it */
export async function keepLease(tx: Tx, { account, purpose, holder }: Lease, forMs: number): Promise<boolean> {
  const kept = await run(
    tx,
    sql`update channels.account_lease set until = ${until(tx, forMs)}
      where account_id = ${account}::uuid and purpose = ${purpose} and holder = ${holder}::uuid`,
  );
  return kept > 0;
}

/** Whether the lease is still ours, in the transaction that writes what was done under it. */
export async function holdsLease(tx: Tx, { account, purpose, holder }: Lease): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select 1 from channels.account_lease
      where account_id = ${account}::uuid and purpose = ${purpose} and holder = ${holder}::uuid for update`,
  );
  return found.length > 0;
}

export async function endLease(ctx: Ctx, lease: Lease): Promise<void> {
  await asPlatform(ctx, (tx) => keepLease(tx, lease, 0));
}

const until = (tx: Tx, forMs: number) => new Date(tx.now.getTime() + forMs);

async function asPlatform<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await ctx
    .as(systemActor('channels.lease'))
    .transaction(async (tx) => ok(await work(tx)), { keep: true });
  if (!done.ok) throw new Error(`refused: ${done.refusal.code}`);
  return done.value;
}
