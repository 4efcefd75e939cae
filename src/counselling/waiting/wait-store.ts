import { sql } from 'kysely';
import { DAY, HOUR, rows, type Tx } from '../../kernel/index.ts';
import type { ContactBand, ContactChannel, HelperState, Tier } from '../contacts/contact.ts';
import { HELPER_LOST } from '../contacts/offer-rules.pure.ts';
import { dangerWasLast, diversionsOf } from '../contacts/queue-store.ts';
import type { DeskNow, HelperNow, WaitingNow } from './wait-band.pure.ts';

/** How many of the latest contacts say how long one takes. */
const LATEST = 300;
/** Seconds, where nothing was taken lately. */
const USUALLY_TAKEN_AFTER = 5;

/** The desk as it stands: who waits, who is there with what, how many came lately, how long contacts took lately. */
export async function deskNow(tx: Tx, desk: string): Promise<DeskNow> {
  const helpers = await helpersNow(tx, desk);
  const places = new Map(helpers.map(({ person }, at) => [person, at]));
  return {
    ...(await queueNow(tx, desk, places)),
    ...(await lately(tx, desk)),
    helpers: helpers.map(({ person: _, ...helper }) => helper),
    dangerLast: await dangerWasLast(tx, desk),
  };
}

const secondsSince = (tx: Tx, since: Date) => Math.max(0, (tx.now.getTime() - since.getTime()) / 1_000);

interface Arrived {
  readonly id: string;
  readonly channel: ContactChannel;
  readonly band: ContactBand;
  readonly tier: Tier;
  readonly missed_by: string | null;
  readonly waits: boolean;
  readonly here: boolean;
  readonly waiting_since: Date;
}

/** Who waits, and what the order has to know of those who arrived since the oldest of them. What is being offered waits still. */
async function queueNow(
  tx: Tx,
  desk: string,
  places: ReadonlyMap<string, number>,
): Promise<Pick<DeskNow, 'waiting' | 'arrived' | 'taken'>> {
  const arrived = await rows<Arrived>(
    tx,
    sql<Arrived>`select id, channel, band, tier, missed_by, waiting_since, state in ('waiting', 'returned', 'offered') as waits,
        state = 'offered' or (state in ('waiting', 'returned') and place_until is null) as here
      from counselling.contact
      where desk_code = ${desk}
        and waiting_since >= (select min(waiting_since) from counselling.contact where desk_code = ${desk} and state in ('waiting', 'returned', 'offered'))
        and not (state = 'abandoned' and accepted_at is null)
      order by waiting_since, id`,
  );
  const count = arrived.filter(({ waits }) => !waits).length;
  const taken = await rows<{ at: Date }>(
    tx,
    sql<{ at: Date }>`select coalesce(accepted_at, offered_at) as at from counselling.contact
      where desk_code = ${desk} and state not in ('waiting', 'returned', 'offered') and coalesce(accepted_at, offered_at) is not null
      order by 1 desc limit ${count}`,
  );
  const diverted = await diversionsOf(tx, desk);
  return {
    waiting: arrived.flatMap(({ id, channel, band, tier, missed_by, here, waiting_since }, number): WaitingNow[] =>
      here
        ? [
            {
              id,
              channel,
              band,
              number,
              tier: diverted.get(tier) ?? tier,
              age: secondsSince(tx, waiting_since),
              missedBy: missed_by === null ? undefined : places.get(missed_by),
            },
          ]
        : [],
    ),
    arrived: arrived.length,
    taken: taken.map(({ at }) => secondsSince(tx, at)).reverse(),
  };
}

interface Shift {
  readonly person: string;
  readonly state: Extract<HelperState, 'available' | 'winding-down'>;
  readonly tier: Tier;
  readonly level: number;
  readonly channels: ContactChannel[];
  readonly idle_since: Date;
  readonly rest_until: Date | null;
}

/** Who takes contacts now, with what they have. */
async function helpersNow(tx: Tx, desk: string): Promise<(HelperNow & { readonly person: string })[]> {
  const shifts = await rows<Shift>(
    tx,
    sql<Shift>`select person, state, tier, level, channels, idle_since, rest_until from counselling.helper_shift
      where desk_code = ${desk} and ended_at is null and state in ('available', 'winding-down')
        and last_sign_at > ${new Date(tx.now.getTime() - HELPER_LOST.away)}::timestamptz
      order by id`,
  );
  const open = await rows<{ helper: string; channel: ContactChannel; accepted_at: Date }>(
    tx,
    sql<{
      helper: string;
      channel: ContactChannel;
      accepted_at: Date;
    }>`select helper, channel, accepted_at from counselling.contact
      where helper = any (${shifts.map(({ person }) => person)}::uuid[])
        and state in ('live', 'held', 'transferring', 'wrapping') and accepted_at is not null`,
  );
  return shifts.map(({ person, state, tier, level, channels, idle_since, rest_until }) => ({
    person,
    state,
    level,
    channels,
    tiers: [tier],
    restsFor: rest_until === null ? 0 : Math.max(0, (rest_until.getTime() - tx.now.getTime()) / 1_000),
    idleFor: secondsSince(tx, idle_since),
    carries: open.flatMap(({ helper, channel, accepted_at }) =>
      helper === person ? [{ channel, age: secondsSince(tx, accepted_at) }] : [],
    ),
  }));
}

/** How many came in the last hour, and how long the latest contacts took. */
async function lately(
  tx: Tx,
  desk: string,
): Promise<Pick<DeskNow, 'arrivals' | 'urgentPart' | 'dangerPart' | 'services' | 'takenAfter'>> {
  const [came] = await rows<{ all: number; urgent: number; danger: number }>(
    tx,
    sql<{ all: number; urgent: number; danger: number }>`select count(*)::integer as all,
        count(*) filter (where band = 2)::integer as urgent, count(*) filter (where band >= 3)::integer as danger
      from counselling.contact where desk_code = ${desk} and began_at > ${new Date(tx.now.getTime() - HOUR)}::timestamptz`,
  );
  const took = await rows<{ seconds: number; taken: number | null }>(
    tx,
    sql<{
      seconds: number;
      taken: number | null;
    }>`select extract(epoch from ended_at - accepted_at)::double precision as seconds,
        extract(epoch from accepted_at - offered_at)::double precision as taken
      from counselling.contact
      where desk_code = ${desk} and state = 'done' and accepted_at is not null and ended_at > accepted_at
        and began_at > ${new Date(tx.now.getTime() - DAY)}::timestamptz
      -- By their ends: of those that began last only the short ones are over.
      order by ended_at desc limit ${LATEST}`,
  );
  const { all = 0, urgent = 0, danger = 0 } = came ?? {};
  const taken = took.flatMap((one) => (one.taken === null || one.taken < 0 ? [] : [one.taken]));
  return {
    arrivals: all / (HOUR / 1_000),
    urgentPart: all === 0 ? 0 : urgent / all,
    dangerPart: all === 0 ? 0 : danger / all,
    services: took.map((one) => one.seconds),
    takenAfter: taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? USUALLY_TAKEN_AFTER,
  };
}
