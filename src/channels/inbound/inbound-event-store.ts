import { sql } from 'kysely';
import { columnsOf, prepared, rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ChannelTables, ConversationRow, InboundEventRow } from '../tables.ts';

const table = tablesOf<ChannelTables>();

const CONVERSATIONS = prepared(
  'channels-conversations-of-peers',
  'select id, peer_mark from channels.conversation where account_id = $1 and peer_mark = any ($2)',
);

export async function conversationsOf(
  tx: Tx,
  account: string,
  peers: readonly Buffer[],
): Promise<Pick<ConversationRow, 'id' | 'peer_mark'>[]> {
  return peers.length === 0 ? [] : tx.run(CONVERSATIONS, [account, peers]);
}

const BEGIN_CONVERSATIONS = prepared(
  'channels-begin-conversations',
  `insert into channels.conversation (account_id, began_at, is_demonstration, id, peer_mark, sealed_peer)
   select $1, $2, $3, * from unnest($4::uuid[], $5::bytea[], $6::bytea[])
   on conflict (account_id, peer_mark) do nothing returning id, peer_mark`,
);

/** Those that another process has begun meanwhile are left as they are. @returns the others */
export async function beginConversations(
  tx: Tx,
  of: { readonly id: string; readonly is_demonstration: boolean },
  begun: readonly ConversationRow[],
): Promise<Pick<ConversationRow, 'id' | 'peer_mark'>[]> {
  const columns = columnsOf(begun, 'id', 'peer_mark', 'sealed_peer');
  return tx.run(BEGIN_CONVERSATIONS, [of.id, tx.now, of.is_demonstration, ...columns]);
}

const ADD_EVENTS = prepared(
  'channels-add-events',
  `insert into channels.inbound_event (account_id, received_at, next_try_at, state, id, event_mark, kind, lane, conversation_id, sealed, at)
   select $1, $2, $2, 'waiting', * from unnest($3::uuid[], $4::bytea[], $5::text[], $6::bytea[], $7::uuid[], $8::bytea[], $9::timestamptz[])
   on conflict (account_id, event_mark) do nothing returning lane`,
);

export type NewEvent = Pick<InboundEventRow, 'id' | 'event_mark' | 'kind' | 'lane' | 'conversation_id' | 'at'> & {
  readonly sealed: Buffer;
};

/** @returns the lanes of those that were not there before */
export async function addEvents(tx: Tx, account: string, events: readonly NewEvent[]): Promise<Buffer[]> {
  if (events.length === 0) return [];
  const columns = columnsOf(events, 'id', 'event_mark', 'kind', 'lane', 'conversation_id', 'sealed', 'at');
  const added = await tx.run<{ lane: Buffer }>(ADD_EVENTS, [account, tx.now, ...columns]);
  return added.map(({ lane }) => lane);
}

/** Whether nobody else works on the lane; held until the transaction ends. */
export async function lockLane(tx: Tx, lane: Buffer): Promise<boolean> {
  const [row] = await rows(
    tx,
    sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${lane.readBigInt64BE(0).toString()}::bigint) as locked`,
  );
  return row?.locked === true;
}

/** The first of a lane that waits, by the provider's clock. */
export async function firstWaiting(tx: Tx, lane: Buffer): Promise<InboundEventRow | undefined> {
  return tx
    .query<ChannelTables>()
    .selectFrom('channels.inbound_event')
    .selectAll()
    .where('lane', '=', lane)
    .where('state', '=', 'waiting')
    .orderBy('at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

export async function markDone(tx: Tx, id: string): Promise<void> {
  await table.updateRows(
    tx,
    'channels.inbound_event',
    { id },
    { state: 'done', sealed: null, failure: null, ended_at: tx.now },
  );
}

/** Counts a try that failed, where nobody else has counted it. */
export async function markTried(
  tx: Tx,
  event: Pick<InboundEventRow, 'id' | 'attempts'>,
  to: Pick<InboundEventRow, 'state' | 'next_try_at' | 'failure' | 'ended_at'>,
): Promise<boolean> {
  const { id, attempts } = event;
  const match = { id, attempts, state: 'waiting' } as const;
  return (await table.updateRows(tx, 'channels.inbound_event', match, { ...to, attempts: attempts + 1 })) > 0;
}

/** Lanes with something that has waited since before then: their job was lost, or nobody has come to it. */
export async function lanesWaiting(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<Pick<InboundEventRow, 'account_id' | 'lane'>[]> {
  return tx
    .query<ChannelTables>()
    .selectFrom('channels.inbound_event')
    .select(['account_id', 'lane'])
    .distinct()
    .where('state', '=', 'waiting')
    .where('next_try_at', '<=', before)
    .limit(limit)
    .execute();
}

/** What failed at an account is to be tried anew. @returns its lanes */
export async function reviveFailed(tx: Tx, account: string): Promise<Buffer[]> {
  const revived = await rows(
    tx,
    sql<{ lane: Buffer }>`update channels.inbound_event
      set state = 'waiting', attempts = 0, next_try_at = ${tx.now}, failure = null, ended_at = null
      where account_id = ${account}::uuid and state = 'failed' returning lane`,
  );
  return revived.map(({ lane }) => lane);
}

/** How many events of some accounts failed, and how many wait: each is counted in an index that holds these alone. */
export function eventCounts(
  tx: Tx,
  accounts: readonly string[],
): Promise<{ readonly account: string; readonly failed: number; readonly waiting: number }[]> {
  return tx.run(EVENT_COUNTS, [accounts]);
}

export const EVENT_COUNTS = prepared(
  'channels-event-counts',
  `select account,
     (select count(*) from channels.inbound_event where account_id = account and state = 'failed')::integer as failed,
     (select count(*) from channels.inbound_event where account_id = account and state = 'waiting')::integer as waiting
   from unnest($1::uuid[]) as account`,
);

/** Removes what ended before then; a network repeats nothing that old. */
export function removeEnded(tx: Tx, before: Date): Promise<number> {
  return run(
    tx,
    sql`delete from channels.inbound_event where id in
      (select id from channels.inbound_event where state = 'done' and ended_at < ${before} limit 10000)`,
  );
}
