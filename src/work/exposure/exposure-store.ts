import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { ExposureLimit, Shift } from './exposure.ts';

export interface ItemLimitRow extends Pick<ExposureLimit, 'itemsShift' | 'itemsRun'> {
  readonly validFrom: Date;
  readonly source: string;
  readonly verified: boolean;
}

/** The items that the budget in force allows. */
export async function itemLimit(tx: Tx): Promise<ItemLimitRow> {
  const [row] = await rows(
    tx,
    sql<ItemLimitRow>`
      select items_shift as "itemsShift", items_run as "itemsRun", valid_from as "validFrom", source, verified
      from work.exposure_limit order by valid_from desc, id desc limit 1`,
  );
  if (!row) throw new Error('there is no exposure limit');
  return row;
}

export async function insertItemLimit(
  tx: Tx,
  limit: Pick<ExposureLimit, 'itemsShift' | 'itemsRun'> & {
    readonly id: string;
    readonly source: string;
    readonly by: string;
  },
): Promise<void> {
  await sql`
    insert into work.exposure_limit (id, valid_from, items_shift, items_run, source, verified, set_by, set_at)
    values (${limit.id}, ${tx.now}, ${limit.itemsShift}, ${limit.itemsRun},
      ${limit.source}, true, ${limit.by}, ${tx.now})`.execute(tx.query<object>());
}

const shiftColumns = sql`person, started_at as "startedAt", items, seconds, run_items as "runItems", run_seconds as "runSeconds", breaks,
  break_from as "breakFrom", open_item as "openItem", opened_at as "openedAt", last_at as "lastAt"`;

/** The person's last shift, locked: two windows of one person count one after the other. */
export async function lastShift(tx: Tx, person: string): Promise<Shift | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`work.exposure ${person}`}, 0))`.execute(
    tx.query<object>(),
  );
  return (
    await rows(
      tx,
      sql<Shift>`select ${shiftColumns} from work.exposure where person = ${person}::uuid order by started_at desc limit 1`,
    )
  )[0];
}

export async function insertShift(tx: Tx, person: string, agency: string): Promise<Shift> {
  const [row] = await rows(
    tx,
    sql<Shift>`insert into work.exposure (person, agency, started_at, last_at) values (${person}, ${agency}, ${tx.now}, ${tx.now}) returning ${shiftColumns}`,
  );
  return row as Shift;
}

export async function saveShift(tx: Tx, shift: Shift): Promise<void> {
  await sql`
    update work.exposure set items = ${shift.items}, seconds = ${shift.seconds}, run_items = ${shift.runItems}, run_seconds = ${shift.runSeconds},
      breaks = ${shift.breaks}, break_from = ${shift.breakFrom}, open_item = ${shift.openItem}, opened_at = ${shift.openedAt}, last_at = ${shift.lastAt}
    where person = ${shift.person}::uuid and started_at = ${shift.startedAt}`.execute(tx.query<object>());
}

export interface LoadRow {
  readonly person: string;
  readonly startedAt: Date;
  readonly lastAt: Date;
  readonly items: number;
  readonly seconds: number;
  readonly runItems: number;
  readonly runSeconds: number;
  readonly breaks: number;
  readonly breakFrom: Date | null;
}

/** Shifts of an agency since a moment, newest first: counts and times alone. */
export function loadRows(tx: Tx, agency: string, since: Date): Promise<LoadRow[]> {
  return rows(
    tx,
    sql<LoadRow>`
      select person, started_at as "startedAt", last_at as "lastAt", items, seconds, run_items as "runItems", run_seconds as "runSeconds", breaks, break_from as "breakFrom"
      from work.exposure where agency = ${agency} and last_at >= ${since} order by started_at desc limit 500`,
  );
}
