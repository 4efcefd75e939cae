import { actAs, type Ctx, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { type AccountInUse, useAccount } from '../accounts/open-account.ts';
import type { PostParts } from '../adapter.ts';
import { answerToOf, peerOf } from '../conversations/conversation.ts';
import { conversationOfPeer, findConversation } from '../conversations/conversation-store.ts';
import type { ChannelCode } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import type { ConversationRow } from '../tables.ts';
import { type FilledTemplate, fillTemplate, type TemplateUse } from '../templates/use-template.ts';
import { cutText } from './cut-text.pure.ts';
import { type ContactWishes, keepsWishes, type OutboundPurpose, type OutboundState } from './outbound.ts';
import {
  findWishes,
  insertOutbound,
  lockLane,
  makeGate,
  nextPosition,
  openSender,
  outboundOfKey,
} from './outbox-store.ts';
import type { OutboundRow } from './outbox-tables.ts';
import { type Payload, sealPayload } from './payload.ts';
import { refusedByWishes } from './safe-contact-rule.ts';
import { TRIES } from './try-again.pure.ts';
import { wishesOf } from './wishes.ts';

/** As much as anybody reads on a telephone; whatever is longer belongs into a letter. */
const PARTS_MOST = 10;
/** Something waits: whoever sends looks at once. */
export const QUEUED = 'channels.outbox-queued';
const SYSTEM = systemActor('channels.outbox');

export interface QueueMessage {
  /** The same for the same words asked for once more, as `line:<id>`; at most 200 characters. */
  readonly key: string;
  readonly purpose: OutboundPurpose;
  readonly to:
    | { readonly conversation: string }
    | {
        readonly account: string;
        /** The network's identifier, an address, or a number in E.164. */
        readonly address: string;
        /** What the person said of how they may be written to; `NO_WISHES` for an officer, a platform. */
        readonly wishes: ContactWishes;
        /**
         * Names a matter of its own: what goes to an office at this address about another waits for nothing of it, nor it for that. One
         * who wrote to us has one order in which everything is told, and no such matters.
         */
        readonly apart?: string;
      };
  /** Empty where a template says the words. */
  readonly text: string;
  /** A registered template of the account's agency: the only words that may go where a network's window is shut. */
  readonly template?: TemplateUse;
  readonly comment?: string;
  /** Of a post: it goes whole, or not at all. */
  readonly post?: PostParts;
  readonly notBefore?: Date;
  /** After it the message is of no use to anybody. */
  readonly notAfter?: Date;
  /** Leaves before everything else that waits at the account, as what takes something back. */
  readonly ahead?: boolean;
  /** The record that the words stand in. */
  readonly about?: { readonly kind: string; readonly id: string };
}

export interface Queued {
  /** Of its first part. */
  readonly id: string;
  readonly state: OutboundState;
  readonly parts: number;
}

/**
 * Gives words to the outbox in the caller's transaction: they leave if it commits, and not otherwise. The same key again is the same message.
 * Refusals: `outbox.account-unusable`, `outbox.receiver-unknown`, `outbox.text-empty`, `outbox.text-too-long`, `outbox.cannot-begin`,
 * `outbox.machine-wrote`, `message-template.not-usable`, `message-template.blank-*`, and what the person wished: `outbox.no-contact-wished`, `outbox.not-here-wished`, `outbox.sender-tells`, `outbox.words-tell`
 */
export async function queueMessage(ctx: Ctx, tx: Tx, input: QueueMessage): Promise<Result<Queued>> {
  return actAs(tx, SYSTEM, async (system) => {
    const known = await outboundOfKey(system, input.key);
    if (known[0]) return ok(queuedOf(known));
    const to = await receiverOf(ctx, system, input);
    if (!to.ok) return to;
    const { account } = to.value;
    const filled = input.template && (await fillTemplate(system, account.row, input.template));
    if (filled && !filled.ok) return filled;
    const text = filled?.value.text ?? input.text;
    const pieces = input.post ? postOf(text, input.post, account) : piecesOf(text, filled !== undefined, account);
    if (!pieces.ok) return pieces;
    const peer = account.key.mark('peer', to.value.address);
    const refused = await refusedByPerson(system, { ...input, text }, to.value, peer);
    if (refused !== undefined) return refuse(refused);
    const lane = laneOf(input, to.value) ?? peer;
    const askedBy = tx.actor.kind === 'person' ? tx.actor.person : null;
    await lockLane(system, lane);
    const meanwhile = await outboundOfKey(system, input.key);
    if (meanwhile[0]) return ok(queuedOf(meanwhile));
    const messages = await messagesOf(
      system,
      { ...input, askedBy, lane, filled: filled?.value },
      to.value,
      pieces.value,
    );
    await makeGate(system, account.row.id);
    await insertOutbound(system, messages);
    const queued = queuedOf(messages);
    tx.notify({ topic: QUEUED, id: queued.id, agency: account.row.agency });
    return ok(queued);
  });
}

/** The lane of what is told apart from all else that goes to an address; undefined where it shares that of the address. */
function laneOf({ purpose, to }: QueueMessage, { account, conversation, address }: Receiver): Buffer | undefined {
  // Who only commented is known by no address: two of them must not wait for each other.
  const own =
    'address' in to && (address === '' || !keepsWishes({ purpose, conversation_id: conversation?.id ?? null }));
  return own && to.apart !== undefined ? account.key.mark('lane', address, to.apart) : undefined;
}

const queuedOf = (messages: readonly OutboundRow[]): Queued => {
  const [first] = messages as readonly [OutboundRow];
  return { id: first.id, state: first.state, parts: first.parts };
};

interface Receiver {
  readonly account: AccountInUse;
  readonly conversation: ConversationRow | null;
  readonly address: string;
  readonly wishes: ContactWishes;
}

async function receiverOf(ctx: Ctx, tx: Tx, { to, purpose, comment }: QueueMessage): Promise<Result<Receiver>> {
  if ('address' in to) {
    const account = await useAccount(ctx, to.account, tx);
    if (!account) return refuse('outbox.account-unusable');
    const begun = purpose === 'post' ? account.adapter.publish !== undefined : comment !== undefined;
    if (!account.adapter.begins && !begun) return refuse('outbox.cannot-begin');
    return ok({ account, conversation: null, address: to.address, wishes: to.wishes });
  }
  const conversation = await findConversation(tx, to.conversation);
  if (!conversation) return refuse('outbox.receiver-unknown');
  const account = await useAccount(ctx, conversation.account_id, tx);
  if (!account) return refuse('outbox.account-unusable');
  return ok({
    account,
    conversation,
    address: peerOf(account.key, conversation),
    wishes: wishesOf(await findWishes(tx, conversation.id)),
  });
}

/** What stands against the words of those whom they reach: their wishes, said here or to this account, and that a machine writes there. */
async function refusedByPerson(tx: Tx, input: QueueMessage, to: Receiver, lane: Buffer) {
  const { text, purpose, template } = input;
  const known =
    to.conversation ??
    (keepsWishes({ purpose, conversation_id: null })
      ? await conversationOfPeer(tx, to.account.row.id, lane)
      : undefined);
  const asked = to.conversation || !known ? [to.wishes] : [to.wishes, wishesOf(await findWishes(tx, known.id))];
  for (const wishes of asked) {
    const refused = refusedByWishes(wishes, { text, begins: !known, template: template !== undefined });
    if (refused !== undefined) return refused;
  }
  return purpose === 'automatic' && known?.last_inbound_automatic ? 'outbox.machine-wrote' : undefined;
}

function piecesOf(text: string, template: boolean, { adapter }: AccountInUse): Result<string[]> {
  if (adapter.limits.textMost === 0) return text === '' ? ok(['']) : refuse('outbox.text-too-long');
  const pieces = cutText(text, adapter.limits.textMost);
  if (pieces.length === 0) return refuse('outbox.text-empty');
  // Words that a network approved are one message or none.
  if (template && pieces.length > 1) return refuse('outbox.text-too-long');
  return pieces.length > PARTS_MOST ? refuse('outbox.text-too-long') : ok(pieces);
}

/** A post is one, and has no words where it only takes something away. */
function postOf(text: string, { act, picture }: PostParts, { adapter, open }: AccountInUse): Result<string[]> {
  if (act === 'withdraw' || act === 'hide') return ok(['']);
  const limits = adapter.postLimits?.(open.settings);
  if (limits === undefined) return refuse('outbox.cannot-begin');
  if (text === '') return refuse('outbox.text-empty');
  const most = picture === undefined ? limits.textMost : limits.textMostWithPicture;
  return text.length > most ? refuse('outbox.text-too-long') : ok([text]);
}

async function messagesOf(
  tx: Tx,
  input: QueueMessage & {
    readonly askedBy: string | null;
    readonly lane: Buffer;
    readonly filled: FilledTemplate | undefined;
  },
  { account, conversation, address, wishes }: Receiver,
  pieces: readonly string[],
): Promise<OutboundRow[]> {
  const first = await nextPosition(tx, input.lane);
  const answers = conversation === null ? undefined : answerToOf(account.key, conversation);
  return pieces.map((text, place): OutboundRow => {
    const id = newId<'outbound'>(tx.now.getTime());
    const payload: Payload = {
      to: address,
      text,
      ...(answers && { answers }),
      ...(input.comment !== undefined && { comment: input.comment }),
      ...(input.post !== undefined && { post: input.post }),
      ...(input.filled && { template: input.filled.template, templateVersion: input.filled.version }),
    };
    return {
      id,
      idempotency_key: input.key,
      part: place + 1,
      parts: pieces.length,
      purpose: input.purpose,
      account_id: account.row.id,
      agency: account.row.agency,
      channel: account.row.adapter,
      lane: input.lane,
      position: first + place,
      ahead: input.ahead === true,
      conversation_id: conversation?.id ?? null,
      object_kind: input.about?.kind ?? null,
      object_id: input.about?.id ?? null,
      sealed: sealPayload(account.key, id, payload),
      not_before: input.notBefore ?? null,
      not_after: input.notAfter ?? null,
      safe_from: wishes.hours?.from ?? null,
      safe_to: wishes.hours?.to ?? null,
      state: 'waiting',
      held: null,
      next_at: tx.now,
      tries: 0,
      tries_left: TRIES,
      look_ups: 0,
      claimed_until: null,
      provider_id: null,
      reason: null,
      is_demonstration: account.row.is_demonstration,
      asked_by: input.askedBy,
      queued_at: tx.now,
      tried_at: null,
      sent_at: null,
      delivered_at: null,
      read_at: null,
      ended_at: null,
      ended_by: null,
      follow_at: null,
      follow_said: null,
      follow_ended: false,
      answer_ms: null,
      version: 1,
    };
  });
}

/** The account by which an agency sends on one of these channels: the one that sent last; undefined where none is open. */
export async function chooseSender(
  tx: Tx,
  of: { readonly agency: string; readonly channels: readonly ChannelCode[]; readonly demonstration: boolean },
): Promise<string | undefined> {
  return actAs(tx, SYSTEM, (system) => openSender(system, of));
}
