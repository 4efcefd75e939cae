import { type Ctx, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import type { AccountKey } from '../accounts/account-sealing.ts';
import { setCursor } from '../accounts/account-store.ts';
import { noteTraffic } from '../accounts/note-traffic.ts';
import type { AccountInUse } from '../accounts/open-account.ts';
import { newConversation } from '../conversations/conversation.ts';
import type { InboundEvent } from '../inbound-event.ts';
import { addEvents, beginConversations, conversationsOf, type NewEvent } from './inbound-event-store.ts';
import { enqueueLanes } from './lanes.ts';
import { isStored, laneOf, type StoredEvent as Stored } from './stored-event.ts';

/**
 * Keeps what a network told of an account, each event once and sealed, and has it worked on. What came before is passed over, so a
 * call may be brought as often as it likes.
 * @param cursor how far the account was read, where it is read by a connection of ours
 */
export async function storeEvents(
  ctx: Ctx,
  account: AccountInUse,
  events: readonly InboundEvent[],
  cursor?: string,
): Promise<Result<void>> {
  const told = events.filter(isStored);
  if (told.length > 0 || cursor !== undefined) {
    const stored = await ctx.as(systemActor('channels.hear')).transaction(async (tx) => {
      await store(tx, account, told);
      if (cursor !== undefined) await setCursor(tx, account.row.id, account.key, cursor);
      return ok();
    });
    if (!stored.ok) return stored;
  }
  const unknown = events.filter((event) => event.kind === 'other' && event.unknown).length;
  await noteTraffic(ctx, account.row.id, { seen: events.length, malformed: unknown });
  return ok();
}

async function store(tx: Tx, account: AccountInUse, events: readonly Stored[]): Promise<void> {
  const conversations = await conversationsWith(tx, account, events);
  const { id, key } = { id: account.row.id, key: account.key };
  const added = await addEvents(
    tx,
    id,
    events.map((event) => {
      const row: NewEvent = {
        id: newId<'inbound-event'>(tx.now.getTime()),
        event_mark: key.mark('event', event.id),
        kind: event.kind,
        lane: laneOf(key, event),
        conversation_id:
          event.kind === 'private-message' ? (conversations.get(peerMark(key, event.author)) ?? null) : null,
        at: event.at,
        sealed: Buffer.alloc(0),
      };
      return { ...row, sealed: key.seal(`event:${row.id}`, JSON.stringify(event)) };
    }),
  );
  await enqueueLanes(tx, id, added);
}

const peerMark = (key: AccountKey, peer: string) => key.mark('peer', peer).toString('base64');

/** The conversations of those who wrote, by the mark of each; new ones are begun. */
async function conversationsWith(
  tx: Tx,
  { row, key }: AccountInUse,
  events: readonly Stored[],
): Promise<ReadonlyMap<string, string>> {
  const peers = new Set(events.flatMap((event) => (event.kind === 'private-message' ? [event.author] : [])));
  if (peers.size === 0) return new Map();
  const marks = [...peers].map((peer) => key.mark('peer', peer));
  const byMark = (found: readonly { readonly id: string; readonly peer_mark: Buffer }[]) =>
    found.map((one) => [one.peer_mark.toString('base64'), one.id] as const);
  const known = new Map(byMark(await conversationsOf(tx, row.id, marks)));
  if (known.size === peers.size) return known;
  const of = { id: row.id, is_demonstration: row.is_demonstration, key };
  // In one order for all processes, so that two that begin the same ones do not wait for each other.
  const begun = [...peers]
    .filter((peer) => !known.has(peerMark(key, peer)))
    .map((peer) => newConversation(tx, of, peer));
  const sorted = begun.sort((a, b) => a.peer_mark.compare(b.peer_mark));
  for (const [mark, id] of byMark(await beginConversations(tx, of, sorted))) known.set(mark, id);
  // What another process began meanwhile is there now.
  return known.size === peers.size ? known : new Map(byMark(await conversationsOf(tx, row.id, marks)));
}
