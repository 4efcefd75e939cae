import { sql } from 'kysely';
import { onDutyAt, rows, type Tx, tablesOf, weekMinute } from '../../kernel/index.ts';
import type { CallState } from './ladder.pure.ts';
import type { DutyOfficerRow, OfficerCallRow, OfficerRank, OfficerStepRow, OfficerTables } from './officer-tables.ts';

const { insertRow, findRow, listRows } = tablesOf<OfficerTables>();

export const insertOfficer = (tx: Tx, row: DutyOfficerRow) => insertRow(tx, 'counselling.duty_officer', row);

export const findOfficer = (tx: Tx, id: string, { lock }: { readonly lock: boolean }) =>
  findRow(tx, 'counselling.duty_officer', { id }, lock ? 'for update' : undefined);

export async function endOfficerRow(tx: Tx, id: string, by: string): Promise<void> {
  await tx
    .query<OfficerTables>()
    .updateTable('counselling.duty_officer')
    .set({ ended_at: tx.now, ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Officers who are on a roster, of those that the actor sees, by place. */
export async function officersSeen(
  tx: Tx,
  of: { readonly agency?: string; readonly province?: string },
  limit: number,
): Promise<DutyOfficerRow[]> {
  let query = tx
    .query<OfficerTables>()
    .selectFrom('counselling.duty_officer')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('drill', '=', false);
  if (of.agency !== undefined) query = query.where('agency', '=', of.agency);
  if (of.province !== undefined) query = query.where('province_code', '=', of.province);
  return query.orderBy('agency').orderBy('rank', 'desc').orderBy('name').orderBy('id').limit(limit).execute();
}

/** Who is on duty for a call now, of a rank; for a province: whoever is on duty for the whole of it. An exercise finds invented officers alone. */
export async function officerOnDuty(
  tx: Tx,
  call: Pick<OfficerCallRow, 'drill' | 'agency' | 'commune_code' | 'province_code'>,
  of: { readonly rank: OfficerRank } | 'PROVINCE',
): Promise<DutyOfficerRow | undefined> {
  const found = await listRows(
    tx,
    'counselling.duty_officer',
    {
      drill: call.drill,
      ended_at: null,
      ...(call.drill ? { agency: call.agency } : { province_code: call.province_code }),
      ...(of === 'PROVINCE' ? { commune_code: null } : { rank: of.rank, commune_code: call.commune_code }),
    },
    ['added_at', 'id'],
  );
  const minute = weekMinute(tx.now);
  return found.find((one) => onDutyAt(one, minute));
}

export const insertCall = (tx: Tx, row: OfficerCallRow) => insertRow(tx, 'counselling.officer_call', row);

export const findCall = (tx: Tx, id: string, { lock }: { readonly lock: boolean }) =>
  findRow(tx, 'counselling.officer_call', { id }, lock ? 'for update' : undefined);

/** The newest call of a contact; undefined where there was none. */
export async function callOfContact(tx: Tx, contact: string): Promise<OfficerCallRow | undefined> {
  return tx
    .query<OfficerTables>()
    .selectFrom('counselling.officer_call')
    .selectAll()
    .where('contact_id', '=', contact)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type CallChange = Partial<
  Pick<
    OfficerCallRow,
    'rung' | 'next_at' | 'state' | 'missed' | 'acknowledged_by' | 'acknowledged_at' | 'looked_at_by' | 'looked_at'
  >
>;

/** Changes a call for a caller that holds its lock. */
export async function updateCall(tx: Tx, id: string, change: CallChange): Promise<OfficerCallRow> {
  return tx
    .query<OfficerTables>()
    .updateTable('counselling.officer_call')
    .set((of) => ({ ...change, version: of('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Calls whose rung is over, taken by one process each. */
export async function callsPast(tx: Tx, limit: number): Promise<OfficerCallRow[]> {
  return tx
    .query<OfficerTables>()
    .selectFrom('counselling.officer_call')
    .selectAll()
    .where('state', '=', 'OPEN')
    .where('next_at', '<=', tx.now)
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export const stepsOf = (tx: Tx, call: string): Promise<OfficerStepRow[]> =>
  listRows(tx, 'counselling.officer_step', { call_id: call }, ['number']);

/** Writes a step of the ledger under the next number, for a caller that holds the lock of the call. */
export async function insertStep(
  tx: Tx,
  call: Pick<OfficerCallRow, 'id' | 'drill' | 'rung'>,
  step: Pick<OfficerStepRow, 'outcome' | 'agency'> & { readonly officer?: string | null; readonly by?: string | null },
): Promise<void> {
  const number = (await stepsOf(tx, call.id)).length + 1;
  const { outcome, agency, officer = null, by = null } = step;
  await insertRow(tx, 'counselling.officer_step', {
    call_id: call.id,
    number,
    drill: call.drill,
    rung: call.rung,
    outcome,
    officer,
    agency,
    at: tx.now,
    by,
  });
}

/** Calls that the actor sees in these states, the newest first; exercises alone, or none of them. */
export async function callsSeen(
  tx: Tx,
  of: { readonly states?: readonly CallState[]; readonly drill: boolean; readonly notLookedAt?: boolean },
  limit: number,
): Promise<OfficerCallRow[]> {
  let query = tx
    .query<OfficerTables>()
    .selectFrom('counselling.officer_call')
    .selectAll()
    .where('drill', '=', of.drill);
  if (of.states) query = query.where('state', 'in', [...of.states]);
  if (of.notLookedAt) query = query.where('missed', '=', true).where('looked_at', 'is', null);
  return query.orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export async function officersNamed(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, DutyOfficerRow>> {
  if (ids.length === 0) return new Map();
  const found = await tx
    .query<OfficerTables>()
    .selectFrom('counselling.duty_officer')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map((one) => [one.id, one]));
}

export interface AgencyAnswers {
  readonly agency: string;
  readonly commune: string;
  readonly calls: number;
  readonly acknowledged: number;
  /** Seconds from the call to its acknowledgement, in the middle; null where none was acknowledged. */
  readonly medianSeconds: number | null;
  readonly missed: number;
  readonly noAnswer: number;
  readonly busy: number;
  readonly refused: number;
  readonly wrongNumber: number;
  readonly nobodyOnDuty: number;
  readonly noAcknowledgement: number;
}

/** How communes answered in a period, of the calls that the actor sees; no exercise counts. */
export function answersByAgency(tx: Tx, from: Date, to: Date): Promise<AgencyAnswers[]> {
  return rows(
    tx,
    sql<AgencyAnswers>`
      with call as (
        select id, agency, commune_code, state, missed, opened_at, acknowledged_at from counselling.officer_call
        where not drill and opened_at >= ${from} and opened_at < ${to}
      ), step as (
        select s.agency, s.outcome, count(*)::int as n from counselling.officer_step s join call c on c.id = s.call_id and c.agency = s.agency
        where not s.drill group by 1, 2
      )
      select c.agency, min(c.commune_code) as commune, count(*)::int as calls,
        count(*) filter (where c.state = 'ACKNOWLEDGED')::int as acknowledged,
        percentile_cont(0.5) within group (order by extract(epoch from c.acknowledged_at - c.opened_at))
          filter (where c.acknowledged_at is not null)::float8 as "medianSeconds",
        count(*) filter (where c.missed)::int as missed,
        coalesce((select n from step s where s.agency = c.agency and outcome = 'NO_ANSWER'), 0) as "noAnswer",
        coalesce((select n from step s where s.agency = c.agency and outcome = 'BUSY'), 0) as busy,
        coalesce((select n from step s where s.agency = c.agency and outcome = 'REFUSED'), 0) as refused,
        coalesce((select n from step s where s.agency = c.agency and outcome = 'WRONG_NUMBER'), 0) as "wrongNumber",
        coalesce((select n from step s where s.agency = c.agency and outcome = 'NOBODY_ON_DUTY'), 0) as "nobodyOnDuty",
        coalesce((select n from step s where s.agency = c.agency and outcome = 'NO_ACKNOWLEDGEMENT'), 0) as "noAcknowledgement"
      from call c group by c.agency order by missed desc, calls desc, c.agency limit 4000`,
  );
}

/** What people call the calls of the actor. */
export async function callReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx
    .query<OfficerTables>()
    .selectFrom('counselling.officer_call')
    .select(['id', 'reference'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(found.map(({ id, reference }) => [id, reference]));
}

/** The invented officers of an agency's exercises. */
export const officersOfDrills = (tx: Tx, agency: string) =>
  listRows(tx, 'counselling.duty_officer', { agency, drill: true, ended_at: null });
