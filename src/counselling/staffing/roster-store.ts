import { sql } from 'kysely';
import { addDays, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Assignment, Need, OnCall } from './roster.pure.ts';
import type { RosterState, SwapState } from './staffing.ts';
import type { StaffingTables } from './staffing-tables.ts';

const { insertRow, updateRows, deleteRows, listRows } = tablesOf<StaffingTables>();

export interface RosterRow {
  readonly id: string;
  readonly desk: string;
  readonly organisation: string;
  readonly from: string;
  readonly days: number;
  readonly state: RosterState;
  readonly needs: readonly Need[];
  readonly people: readonly string[];
  readonly best: boolean | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
  readonly version: number;
}

const columns = sql`id, desk_code as "desk", organisation, from_day as "from", days, state, needs, people, best, made_by as "madeBy",
  made_at as "madeAt", published_by as "publishedBy", published_at as "publishedAt", version`;

/** Who plans, publishes or swaps at a desk comes one after the other. */
export async function lockDesk(tx: Tx, desk: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`counselling.roster ${desk}`}, 0))`.execute(
    tx.query<object>(),
  );
}

export async function insertRoster(
  tx: Tx,
  row: Pick<RosterRow, 'id' | 'desk' | 'organisation' | 'from' | 'days' | 'needs' | 'people' | 'madeBy'>,
): Promise<void> {
  await sql`
    insert into counselling.roster (id, desk_code, organisation, from_day, days, state, needs, people, made_by, made_at)
    values (${row.id}, ${row.desk}, ${row.organisation}, ${row.from}, ${row.days}, 'DRAFT', ${JSON.stringify(row.needs)}::jsonb,
      ${[...row.people]}::uuid[], ${row.madeBy}, ${tx.now})`.execute(tx.query<object>());
}

export async function findRoster(tx: Tx, id: string, lock: boolean): Promise<RosterRow | undefined> {
  const [one] = await rows(
    tx,
    sql<RosterRow>`select ${columns} from counselling.roster where id = ${id}::uuid ${lock ? sql`for update` : sql``}`,
  );
  return one;
}

/** Rosters of a desk that were not discarded, the latest first. */
export function listRosterRows(tx: Tx, desk: string, most: number): Promise<RosterRow[]> {
  return rows(
    tx,
    sql<RosterRow>`
      select ${columns} from counselling.roster where desk_code = ${desk} and state <> 'DISCARDED'
      order by from_day desc, made_at desc limit ${most}`,
  );
}

/** Published rosters of a desk that have one of the days. */
export function publishedBetween(tx: Tx, desk: string, from: string, to: string): Promise<RosterRow[]> {
  return rows(
    tx,
    sql<RosterRow>`
      select ${columns} from counselling.roster
      where desk_code = ${desk} and state = 'PUBLISHED' and from_day <= ${to}::date and from_day + days > ${from}::date
      order by from_day`,
  );
}

export async function changeRoster(
  tx: Tx,
  roster: RosterRow,
  set: { state?: RosterState; best?: boolean; publishedBy?: string },
): Promise<void> {
  const { state, best, publishedBy } = set;
  await updateRows(
    tx,
    'counselling.roster',
    { id: roster.id },
    {
      version: roster.version + 1,
      ...(state !== undefined && { state }),
      ...(best !== undefined && { best }),
      ...(publishedBy !== undefined && { published_by: publishedBy, published_at: tx.now }),
    },
  );
}

const assignmentOf = ({ day, shift, person }: Assignment): Assignment => ({ day, shift, person });
const onCallOf = ({ day, region, person }: OnCall): OnCall => ({ day, region, person });

export async function assignmentsOf(tx: Tx, roster: string): Promise<Assignment[]> {
  const found = await listRows(tx, 'counselling.roster_assignment', { roster_id: roster }, ['day', 'shift', 'person']);
  return found.map(assignmentOf);
}

export async function onCallOfRoster(tx: Tx, roster: string): Promise<OnCall[]> {
  const found = await listRows(tx, 'counselling.roster_on_call', { roster_id: roster }, ['day', 'region', 'person']);
  return found.map(onCallOf);
}

/** Puts what was solved in the place of what stood in the roster. */
export async function replaceAssignments(
  tx: Tx,
  roster: string,
  solved: { readonly assignments: readonly Assignment[]; readonly onCall: readonly OnCall[] },
): Promise<void> {
  await deleteRows(tx, 'counselling.roster_assignment', { roster_id: roster });
  await deleteRows(tx, 'counselling.roster_on_call', { roster_id: roster });
  const of = <T extends object>(one: T) => ({ roster_id: roster, ...one });
  if (solved.assignments.length > 0)
    await insertRow(tx, 'counselling.roster_assignment', solved.assignments.map(assignmentOf).map(of));
  if (solved.onCall.length > 0) await insertRow(tx, 'counselling.roster_on_call', solved.onCall.map(onCallOf).map(of));
}

/** What is published of a desk between two days, without one roster. */
export async function publishedWork(
  tx: Tx,
  desk: string,
  from: string,
  to: string,
  without: string | null,
): Promise<{ assignments: Assignment[]; onCall: OnCall[] }> {
  const published = sql`join counselling.roster as r on r.id = w.roster_id
    where r.desk_code = ${desk} and r.state = 'PUBLISHED' and w.day between ${from}::date and ${to}::date
      and r.id is distinct from ${without}::uuid order by w.day, w.person`;
  return {
    assignments: await rows(
      tx,
      sql<Assignment>`select w.day, w.shift, w.person from counselling.roster_assignment as w ${published}`,
    ),
    onCall: await rows(
      tx,
      sql<OnCall>`select w.day, w.region, w.person from counselling.roster_on_call as w ${published}`,
    ),
  };
}

export async function removeAssignment(tx: Tx, roster: string, { day, person }: Pick<Assignment, 'day' | 'person'>) {
  await deleteRows(tx, 'counselling.roster_assignment', { roster_id: roster, day, person });
}

export const addAssignment = (tx: Tx, roster: string, one: Assignment) =>
  insertRow(tx, 'counselling.roster_assignment', { roster_id: roster, ...assignmentOf(one) });

/** Takes somebody out of what is published on days on which they are away. @returns the shifts that are open now */
export async function releaseDays(
  tx: Tx,
  desk: string,
  { person, from, to }: { readonly person: string; readonly from: string; readonly to: string },
): Promise<number> {
  let released = 0;
  for (const roster of await publishedBetween(tx, desk, from, to)) {
    for (let day = from < roster.from ? roster.from : from; day <= to; day = addDays(day, 1)) {
      released += await deleteRows(tx, 'counselling.roster_assignment', { roster_id: roster.id, day, person });
      await deleteRows(tx, 'counselling.roster_on_call', { roster_id: roster.id, day, person });
      if (day >= addDays(roster.from, roster.days)) break;
    }
  }
  return released;
}

export interface Swap {
  readonly id: string;
  readonly roster: string;
  readonly desk: string;
  readonly asker: string;
  readonly asked: string;
  readonly askerDay: string;
  readonly askedDay: string | null;
  readonly state: SwapState;
  readonly version: number;
}

const swapColumns = sql`id, roster_id as "roster", desk_code as "desk", asker, asked, asker_day as "askerDay", asked_day as "askedDay", state, version`;

export async function findSwap(tx: Tx, id: string, lock: boolean): Promise<Swap | undefined> {
  const [one] = await rows(
    tx,
    sql<Swap>`select ${swapColumns} from counselling.shift_swap where id = ${id}::uuid ${lock ? sql`for update` : sql``}`,
  );
  return one;
}

/** Swaps that wait for an answer, as far as the actor may see them. */
export function openSwaps(tx: Tx, desk: string): Promise<Swap[]> {
  return rows(
    tx,
    sql<Swap>`select ${swapColumns} from counselling.shift_swap where desk_code = ${desk} and state = 'ASKED' order by asker_day, id limit 500`,
  );
}

/** @returns false where the same shift is asked for already */
export async function insertSwap(tx: Tx, swap: Omit<Swap, 'state' | 'version'>): Promise<boolean> {
  const done = await sql`
    insert into counselling.shift_swap (id, roster_id, desk_code, asker, asked, asker_day, asked_day, state, asked_at)
    values (${swap.id}, ${swap.roster}, ${swap.desk}, ${swap.asker}, ${swap.asked}, ${swap.askerDay}, ${swap.askedDay}, 'ASKED', ${tx.now})
    on conflict (roster_id, asker, asker_day) where state = 'ASKED' do nothing`.execute(tx.query<object>());
  return Number(done.numAffectedRows ?? 0) > 0;
}

export async function settleSwap(tx: Tx, swap: Swap, state: SwapState): Promise<void> {
  await updateRows(
    tx,
    'counselling.shift_swap',
    { id: swap.id },
    { state, answered_at: tx.now, version: swap.version + 1 },
  );
}
