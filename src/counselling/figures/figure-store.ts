import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';
import type { FigureTables, TallyRow } from './figure-tables.ts';

type Counted = Omit<TallyRow, 'contacts'>;

/** Counts a contact that was written down, or takes its count away (`by` -1) where it was counted as something else. */
export async function tally(tx: Tx, of: Counted, by: 1 | -1): Promise<void> {
  await sql`
    insert into counselling.record_tally (desk_code, day, channel, call_type, main_reason, province_code, informant_type, contacts)
    values (${of.desk_code}, ${of.day}, ${of.channel}, ${of.call_type}, ${of.main_reason}, ${of.province_code}, ${of.informant_type}, ${Math.max(0, by)})
    on conflict (desk_code, day, channel, call_type, main_reason, province_code, informant_type)
    do update set contacts = greatest(0, counselling.record_tally.contacts + ${by})`.execute(tx.query<object>());
}

/**
 * Counts those who came since the day, by the channel they came by, whatever became of it. A day's numbers only rise, so that they
 * stay when contacts are erased.
 */
export async function countDays(tx: Tx, fromDay: string): Promise<void> {
  await sql`
    insert into counselling.arrival_day (desk_code, day, channel, came, talked, abandoned)
    select c.desk_code, (c.began_at at time zone 'Asia/Ho_Chi_Minh')::date, e.codes ->> 'channel', count(*),
      count(*) filter (where c.helper is not null), count(*) filter (where c.state = 'abandoned' and c.helper is null)
    from counselling.contact c join counselling.contact_event e on e.contact_id = c.id and e.code = 'began'
    where c.began_at >= ${fromDay}::date::timestamp at time zone 'Asia/Ho_Chi_Minh' group by 1, 2, 3
    on conflict (desk_code, day, channel) do update set
      came = greatest(counselling.arrival_day.came, excluded.came),
      talked = greatest(counselling.arrival_day.talked, excluded.talked),
      abandoned = case when excluded.came >= counselling.arrival_day.came then excluded.abandoned
        else greatest(counselling.arrival_day.abandoned, excluded.abandoned) end`.execute(tx.query<object>());
}

export interface Days {
  readonly desk: string;
  /** First and last, `yyyy-mm-dd`. */
  readonly from: string;
  readonly to: string;
}

export async function arrivals(tx: Tx, { desk, from, to }: Days, by: 'month' | 'channel') {
  const key = by === 'month' ? sql<string>`to_char(day, 'YYYY-MM')` : sql<string>`channel`;
  return tx
    .query<FigureTables>()
    .selectFrom('counselling.arrival_day')
    .select((of) => [
      key.as('key'),
      of.cast<number>(of.fn.sum('came'), 'integer').as('came'),
      of.cast<number>(of.fn.sum('talked'), 'integer').as('talked'),
      of.cast<number>(of.fn.sum('abandoned'), 'integer').as('abandoned'),
    ])
    .where('desk_code', '=', desk)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(key)
    .orderBy(key)
    .execute();
}

const KEYS = {
  month: sql<string>`to_char(day, 'YYYY-MM')`,
  channel: sql<string>`channel`,
  reason: sql<string>`main_reason`,
  province: sql<string>`province_code`,
  informant: sql<string>`informant_type`,
} as const;
export type TallyKey = keyof typeof KEYS;

/** Counts by one thing and by the type of contact. */
export async function tallies(tx: Tx, { desk, from, to }: Days, by: TallyKey) {
  return tx
    .query<FigureTables>()
    .selectFrom('counselling.record_tally')
    .select((of) => [
      KEYS[by].as('key'),
      'call_type as type',
      of.cast<number>(of.fn.sum('contacts'), 'integer').as('contacts'),
    ])
    .where('desk_code', '=', desk)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('contacts', '>', 0)
    .groupBy([KEYS[by], 'call_type'])
    .orderBy(KEYS[by])
    .execute();
}
