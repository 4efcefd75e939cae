import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { SafeContact } from '../../vocabulary/index.ts';
import type { AccountRow, ConversationRow } from '../tables.ts';
import { type ContactWishes, toAnOffice } from './outbound.ts';
import type { OutboundRow, OutboxTables } from './outbox-tables.ts';

const table = tablesOf<OutboxTables>();
const MESSAGE = 'channels.outbound_message';

/** Whoever queues for a lane waits for the one before: positions have no gap and no double. Until the transaction ends. */
export async function lockLane(tx: Tx, lane: Buffer): Promise<void> {
  await run(tx, sql`select pg_advisory_xact_lock(${lane.readBigInt64BE(0).toString()}::bigint)`);
}

export async function nextPosition(tx: Tx, lane: Buffer): Promise<number> {
  const [last] = await rows(
    tx,
    sql<{
      position: number;
    }>`select position from channels.outbound_message where lane = ${lane} order by position desc limit 1`,
  );
  return (last?.position ?? 0) + 1;
}

export const insertOutbound = (tx: Tx, messages: readonly OutboundRow[]): Promise<void> =>
  table.insertRow(tx, MESSAGE, messages);
export const outboundOfKey = (tx: Tx, idempotency_key: string): Promise<OutboundRow[]> =>
  table.listRows(tx, MESSAGE, { idempotency_key }, ['part']);
/** How far the parts under some keys have come, and whether their words are still there. */
export const outboundOfKeys = (
  tx: Tx,
  keys: readonly string[],
): Promise<
  (Pick<
    OutboundRow,
    'idempotency_key' | 'state' | 'reason' | 'held' | 'tries' | 'next_at' | 'tried_at' | 'sent_at' | 'answer_ms'
  > & { readonly kept: boolean })[]
> =>
  rows(
    tx,
    sql`select idempotency_key, state, reason, held, tries, next_at, tried_at, sent_at, answer_ms, sealed is not null as kept from channels.outbound_message
      where idempotency_key = any(${[...keys]}::text[]) order by part`,
  );
/** Those of some keys of which something may have reached the receiver, whatever became of it. */
export async function triedKeys(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows(
    tx,
    sql<{ key: string }>`select distinct idempotency_key as key from channels.outbound_message
      where idempotency_key = any(${[...keys]}::text[]) and tried_at is not null`,
  );
  return new Set(found.map(({ key }) => key));
}
/** How many messages of some conversations were given up, by the record that they are about. */
export async function undeliveredOf(tx: Tx, conversations: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    tx,
    sql<{ id: string; count: number }>`select object_id as id, count(distinct idempotency_key)::integer as count
      from channels.outbound_message
      where conversation_id = any(${[...conversations]}::uuid[]) and state = 'dead' and object_id is not null group by object_id`,
  );
  return new Map(found.map(({ id, count }) => [id, count]));
}
export const findOutbound = (tx: Tx, id: string, lock?: 'for update'): Promise<OutboundRow | undefined> =>
  table.findRow(tx, MESSAGE, { id }, lock);
export const updateOutbound = (tx: Tx, id: string, set: Partial<OutboundRow>): Promise<number> =>
  table.updateRows(tx, MESSAGE, { id }, set);
export const findWishes = (tx: Tx, conversation_id: string) =>
  table.findRow(tx, 'channels.contact_wish', { conversation_id });

export async function putWishes(tx: Tx, row: OutboxTables['channels.contact_wish']): Promise<void> {
  await tx
    .query<OutboxTables>()
    .insertInto('channels.contact_wish')
    .values(row)
    .onConflict((one) =>
      one.column('conversation_id').doUpdateSet({
        wishes: row.wishes,
        safe_from: row.safe_from,
        safe_to: row.safe_to,
        set_by: row.set_by,
        set_at: row.set_at,
      }),
    )
    .execute();
}

/** What was promised to go out to a person before they said otherwise, and has not been taken in hand. @returns how many */
export async function cancelWaitingTo(
  tx: Tx,
  to: Pick<ConversationRow, 'id' | 'account_id' | 'peer_mark'>,
): Promise<number> {
  return run(
    tx,
    sql`update channels.outbound_message set state = 'cancelled', held = null, sealed = null, ended_at = ${tx.now}, reason = 'wished', version = version + 1
      where lane = ${to.peer_mark} and account_id = ${to.account_id}::uuid and state in ('waiting', 'dead')
        and (conversation_id = ${to.id}::uuid or purpose <> all(${[...toAnOffice]}::text[]))`,
  );
}

/** Ends what has not left of messages under some keys. */
export const takeBackWaiting = (tx: Tx, keys: readonly string[]): Promise<number> =>
  run(
    tx,
    sql`update channels.outbound_message set state = 'cancelled', held = null, sealed = null, ended_at = ${tx.now}, reason = 'taken-back', version = version + 1
      where idempotency_key = any(${[...keys]}::text[]) and state in ('waiting', 'dead')`,
  );

/** Notices that services took, to be asked after now: first when some while has gone by, so that it is never the run that sent them. */
export function toFollow(tx: Tx, channels: readonly string[], most: number): Promise<OutboundRow[]> {
  return rows(
    tx,
    sql<OutboundRow>`select * from channels.outbound_message
      where channel = any (${[...channels]}::text[]) and provider_id is not null and not follow_ended and state in ('sent', 'delivered')
        and coalesce(follow_at, sent_at + interval '10 minutes') <= ${tx.now} and sent_at > ${tx.now}::timestamptz - interval '60 days'
      order by coalesce(follow_at, sent_at), id limit ${most}`,
  );
}

/** Makes the account's gate where it has none. */
export async function makeGate(tx: Tx, account: string): Promise<void> {
  await run(
    tx,
    sql`insert into channels.outbox_gate (account_id, open_at) values (${account}::uuid, ${tx.now}) on conflict do nothing`,
  );
}

/** The gate of the account, locked, where it is open and no other process is at it. */
export async function takeGate(tx: Tx, account: string): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select 1 from channels.outbox_gate where account_id = ${account}::uuid and open_at <= ${tx.now} for update skip locked`,
  );
  return found.length === 1;
}

/** Shuts the account's gate until then at the earliest. */
export async function shutGate(tx: Tx, account: string, until: Date): Promise<void> {
  await run(
    tx,
    sql`update channels.outbox_gate set open_at = greatest(open_at, ${until}::timestamptz) where account_id = ${account}::uuid`,
  );
}

/** Until when one of the services behind an account asked to be left alone; undefined where it never did. */
export async function serviceOpensAt(tx: Tx, account_id: string, service: Buffer): Promise<Date | undefined> {
  return (await table.findRow(tx, 'channels.service_gate', { account_id, service }))?.open_at;
}

/** Leaves one of the services behind an account alone until then at the earliest. */
export async function shutService(tx: Tx, account: string, service: Buffer, until: Date): Promise<void> {
  await run(
    tx,
    sql`insert into channels.service_gate as gate (account_id, service, open_at) values (${account}::uuid, ${service}, ${until})
      on conflict (account_id, service) do update set open_at = greatest(gate.open_at, excluded.open_at)`,
  );
}

/** Accounts with something to do now. */
export async function accountsDue(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ account: string }>`select gate.account_id as account from channels.outbox_gate as gate
      join channels.channel_account as account on account.id = gate.account_id and account.state in ('open', 'drifted')
      where gate.open_at <= ${tx.now} and exists (select 1 from channels.outbound_message as message
        where message.account_id = gate.account_id and message.state in ('waiting', 'unsure') and message.next_at <= ${tx.now})`,
  );
  return found.map(({ account }) => account);
}

/**
 * What may go out next by an account, one of each lane: whatever waits before it in its lane goes first, unless that waits for its hour.
 * What goes ahead of the others is taken first, so that no queue of theirs stands before it.
 * @param gapMs since the last try in the lane
 */
export async function dueHeads(tx: Tx, account: string, gapMs: number, most: number): Promise<OutboundRow[]> {
  const first = await headsOf(tx, account, gapMs, most, true);
  return first.length < most ? [...first, ...(await headsOf(tx, account, gapMs, most - first.length, false))] : first;
}

function headsOf(tx: Tx, account: string, gapMs: number, most: number, ahead: boolean): Promise<OutboundRow[]> {
  const before = new Date(tx.now.getTime() - gapMs);
  return rows(
    tx,
    sql<OutboundRow>`select message.* from channels.outbound_message as message
      where message.account_id = ${account}::uuid and message.state in ('waiting', 'unsure') and message.next_at <= ${tx.now}
        and ${ahead ? sql`message.ahead` : sql`not message.ahead`}
        and not exists (select 1 from channels.outbound_message as earlier
          where earlier.lane = message.lane and earlier.position < message.position
            and (earlier.state in ('sending', 'unsure') or (earlier.state = 'waiting' and (earlier.held is null or earlier.next_at <= ${tx.now}))))
        and not exists (select 1 from channels.outbound_message as last where last.lane = message.lane and last.tried_at > ${before}::timestamptz)
      order by message.next_at, message.id limit ${most} for update skip locked`,
  );
}

/** What a process that died, or that gave no sign, had in hand: nobody knows whether it was sent. @returns how many */
export async function giveUpClaims(tx: Tx): Promise<number> {
  return run(
    tx,
    sql`update channels.outbound_message set state = 'unsure', claimed_until = null, reason = 'interrupted', next_at = ${tx.now}, version = version + 1
      where state = 'sending' and claimed_until < ${tx.now}`,
  );
}

/** The later parts of a text of which one part will not come. @returns how many */
export async function endLaterParts(tx: Tx, message: Pick<OutboundRow, 'idempotency_key' | 'part'>): Promise<number> {
  return run(
    tx,
    sql`update channels.outbound_message set state = 'dead', held = null, reason = 'part-before', ended_at = ${tx.now}, version = version + 1
      where idempotency_key = ${message.idempotency_key} and part > ${message.part} and state = 'waiting'`,
  );
}

/** The message that a provider's report is of, locked. */
export async function outboundOfProvider(tx: Tx, account: string, provider: string): Promise<OutboundRow | undefined> {
  const [found] = await rows(
    tx,
    sql<OutboundRow>`select * from channels.outbound_message
      where account_id = ${account}::uuid and provider_id = ${provider} order by id desc limit 1 for update`,
  );
  return found;
}

/** What was sent in a lane up to a moment counts as read, and its words go. */
export async function readUpTo(tx: Tx, account: string, lane: Buffer, upTo: Date, at: Date): Promise<OutboundRow[]> {
  return rows(
    tx,
    sql<OutboundRow>`update channels.outbound_message set state = 'read', sealed = null, delivered_at = coalesce(delivered_at, ${at}::timestamptz),
        read_at = ${at}, version = version + 1
      where account_id = ${account}::uuid and lane = ${lane} and state in ('sent', 'delivered') and sent_at <= ${upTo}::timestamptz returning *`,
  );
}

/** Whether the provider may have told, until then, of something that we have not written down yet. */
export async function anyInHand(tx: Tx, account: string, until: Date): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select 1 from channels.outbound_message
      where account_id = ${account}::uuid and state in ('sending', 'unsure') and tried_at <= ${until}::timestamptz limit 1`,
  );
  return found.length > 0;
}

/** Words that nobody needs any more: sent before `sentBefore`, or dead since before `deadBefore`. @returns how many */
export async function dropSealed(tx: Tx, sentBefore: Date, deadBefore: Date): Promise<number> {
  return run(
    tx,
    sql`update channels.outbound_message set sealed = null
      where sealed is not null and ((state = 'sent' and sent_at < ${sentBefore}::timestamptz)
        or state in ('delivered', 'read', 'cancelled') or (state = 'dead' and ended_at < ${deadBefore}::timestamptz))`,
  );
}

export interface ReceiverFacts {
  readonly lastInboundAt: Date | null;
  /** A machine wrote the newest message from them. */
  readonly machineWrote: boolean;
  readonly wishes: ContactWishes;
}

/** What the moment of sending asks of those who wrote to an account: when they last wrote, and what they wish now. By lanes, in hexadecimal. */
export async function receiverFacts(
  tx: Tx,
  account: string,
  lanes: readonly Buffer[],
): Promise<ReadonlyMap<string, ReceiverFacts>> {
  if (lanes.length === 0) return new Map();
  const found = await rows(
    tx,
    sql<{
      mark: Buffer;
      last: Date | null;
      machine: boolean;
      wishes: SafeContact[] | null;
      from: number | null;
      to: number | null;
    }>`
      select peer_mark as mark, last_inbound_at as last, last_inbound_automatic as machine, wishes, safe_from as from, safe_to as to
        from channels.conversation as conversation
        left join channels.contact_wish as wish on wish.conversation_id = conversation.id
        where conversation.account_id = ${account}::uuid and peer_mark = any(${[...lanes]}::bytea[])`,
  );
  return new Map(
    found.map(({ mark, last, machine, wishes, from, to }) => [
      mark.toString('hex'),
      {
        lastInboundAt: last,
        machineWrote: machine,
        wishes: { wishes: wishes ?? [], hours: from === null || to === null ? null : { from, to } },
      },
    ]),
  );
}

/** As exactly as anybody looks at when an account sent last: its row is not written for each message. Milliseconds. */
const SENT_WITHIN = 10_000;

/** That the account has just sent something. */
export async function noteSent(tx: Tx, { account_id }: OutboundRow): Promise<void> {
  const before = new Date(tx.now.getTime() - SENT_WITHIN);
  await run(
    tx,
    sql`update channels.channel_account set last_sent_at = ${tx.now}
      where id = ${account_id}::uuid and (last_sent_at is null or last_sent_at < ${before}::timestamptz)`,
  );
}

/** The parts behind one, that ended with it. */
export async function laterParts(
  tx: Tx,
  message: Pick<OutboundRow, 'idempotency_key' | 'part'>,
): Promise<OutboundRow[]> {
  return rows(
    tx,
    sql<OutboundRow>`select * from channels.outbound_message
      where idempotency_key = ${message.idempotency_key} and part > ${message.part} and state = 'dead' and reason = 'part-before' order by part`,
  );
}

/** Ends the parts behind one that was cancelled, by a person or for a reason; their words go. */
export async function cancelLaterParts(
  tx: Tx,
  message: OutboundRow,
  how: { readonly by: string } | { readonly reason: string },
): Promise<void> {
  const [by, reason] = 'by' in how ? [how.by, null] : [null, how.reason];
  await run(
    tx,
    sql`update channels.outbound_message set state = 'cancelled', held = null, sealed = null, ended_at = ${tx.now}, ended_by = ${by}::uuid,
        reason = coalesce(${reason}::text, reason), version = version + 1
      where idempotency_key = ${message.idempotency_key} and part > ${message.part} and state in ('waiting', 'dead')`,
  );
}

/** The open accounts of an agency, by their names. */
export function openSenders(
  tx: Tx,
  of: { readonly agency: string; readonly demonstration: boolean },
): Promise<Pick<AccountRow, 'id' | 'adapter' | 'name' | 'address' | 'settings'>[]> {
  return rows(
    tx,
    sql<Pick<AccountRow, 'id' | 'adapter' | 'name' | 'address' | 'settings'>>`
      select id, adapter, name, address, settings from channels.channel_account
      where agency = ${of.agency} and state in ('open', 'drifted') and is_demonstration = ${of.demonstration} order by name, id`,
  );
}

export async function openSender(
  tx: Tx,
  of: { readonly agency: string; readonly channels: readonly string[]; readonly demonstration: boolean },
): Promise<string | undefined> {
  const [found] = await rows(
    tx,
    sql<{ id: string }>`select id from channels.channel_account
      where agency = ${of.agency} and adapter = any(${[...of.channels]}::text[]) and state in ('open', 'drifted')
        and is_demonstration = ${of.demonstration}
      order by last_sent_at desc nulls last, created_at, id limit 1`,
  );
  return found?.id;
}
