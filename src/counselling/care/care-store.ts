import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import type { ExposureRow } from './exposure-row.ts';

const table = tablesOf<Tables>();

export async function insertExposure(tx: Tx, row: ExposureRow): Promise<void> {
  await table.insertRow(tx, 'counselling.helper_exposure', row);
}

/** Since when a helper has had a contact: they took it from an offer, or from a colleague, or called back. */
export async function heldSince(tx: Tx, contact: string, person: string): Promise<Date | undefined> {
  const taken = await tx
    .query<Tables>()
    .selectFrom('counselling.contact_event')
    .select('at')
    .where('contact_id', '=', contact)
    .where('code', 'in', ['accepted', 'transfer-taken', 'called-back'])
    .where('actor', '=', person)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return taken?.at;
}

/** Hard contacts that somebody has had since a moment. */
export async function hardSince(tx: Tx, person: string, since: Date): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    sql<{ count: number }>`select count(*)::integer as count from counselling.helper_exposure
      where person = ${person} and hard and at >= ${since}`,
  );
  return counted?.count ?? 0;
}

/** What somebody has been through, by day of Viet Nam, the newest first. */
export interface ExposureDay {
  readonly day: string;
  readonly contacts: number;
  readonly minutes: number;
  readonly weight: number;
  readonly hard: number;
}

export function exposureDays(tx: Tx, person: string, since: Date): Promise<ExposureDay[]> {
  return rows(
    tx,
    sql<ExposureDay>`
      select to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day, count(*)::integer as contacts,
        sum(minutes)::integer as minutes, sum(weight) as weight, (count(*) filter (where hard))::integer as hard
      from counselling.helper_exposure where person = ${person} and at >= ${since} group by 1 order by 1 desc`,
  );
}
