import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

/** What the standards of a helpline ask to be looked at regularly, counted over contacts and their events. */
export interface StandardCounts {
  readonly arrived: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly words: number;
  readonly atNight: number;
  readonly returned: number;
  readonly danger: number;
  readonly heldBack: number;
  readonly reviewsShown: number;
  /** Medians in seconds from asking to a helper; null where nobody was helped. */
  readonly waitSeconds: number | null;
  readonly dangerWaitSeconds: number | null;
}

export async function standardCounts(tx: Tx, desk: string, since: Date): Promise<StandardCounts> {
  const [counted] = await rows<StandardCounts>(
    tx,
    sql<StandardCounts>`
      with began as (
        select contact.id, contact.band, contact.state, contact.channel, contact.helper, contact.began_at,
          (select min(at) from counselling.contact_event where contact_id = contact.id and code = 'accepted') as first_at
        from counselling.contact contact where desk_code = ${desk} and began_at >= ${since}
      )
      select count(*)::integer as arrived,
        count(*) filter (where helper is not null)::integer as answered,
        count(*) filter (where state = 'abandoned')::integer as abandoned,
        count(*) filter (where channel = 'MESSAGE')::integer as words,
        count(*) filter (where extract(hour from began_at at time zone 'Asia/Ho_Chi_Minh') not between 6 and 21)::integer as "atNight",
        count(*) filter (where exists (select from counselling.contact_event where contact_id = began.id and code = 'child-returned'))::integer
          as returned,
        count(*) filter (where band >= 3)::integer as danger,
        percentile_cont(0.5) within group (order by extract(epoch from first_at - began_at))::integer as "waitSeconds",
        (percentile_cont(0.5) within group (order by extract(epoch from first_at - began_at)) filter (where band >= 3))::integer
          as "dangerWaitSeconds",
        (select count(*)::integer from counselling.contact_event event join counselling.contact contact on contact.id = event.contact_id
          where contact.desk_code = ${desk} and event.code = 'held-back' and event.at >= ${since}) as "heldBack",
        (select count(*)::integer from counselling.quality_review where desk_code = ${desk} and shown_at >= ${since}) as "reviewsShown"
      from began`,
  );
  return counted as StandardCounts;
}
