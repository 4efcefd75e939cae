import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';

export interface MeasuredTimes {
  /** Reports that the figures rest on. */
  readonly reports: number;
  /** Seconds within which nine of ten were screened, and answered; null where none was. */
  readonly read: number | null;
  readonly answered: number | null;
}

/**
 * How long reports of the web waited, those that still wait with the time they have waited so far, so that a desk that
 * falls behind does not look quick. At most the newest thousand: it is asked for by a page.
 */
export async function measuredTimes(
  tx: Tx,
  of: { readonly desk: string; readonly danger: boolean; readonly since: Date; readonly settled: Date },
): Promise<MeasuredTimes> {
  const query = sql<MeasuredTimes>`
    select count(*)::integer as reports,
      percentile_disc(0.9) within group (order by extract(epoch from coalesce(screened_at, ${tx.now}) - received_at))::float8 as read,
      percentile_disc(0.9) within group (order by extract(epoch from coalesce(first_reply_at, ${tx.now}) - received_at))
        filter (where first_reply_at is not null or is_open)::float8 as answered
    from (
      select received_at, screened_at, first_reply_at, is_open from intake.report
      where desk_code = ${of.desk} and received_at > ${of.since} and (screened_at is not null or received_at < ${of.settled})
        and channel = 'WEB' and status <> 'DUPLICATE' and (danger_now = 'yes') = ${of.danger}
      order by received_at desc, id desc limit 1000
    ) as newest`;
  const { rows } = await query.execute(tx.query<object>());
  return rows[0] ?? { reports: 0, read: null, answered: null };
}
