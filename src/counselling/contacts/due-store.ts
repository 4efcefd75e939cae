import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import { dangerAlone } from './contact-store.ts';
import { CHILD_GONE_AFTER, HELPER_LOST } from './offer-rules.pure.ts';

/** What time has done to contacts and shifts, as far as there is something to do. */
export interface Due {
  readonly offers: boolean;
  readonly transfers: boolean;
  readonly silent: boolean;
  readonly lost: boolean;
  readonly wraps: boolean;
  readonly pages: boolean;
  readonly places: boolean;
  readonly watches: boolean;
  /** There is danger that nobody has, or that was noted as such. */
  readonly danger: boolean;
  /** Somebody waits, and somebody is on shift who may have room. */
  readonly queue: boolean;
}

/** One look in one statement, each part by its index: a house in which nothing is due asks nothing else. */
export async function whatIsDue(tx: Tx, desk: string): Promise<Due> {
  const now = sql`${tx.now}::timestamptz`;
  const since = (milliseconds: number) => sql`${new Date(tx.now.getTime() - milliseconds)}::timestamptz`;
  const [due] = await rows<Due>(
    tx,
    sql<Due>`select
      exists (select from counselling.contact where state = 'offered' and offer_until <= ${now}) as offers,
      exists (select from counselling.contact where state = 'transferring' and transfer_until <= ${now}) as transfers,
      exists (select from counselling.helper_shift where ended_at is null and state in ('available', 'winding-down')
        and last_sign_at <= ${since(HELPER_LOST.away)}) as silent,
      exists (select from counselling.helper_shift shift join counselling.contact contact on contact.helper = shift.person
        where shift.ended_at is null and shift.last_sign_at <= ${since(HELPER_LOST.told)}
          and contact.state in ('live', 'held', 'transferring')) as lost,
      exists (select from counselling.contact where state = 'wrapping' and wrap_until <= ${now}) as wraps,
      exists (select from counselling.contact where state in ('waiting', 'returned', 'live')
        and child_sign_at <= ${since(CHILD_GONE_AFTER)}) as pages,
      exists (select from counselling.contact where state in ('waiting', 'returned') and place_until <= ${now}) as places,
      exists (select from counselling.contact where watched_by is not null and watch_until <= ${now}) as watches,
      exists (select from counselling.contact where desk_code = ${desk} and ${dangerAlone}) as danger,
      exists (select from counselling.contact where desk_code = ${desk} and state in ('waiting', 'returned') and place_until is null)
        and exists (select from counselling.helper_shift where desk_code = ${desk} and ended_at is null
          and state in ('available', 'winding-down') and last_sign_at > ${since(HELPER_LOST.away)}) as queue`,
  );
  return due as Due;
}
