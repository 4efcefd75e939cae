import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { DisputeRow, OpinionRow, SuspensionRow } from './entry-view.ts';

export interface Opinion {
  readonly id: string;
  readonly entry: string;
  readonly signalType: string;
  readonly agency: string;
  readonly opinion: 'up' | 'down';
  readonly reason: string | null;
  readonly by: string;
}

/** Whether the acting member may see the entry, by their lists or as its owner or keeper. */
export async function entryInView(tx: Tx, entry: string): Promise<boolean> {
  const [row] = await rows(
    tx,
    sql<{
      seen: boolean;
    }>`select exists (select 1 from hashes.my_entries(array[${entry}::uuid])) or exists (select 1 from hashes.entry where id = ${entry}::uuid) as seen`,
  );
  return row?.seen ?? false;
}

/** Puts the member's opinion in the place of their earlier one on the same signal; the earlier one is kept as history. */
export async function putOpinion(tx: Tx, given: Opinion): Promise<void> {
  await sql`
    update hashes.feedback set superseded_at = ${tx.now}
    where entry_id = ${given.entry}::uuid and signal_type = ${given.signalType} and agency = ${given.agency} and superseded_at is null`.execute(
    tx.query<object>(),
  );
  await sql`
    insert into hashes.feedback (id, entry_id, signal_type, agency, opinion, reason, given_by, given_at)
    values (${given.id}, ${given.entry}, ${given.signalType}, ${given.agency}, ${given.opinion}, ${given.reason}, ${given.by}, ${tx.now})`.execute(
    tx.query<object>(),
  );
}

export function opinionsOn(tx: Tx, entry: string): Promise<OpinionRow[]> {
  return rows(
    tx,
    sql<OpinionRow>`
      select signal_type as "signalType", agency, opinion, reason, given_at as at from hashes.feedback
      where entry_id = ${entry}::uuid and superseded_at is null order by given_at`,
  );
}

/** How many members hold an entry for wrong, and how many it takes to suspend it. */
export async function downvotes(tx: Tx, entry: string): Promise<{ members: number; enough: number }> {
  const [row] = await rows(
    tx,
    sql<{ members: number; enough: number }>`
      select (select count(distinct agency) from hashes.feedback where entry_id = entry.id and superseded_at is null and opinion = 'down'
          -- What the owner has answered once is not held against the entry again.
          and given_at > coalesce((select max(answered_at) from hashes.suspension where entry_id = entry.id), '-infinity'))::integer as members,
        bank.suspend_downvotes as enough
      from hashes.entry as entry join hashes.bank as bank on bank.id = entry.bank_id where entry.id = ${entry}::uuid`,
  );
  return row ?? { members: 0, enough: 1 };
}

/** Counts matches of entries in the hour; answers this hour's number, the week's usual one and the bank's floor, of those whose owner has not answered a flood this week. */
export function countMatches(
  tx: Tx,
  matched: readonly { readonly entry: string; readonly times: number }[],
): Promise<{ entry: string; now: number; usual: number; floor: number }[]> {
  return rows(
    tx,
    sql<{ entry: string; now: number; usual: number; floor: number }>`
      with counted as (
        insert into hashes.match_rate (entry_id, hour, matches)
        select entry, date_trunc('hour', ${tx.now}::timestamptz), times from unnest(${matched.map((one) => one.entry)}::uuid[], ${matched.map((one) => one.times)}::integer[]) as given(entry, times)
        order by entry
        on conflict (entry_id, hour) do update set matches = hashes.match_rate.matches + excluded.matches
        returning entry_id, hour, matches)
      select counted.entry_id as entry, counted.matches as now, bank.suspend_matches_hour as floor,
        coalesce((select sum(past.matches) from hashes.match_rate as past
          where past.entry_id = counted.entry_id and past.hour < counted.hour and past.hour >= counted.hour - interval '7 days'), 0)::float8 / 168 as usual
      from counted join hashes.entry as entry on entry.id = counted.entry_id join hashes.bank as bank on bank.id = entry.bank_id
      where not exists (select 1 from hashes.suspension as answered where answered.entry_id = counted.entry_id and answered.outcome = 'RESTORED'
        and answered.answered_at > ${tx.now}::timestamptz - interval '7 days')`,
  );
}

export async function forgetMatchRates(tx: Tx, before: Date): Promise<void> {
  await sql`delete from hashes.match_rate where hour < ${before}`.execute(tx.query<object>());
}

export async function insertSuspension(
  tx: Tx,
  given: { id: string; entry: string; cause: 'downvotes' | 'flood'; measured: number; baseline: number; dueAt: Date },
): Promise<void> {
  await sql`
    insert into hashes.suspension (id, entry_id, cause, measured, baseline, suspended_at, due_at)
    values (${given.id}, ${given.entry}, ${given.cause}, ${given.measured}, ${given.baseline}, ${tx.now}, ${given.dueAt})`.execute(
    tx.query<object>(),
  );
}

export async function answerSuspension(
  tx: Tx,
  entry: string,
  outcome: 'RESTORED' | 'DISPUTED' | 'WITHDRAWN',
  by: string,
): Promise<void> {
  await sql`
    update hashes.suspension set answered_at = ${tx.now}, answered_by = ${by}, outcome = ${outcome}
    where entry_id = ${entry}::uuid and answered_at is null`.execute(tx.query<object>());
}

/** Writes on open suspensions and disputes when their clock now ends. */
export async function retimeAnswers(
  tx: Tx,
  moved: readonly {
    readonly entry: string;
    readonly rule: 'DL-HASH-SUSPENDED' | 'DL-HASH-DISPUTED';
    readonly due: Date;
  }[],
): Promise<void> {
  for (const { entry, rule, due } of moved) {
    const set =
      rule === 'DL-HASH-SUSPENDED'
        ? sql`update hashes.suspension set due_at = ${due} where entry_id = ${entry}::uuid and answered_at is null`
        : sql`update hashes.dispute set due_at = ${due} where entry_id = ${entry}::uuid and resolved_at is null`;
    await set.execute(tx.query<object>());
  }
}

export function suspensionsOf(tx: Tx, entry: string): Promise<SuspensionRow[]> {
  return rows(
    tx,
    sql<SuspensionRow>`
      select cause, measured, baseline, suspended_at as "suspendedAt", due_at as "dueAt", answered_at as "answeredAt", outcome
      from hashes.suspension where entry_id = ${entry}::uuid order by suspended_at`,
  );
}

export async function insertDispute(
  tx: Tx,
  given: { id: string; entry: string; agency: string; reason: string; by: string; dueAt: Date },
): Promise<void> {
  await sql`
    insert into hashes.dispute (id, entry_id, agency, reason, raised_by, raised_at, due_at)
    values (${given.id}, ${given.entry}, ${given.agency}, ${given.reason}, ${given.by}, ${tx.now}, ${given.dueAt})`.execute(
    tx.query<object>(),
  );
}

export async function closeDispute(tx: Tx, entry: string, outcome: 'UPHELD' | 'WITHDRAWN', by: string): Promise<void> {
  await sql`
    update hashes.dispute set resolved_at = ${tx.now}, resolved_by = ${by}, outcome = ${outcome}
    where entry_id = ${entry}::uuid and resolved_at is null`.execute(tx.query<object>());
}

export function disputesOf(tx: Tx, entry: string): Promise<DisputeRow[]> {
  return rows(
    tx,
    sql<DisputeRow>`
      select agency, reason, raised_by as "raisedBy", raised_at as "raisedAt", due_at as "dueAt", resolved_at as "resolvedAt", outcome
      from hashes.dispute where entry_id = ${entry}::uuid order by raised_at`,
  );
}
