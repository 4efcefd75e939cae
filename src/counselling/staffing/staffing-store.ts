import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { HourCount } from './forecast.pure.ts';
import type { ShiftKind } from './roster.pure.ts';
import type { EventKind, LeaveState, RuleCode } from './staffing.ts';
import type { StaffingTables } from './staffing-tables.ts';

const { insertRow, findRow, listRows, updateRows } = tablesOf<StaffingTables>();

export interface StaffingRule {
  readonly code: RuleCode;
  readonly value: number;
  readonly validFrom: Date;
  readonly source: string;
  readonly verified: boolean;
}

/** The rules in force. */
export function rulesInForce(tx: Tx): Promise<StaffingRule[]> {
  return rows(
    tx,
    sql<StaffingRule>`
      select distinct on (code) code, value, valid_from as "validFrom", source, verified
      from counselling.staffing_rule where valid_from <= ${tx.now} order by code, valid_from desc, id desc`,
  );
}

export const insertRule = (tx: Tx, row: StaffingTables['counselling.staffing_rule']) =>
  insertRow(tx, 'counselling.staffing_rule', row);

export interface NamedShift extends ShiftKind {
  readonly vi: string;
  readonly en: string;
}

/** The shifts of a day in their order. */
export function shiftKinds(tx: Tx): Promise<NamedShift[]> {
  return rows(
    tx,
    sql<NamedShift>`select code, start_minute as "startMinute", minutes, night, vi, en from counselling.roster_shift_kind order by position`,
  );
}

export const onCallRegions = (tx: Tx) => listRows(tx, 'counselling.on_call_region', {}, ['code']);

export function wishesOf(tx: Tx, desk: string) {
  return listRows(tx, 'counselling.roster_wish', { desk_code: desk });
}

export async function saveWish(
  tx: Tx,
  wish: { person: string; desk: string; region: string | null; dislikes: Readonly<Record<string, number>> },
): Promise<void> {
  const dislikes = JSON.stringify(wish.dislikes);
  await sql`
    insert into counselling.roster_wish (person, desk_code, region, dislikes, set_at)
    values (${wish.person}, ${wish.desk}, ${wish.region}, ${dislikes}::jsonb, ${tx.now})
    on conflict (person, desk_code) do update set region = excluded.region, dislikes = excluded.dislikes, set_at = excluded.set_at`.execute(
    tx.query<object>(),
  );
}

export interface Leave {
  readonly id: string;
  readonly person: string;
  readonly desk: string;
  readonly from: string;
  readonly to: string;
  readonly kind: StaffingTables['counselling.leave']['kind'];
  readonly state: LeaveState;
  readonly version: number;
}

const leaveColumns = sql`id, person, desk_code as "desk", from_day as "from", to_day as "to", kind, state, version`;

/** Leave of the desk that is asked for or granted and touches the days, as far as the actor may see it. */
export function leaveBetween(tx: Tx, desk: string, from: string, to: string): Promise<Leave[]> {
  return rows(
    tx,
    sql<Leave>`
      select ${leaveColumns} from counselling.leave
      where desk_code = ${desk} and state in ('ASKED', 'GRANTED') and from_day <= ${to}::date and to_day >= ${from}::date
      order by from_day, id limit 1000`,
  );
}

export async function findLeave(tx: Tx, id: string, lock: boolean): Promise<Leave | undefined> {
  const [one] = await rows(
    tx,
    sql<Leave>`select ${leaveColumns} from counselling.leave where id = ${id}::uuid ${lock ? sql`for update` : sql``}`,
  );
  return one;
}

/** One who asks twice at once asks one after the other. */
export async function lockPerson(tx: Tx, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`counselling.leave ${person}`}, 0))`.execute(
    tx.query<object>(),
  );
}

export const insertLeave = (
  tx: Tx,
  row: Pick<StaffingTables['counselling.leave'], 'id' | 'person' | 'desk_code' | 'from_day' | 'to_day' | 'kind'>,
) => insertRow(tx, 'counselling.leave', { ...row, state: 'ASKED', asked_at: tx.now, version: 1 });

export async function settleLeave(tx: Tx, leave: Leave, state: LeaveState, by: string | null): Promise<void> {
  await updateRows(
    tx,
    'counselling.leave',
    { id: leave.id },
    { state, version: leave.version + 1, ...(by !== null && { decided_by: by, decided_at: tx.now }) },
  );
}

export interface DeskEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly uplift: number;
  readonly source: string;
  readonly verified: boolean;
}

export function eventsBetween(tx: Tx, desk: string, from: string, to: string): Promise<DeskEvent[]> {
  return rows(
    tx,
    sql<DeskEvent>`
      select id, kind, name, from_day as "from", to_day as "to", uplift, source, verified from counselling.forecast_event
      where desk_code = ${desk} and removed_at is null and from_day <= ${to}::date and to_day >= ${from}::date
      order by from_day, id limit 500`,
  );
}

export const insertEvent = (tx: Tx, row: Omit<StaffingTables['counselling.forecast_event'], 'removed_at'>) =>
  insertRow(tx, 'counselling.forecast_event', row);

/** @returns whether it was there and not removed before */
export async function removeEvent(tx: Tx, id: string): Promise<boolean> {
  return (await updateRows(tx, 'counselling.forecast_event', { id, removed_at: null }, { removed_at: tx.now })) > 0;
}

export function arrivalsBetween(tx: Tx, desk: string, from: string, to: string): Promise<HourCount[]> {
  return rows(
    tx,
    sql<HourCount>`
      select day, hour, contacts from counselling.arrival_hour
      where desk_code = ${desk} and day between ${from}::date and ${to}::date order by day, hour`,
  );
}

/** Counts the contacts of whole hours anew, for every desk. @returns rows written */
export async function countArrivals(tx: Tx, from: Date, to: Date): Promise<number> {
  const done = await sql`
    insert into counselling.arrival_hour (desk_code, day, hour, contacts)
    select desk_code, (began_at at time zone 'Asia/Ho_Chi_Minh')::date, extract(hour from began_at at time zone 'Asia/Ho_Chi_Minh'), count(*)
    from counselling.contact where began_at >= ${from} and began_at < ${to} group by 1, 2, 3
    on conflict (desk_code, day, hour) do update set contacts = greatest(counselling.arrival_hour.contacts, excluded.contacts)`.execute(
    tx.query<object>(),
  );
  return Number(done.numAffectedRows ?? 0);
}

export const hasRegion = async (tx: Tx, code: string) =>
  (await findRow(tx, 'counselling.on_call_region', { code })) !== undefined;
