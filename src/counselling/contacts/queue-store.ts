import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ShiftRow, Tables } from '../tables.ts';
import type { ContactChannel, Tier } from './contact.ts';
import { WEIGHTS } from './offer-rules.pure.ts';
import { ORDER } from './queue-order.pure.ts';

const table = tablesOf<Tables>();

/** A row of the queue, in the order of it. */
export interface QueueRow {
  readonly id: string;
  readonly reference: string;
  readonly channel: ContactChannel;
  readonly band: number;
  readonly band_reason: string;
  readonly tier: Tier;
  readonly waiting_since: Date;
  readonly missed_by: string | null;
  /** Who alone is asked for now, as a supervisor said; nobody once they let it pass. */
  readonly meant_for: string | null;
  readonly turn_at: Date | null;
}

/**
 * The queue of a desk in the order of `inOrder` (queue-order.pure.ts). Children whose page was closed keep their place and are not in it.
 * @param dangerLast as `inOrder` takes it
 */
export async function queueOf(tx: Tx, desk: string, dangerLast: boolean, limit: number): Promise<QueueRow[]> {
  const { band, ageStep, ageMost, dueSlack, late, dangerFrom } = ORDER;
  const age = sql`greatest(extract(epoch from ${tx.now}::timestamptz - waiting_since) * 1000, 0)`;
  const due = sql`(turn_at + (turn_at - waiting_since) + ${dueSlack} * interval '1 millisecond')`;
  const now = sql`${tx.now}::timestamptz`;
  const group = sql`case when ${due} + ${late} * interval '1 millisecond' <= ${now} then 0
    when band >= ${dangerFrom} and not ${dangerLast}::boolean then 1 when ${due} <= ${now} then 2 else 3 end`;
  return rows<QueueRow>(
    tx,
    sql<QueueRow>`
      with arrived as materialized (
        select id, reference, channel, band, band_reason, tier, waiting_since, missed_by,
          case when meant_until > ${now} and missed_by is distinct from meant_for then meant_for end as meant_for,
          state in ('waiting', 'returned') as waits, state in ('waiting', 'returned') and place_until is null as here,
          row_number() over (order by waiting_since, id) as rank
        from counselling.contact
        where desk_code = ${desk}
          and waiting_since >= (select min(waiting_since) from counselling.contact where desk_code = ${desk} and state in ('waiting', 'returned'))
          and not (state = 'abandoned' and accepted_at is null)
      ), taken as (
        select coalesce(accepted_at, offered_at) as at, row_number() over (order by coalesce(accepted_at, offered_at) desc) as latest
        from counselling.contact
        where desk_code = ${desk} and state not in ('waiting', 'returned') and coalesce(accepted_at, offered_at) is not null
        order by 1 desc limit (select count(*) from arrived where not waits)
      ), queue as (
        select arrived.*, (select at from taken where latest = (select count(*) from taken) - arrived.rank + 1) as turn_at
        from arrived where here
      )
      select id, reference, channel, band, band_reason, tier, waiting_since, missed_by, meant_for, turn_at from queue
      order by ${group}, case when ${group} in (0, 2) then ${due} end,
        band * ${band} + least(${age} / ${ageStep}, ${ageMost}) desc, waiting_since, id
      limit ${limit}`,
  );
}

/** Whether the contact that was offered last was one of danger. */
export async function dangerWasLast(tx: Tx, desk: string): Promise<boolean> {
  const last = await tx
    .query<Tables>()
    .selectFrom('counselling.contact')
    .select('band')
    .where('desk_code', '=', desk)
    .where('offered_at', 'is not', null)
    .orderBy('offered_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last !== undefined && last.band >= ORDER.dangerFrom;
}

/** Locks the shifts of those who take contacts now; one that another round holds is left to it. */
export async function lockShiftsOnDuty(tx: Tx, desk: string, signSince: Date): Promise<ShiftRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.helper_shift')
    .selectAll()
    .where('desk_code', '=', desk)
    .where('ended_at', 'is', null)
    .where('state', 'in', ['available', 'winding-down'])
    .where('last_sign_at', '>', signSince)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
}

/** What each of these people carries: the weights of their contacts, counted from the contacts, and whether an offer is open. */
export async function loadsOf(
  tx: Tx,
  people: readonly string[],
): Promise<ReadonlyMap<string, { readonly load: number; readonly offered: boolean }>> {
  const weight = sql`case channel ${sql.join(
    Object.entries(WEIGHTS).map(([channel, of]) => sql`when ${channel} then ${of}::integer`),
    sql` `,
  )} end`;
  const found = await rows<{ person: string; load: number; offered: boolean }>(
    tx,
    sql`select person, coalesce(sum(weight), 0)::integer as load, bool_or(offered) as offered from (
        select helper as person, ${weight} as weight, false as offered from counselling.contact
        where helper = any (${people}::uuid[]) and state in ('live', 'held', 'transferring', 'wrapping')
        union all
        select offered_to, ${weight}, true from counselling.contact where offered_to = any (${people}::uuid[])
      ) as carried group by person`,
  );
  return new Map(found.map(({ person, load, offered }) => [person, { load, offered }]));
}

/** Offers a contact that still waits. @returns whether it did */
export async function putOffer(tx: Tx, contact: string, person: string, until: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .query<Tables>()
    .updateTable('counselling.contact')
    .set((of) => ({
      state: 'offered',
      offered_to: person,
      offer_until: until,
      offered_at: tx.now,
      accepted_at: null,
      version: of('version', '+', 1),
    }))
    .where('id', '=', contact)
    .where('state', 'in', ['waiting', 'returned'])
    .where('place_until', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Queues that are diverted now, the latest last. */
export async function openDiversions(
  tx: Tx,
  desk: string,
): Promise<Pick<Tables['counselling.queue_diversion'], 'from_tier' | 'to_tier' | 'reason' | 'until'>[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.queue_diversion')
    .select(['from_tier', 'to_tier', 'reason', 'until'])
    .where('desk_code', '=', desk)
    .where('ended_at', 'is', null)
    .where('until', '>', tx.now)
    .orderBy('set_at')
    .execute();
}

/** Where the contacts of a tier go now. */
export async function diversionsOf(tx: Tx, desk: string): Promise<ReadonlyMap<Tier, Tier>> {
  return new Map((await openDiversions(tx, desk)).map(({ from_tier, to_tier }) => [from_tier, to_tier]));
}

export async function insertDiversion(tx: Tx, row: Tables['counselling.queue_diversion']): Promise<void> {
  await table.insertRow(tx, 'counselling.queue_diversion', row);
}

/** Ends what is diverted of a tier. @returns how many diversions that were */
export async function endDiversions(tx: Tx, desk: string, from: Tier): Promise<number> {
  return table.updateRows(
    tx,
    'counselling.queue_diversion',
    { desk_code: desk, from_tier: from, ended_at: null },
    { ended_at: tx.now },
  );
}
