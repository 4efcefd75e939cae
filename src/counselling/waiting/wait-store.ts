import { sql } from 'kysely';
import { DAY, HOUR, rows, type Tx } from '../../kernel/index.ts';
import type { ContactBand, ContactChannel } from '../contacts/contact.ts';
import { HELPER_LOST, WEIGHTS } from '../contacts/offer-rules.pure.ts';
import type { DeskNow } from './wait-band.pure.ts';

interface Open {
  readonly id: string;
  readonly channel: ContactChannel;
  readonly band: ContactBand;
  readonly waits: boolean;
  readonly since: Date;
}

/** How many of the latest contacts say how long one takes. */
const LATEST = 300;

/** The desk as it stands: who waits, what helpers have, how many came lately, how long contacts took lately. */
export async function deskNow(tx: Tx, desk: string): Promise<DeskNow> {
  const seconds = (since: Date) => Math.max(0, (tx.now.getTime() - since.getTime()) / 1_000);
  const open = await rows<Open>(
    tx,
    sql<Open>`select id, channel, band, state in ('waiting', 'returned', 'offered') as waits,
        case when state in ('waiting', 'returned', 'offered') then waiting_since else accepted_at end as since
      from counselling.contact
      where desk_code = ${desk} and (state in ('live', 'held', 'transferring', 'wrapping', 'offered')
        or (state in ('waiting', 'returned') and place_until is null))`,
  );
  const [came] = await rows<{ all: number; urgent: number; danger: number }>(
    tx,
    sql<{ all: number; urgent: number; danger: number }>`select count(*)::integer as all,
        count(*) filter (where band = 2)::integer as urgent, count(*) filter (where band >= 3)::integer as danger
      from counselling.contact where desk_code = ${desk} and began_at > ${new Date(tx.now.getTime() - HOUR)}::timestamptz`,
  );
  const took = await rows<{ seconds: number }>(
    tx,
    sql<{ seconds: number }>`select extract(epoch from ended_at - accepted_at)::double precision as seconds
      from counselling.contact
      where desk_code = ${desk} and state = 'done' and accepted_at is not null and ended_at > accepted_at
        and began_at > ${new Date(tx.now.getTime() - DAY)}::timestamptz
      -- By their ends: of those that began last only the short ones are over.
      order by ended_at desc limit ${LATEST}`,
  );
  const [{ helpers } = { helpers: 0 }] = await rows<{ helpers: number }>(
    tx,
    sql<{ helpers: number }>`select count(*)::integer as helpers from counselling.helper_shift
      where desk_code = ${desk} and ended_at is null and state in ('available', 'winding-down')
        and last_sign_at > ${new Date(tx.now.getTime() - HELPER_LOST.away)}::timestamptz`,
  );
  const { all = 0, urgent = 0, danger = 0 } = came ?? {};
  return {
    waiting: open.flatMap(({ id, channel, band, waits, since }) =>
      waits ? [{ id, band, age: seconds(since), weight: WEIGHTS[channel] }] : [],
    ),
    carried: open.flatMap(({ channel, waits, since }) =>
      waits ? [] : [{ age: seconds(since), weight: WEIGHTS[channel] }],
    ),
    helpers,
    arrivals: all / (HOUR / 1_000),
    urgentPart: all === 0 ? 0 : urgent / all,
    dangerPart: all === 0 ? 0 : danger / all,
    services: took.map((one) => one.seconds),
  };
}
