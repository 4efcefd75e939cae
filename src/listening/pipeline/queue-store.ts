import { sql } from 'kysely';
import { columnsOf, prepared, rows, run, type Tx } from '../../kernel/index.ts';

/** The replay id of a first processing. */
export const FIRST = '00000000-0000-0000-0000-000000000000';

export interface QueueItem {
  readonly observation: string;
  readonly stage: 'text' | 'media';
  readonly replay: string;
  readonly lane: number;
  readonly attempts: number;
}

/** What waits, counted no further than `most`. */
export async function queueDepth(tx: Tx, most: number): Promise<number> {
  const [row] = await rows(
    tx,
    sql<{ n: number }>`select count(*)::integer as n from (select 1 from listening.queue limit ${most}) as waiting`,
  );
  return row?.n ?? 0;
}

/** How much waits by stage, no further than `most`, and since when the oldest of the texts does. */
export async function queueState(
  tx: Tx,
  most: number,
): Promise<{ readonly text: number; readonly media: number; readonly oldest: Date | null; readonly dead: number }> {
  const [row] = await rows(
    tx,
    sql<{ text: number; media: number; oldest: Date | null; dead: number }>`
      select (select count(*)::integer from (select 1 from listening.queue where stage = 'text' limit ${most}) as waiting) as text,
        (select count(*)::integer from (select 1 from listening.queue where stage = 'media' limit ${most}) as waiting) as media,
        (select min(oldest) from (select (select run_at from listening.queue where stage = 'text' and lane = lanes.lane order by run_at limit 1) as oldest
          from (values (0), (1), (2)) as lanes(lane)) as by_lane) as oldest,
        (select count(*)::integer from listening.dead_letter where retried_at is null) as dead`,
  );
  return row ?? { text: 0, media: 0, oldest: null, dead: 0 };
}

const ENQUEUE = prepared(
  'listening.enqueue',
  `insert into listening.queue (observation_id, stage, replay_id, lane, run_at, attempts)
    select observation, stage, replay, lane, $1, attempts
    from unnest($2::uuid[], $3::text[], $4::uuid[], $5::smallint[], $6::smallint[]) as given(observation, stage, replay, lane, attempts)
    on conflict do nothing`,
);

export async function enqueue(tx: Tx, items: readonly QueueItem[], runAt: Date): Promise<void> {
  if (items.length === 0) return;
  await tx.run(ENQUEUE, [runAt, ...columnsOf(items, 'observation', 'stage', 'replay', 'lane', 'attempts')]);
}

const CLAIM = prepared(
  'listening.claim',
  `delete from listening.queue where ctid = any(array(
      select ctid from listening.queue where stage = $1 and run_at <= $2 order by lane, run_at limit $3 for update skip locked))
    returning observation_id as observation, stage, replay_id as replay, lane, attempts`,
);

/** Takes what waits longest in the most urgent lane; the rows are gone with this transaction, and back if it fails. */
export function claim(tx: Tx, stage: 'text' | 'media', most: number): Promise<QueueItem[]> {
  return tx.run(CLAIM, [stage, tx.now, most]);
}

export interface DeadLetter extends QueueItem {
  readonly id: string;
  readonly reason: string;
}

export async function bury(tx: Tx, letters: readonly DeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  await run(
    tx,
    sql`insert into listening.dead_letter (id, observation_id, stage, replay_id, lane, reason, attempts, at)
      select id, observation, stage, replay, lane, reason, attempts, ${tx.now}
      from unnest(${letters.map((one) => one.id)}::uuid[], ${letters.map((one) => one.observation)}::uuid[], ${letters.map((one) => one.stage)}::text[],
        ${letters.map((one) => one.replay)}::uuid[], ${letters.map((one) => one.lane)}::smallint[], ${letters.map((one) => one.reason)}::text[],
        ${letters.map((one) => one.attempts)}::smallint[]) as given(id, observation, stage, replay, lane, reason, attempts)`,
  );
}

/** Dead letters that were not tried again, oldest first. */
export function deadLetters(
  tx: Tx,
  most: number,
): Promise<
  {
    readonly id: string;
    readonly stage: 'text' | 'media';
    readonly reason: string;
    readonly attempts: number;
    readonly at: Date;
    readonly source: string | null;
    readonly retryable: boolean;
  }[]
> {
  return rows(
    tx,
    sql`
      select letter.id, letter.stage, letter.reason, letter.attempts, letter.at, source.name as source, observation.deleted_at is null as retryable
      from listening.dead_letter as letter
      left join listening.observation as observation on observation.id = letter.observation_id
      left join listening.source as source on source.id = observation.source_id
      where letter.retried_at is null order by letter.at limit ${most}`,
  );
}

/** Marks dead letters as tried again; answers those that were still dead. */
export function reviveLetters(tx: Tx, ids: readonly string[], by: string): Promise<QueueItem[]> {
  return rows(
    tx,
    sql<QueueItem>`
      update listening.dead_letter set retried_at = ${tx.now}, retried_by = ${by} where id = any(${[...ids]}::uuid[]) and retried_at is null
      returning observation_id as observation, stage, replay_id as replay, lane, 0::smallint as attempts`,
  );
}

/** Takes items for a while: the work is done outside the transaction, and another takes them where it never ends. */
export function lease(tx: Tx, stage: 'text' | 'media', most: number, until: Date): Promise<QueueItem[]> {
  return rows(
    tx,
    sql<QueueItem>`
      update listening.queue set run_at = ${until}, attempts = attempts + 1 where ctid = any(array(
        select ctid from listening.queue where stage = ${stage} and run_at <= ${tx.now} order by lane, run_at limit ${most} for update skip locked))
      returning observation_id as observation, stage, replay_id as replay, lane, attempts`,
  );
}

/** Ends an item; false where it had ended already. */
export async function finish(tx: Tx, item: QueueItem): Promise<boolean> {
  return (
    (await run(
      tx,
      sql`delete from listening.queue where observation_id = ${item.observation}::uuid and stage = ${item.stage} and replay_id = ${item.replay}::uuid`,
    )) === 1
  );
}

/** Texts that wait and are due, left where they are. */
export function waitingItems(tx: Tx, most: number): Promise<QueueItem[]> {
  return rows(
    tx,
    sql<QueueItem>`select observation_id as observation, stage, replay_id as replay, lane, attempts from listening.queue
      where stage = 'text' and run_at <= ${tx.now} order by lane, run_at limit ${most}`,
  );
}

/** Takes items out of the queue that were handed on. */
export function drop(tx: Tx, items: readonly QueueItem[]): Promise<number> {
  return run(
    tx,
    sql`delete from listening.queue as waiting using unnest(${items.map((one) => one.observation)}::uuid[], ${items.map((one) => one.stage)}::text[],
        ${items.map((one) => one.replay)}::uuid[], ${items.map((one) => one.attempts)}::smallint[]) as given(observation, stage, replay, attempts)
      where waiting.observation_id = given.observation and waiting.stage = given.stage and waiting.replay_id = given.replay and waiting.attempts = given.attempts`,
  );
}
