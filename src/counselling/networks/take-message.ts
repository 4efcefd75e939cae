import type { Inbound, InboundReceiver, PrivateMessage } from '../../channels/index.ts';
import { type Ctx, keyedDigest, ok, type Result, type Tx } from '../../kernel/index.ts';
import { beginToWait } from '../contacts/begin-to-wait.ts';
import { noteTalkedAgain, queuedAnew, talkedAgain } from '../contacts/child-presence.ts';
import { isCarried, isQueued } from '../contacts/contact.ts';
import { auditOf, contactRecord, QUEUED, tellChanged } from '../contacts/contact-record.ts';
import { type ContactChange, findContact, updateContact } from '../contacts/contact-store.ts';
import { triageFirstLine } from '../contacts/triage-first-line.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { appendLine } from '../lines/append-line.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { isWorkedOn, WORDS_LATER, WORDS_RIGHT, WORDS_WRONG, type WordsShown, wordsShown } from './join-by-words.ts';
import { lineKey } from './line-key.ts';
import { askAboutFiles } from './look-at-files.ts';
import { linesOfMessage } from './message-lines.ts';
import { contactOfLetter, conversationOf, joinConversation, keepLetter } from './network-store.ts';
import { SAID_NO_FILES, sayNoFiles } from './say-no-files.ts';

type Message = Inbound<PrivateMessage> & { readonly conversation: NonNullable<Inbound['conversation']> };

/** A private message to an account of 111 is a line of a contact: of the one that is open with this person at this account, or of a new one. */
export const messageReceiver: InboundReceiver = {
  name: 'counselling.messages',
  kinds: ['private-message'],
  takes: ({ agency }) => agency === HELPLINE.agency,
  take: async (ctx, tx, inbound) => {
    const { event, conversation } = inbound;
    if (event.kind !== 'private-message' || conversation === null) return ok();
    return takeMessage(ctx, tx, { ...inbound, event, conversation });
  },
};

async function takeMessage(ctx: Ctx, tx: Tx, message: Message): Promise<Result<void>> {
  const letter = await letterMark(ctx, message);
  const copyOf = letter && (await contactOfLetter(tx, letter));
  if (copyOf !== undefined) return joinCopy(tx, message, copyOf);
  const before = await openContactOf(tx, message.conversation.id);
  const { text } = message.event;
  const words = await wordsShown(ctx, tx, { text, conversation: message.conversation.id });
  if (!words.ok) return words;
  const { contact, lines, joinedBy } = await placeOf(ctx, tx, message, before, words.value);
  if (letter && !(await keepLetter(tx, letter, contact.id))) return refuse('contact.letter-meanwhile');
  if (joinedBy !== undefined) await join(tx, message, contact.id, joinedBy);
  return write(ctx, tx, message, contact, lines);
}

type JoinedBy = Parameters<typeof joinConversation>[1]['joined_by'];

interface Place {
  readonly contact: ContactRow;
  readonly lines: readonly string[];
  /** Absent where the conversation is the contact's already. */
  readonly joinedBy?: JoinedBy;
}

/** Where a message belongs. Only the child's own words bring a conversation to another contact, and never away from one that is worked on. */
async function placeOf(
  ctx: Ctx,
  tx: Tx,
  message: Message,
  before: ContactRow | undefined,
  words: WordsShown,
): Promise<Place> {
  if (!words.shown) {
    const lines = linesOfMessage(message.event);
    return before ? { contact: before, lines } : { contact: await begin(ctx, tx, message), lines, joinedBy: 'writing' };
  }
  const { contact } = words;
  if (contact !== null && contact.id === before?.id) return { contact, lines: [WORDS_RIGHT] };
  if (contact !== null && !(before && (await isWorkedOn(ctx, tx, before))))
    return { contact, lines: [WORDS_RIGHT], joinedBy: 'words' };
  const lines = [contact === null ? WORDS_WRONG : WORDS_LATER];
  return before ? { contact: before, lines } : { contact: await begin(ctx, tx, message), lines, joinedBy: 'writing' };
}

/** The contact of this conversation, unless it is over. Its lock is held from here on. */
async function openContactOf(tx: Tx, conversation: string): Promise<ContactRow | undefined> {
  const known = await conversationOf(tx, conversation);
  const contact = known && (await findContact(tx, known.contact_id, { lock: true }));
  return contact && contact.state !== 'done' && contact.state !== 'abandoned' ? contact : undefined;
}

/**
 * The mark of a letter, which reaches several boxes under one identifier; a message of any other network has one that is good for its own
 * account alone.
 */
async function letterMark(ctx: Ctx, { account, event }: Message): Promise<Buffer | undefined> {
  return account.adapter === 'email'
    ? keyedDigest(ctx.kernel.vault, 'counselling.letter', JSON.stringify([event.author, event.id]))
    : undefined;
}

/** The same letter in another box of ours: nothing is written twice, and that box's conversation is the same contact. */
async function joinCopy(tx: Tx, message: Message, contact: string): Promise<Result<void>> {
  if ((await openContactOf(tx, message.conversation.id)) === undefined) await join(tx, message, contact, 'same-letter');
  return ok();
}

async function join(tx: Tx, { account, conversation }: Message, contact: string, by: JoinedBy): Promise<void> {
  await joinConversation(tx, {
    conversation_id: conversation.id,
    contact_id: contact,
    account_id: account.id,
    network: account.adapter,
    joined_at: tx.now,
    joined_by: by,
  });
}

/** A new contact that waits as a message: its sender is not there, and is answered where it wrote. */
const begin = (ctx: Ctx, tx: Tx, { account }: Message): Promise<ContactRow> =>
  beginToWait(ctx, tx, { channel: 'MESSAGE', network: account.adapter, demonstration: account.is_demonstration });

/** Writes the lines, sends the contact back into the queue where it was over, and has the first line read by triage. */
async function write(
  ctx: Ctx,
  tx: Tx,
  { id, conversation, account, event }: Message,
  begun: ContactRow,
  written: readonly string[],
): Promise<Result<void>> {
  const key = await contactRecord.openKey(ctx, tx, begun.id, 'thread', begun.desk_code);
  if (!key) return refuse('contact.key-unavailable');
  const over = begun.state === 'done' || begun.state === 'abandoned';
  const told = await sayNoFiles(ctx, tx, { contact: begun.id, conversation: conversation.id }, event);
  const lines = told ? [...written, SAID_NO_FILES] : written;
  let contact = await updateContact(tx, begun.id, {
    network: account.adapter,
    answers_by: conversation.id,
    child_away_since: null,
    child_sign_at: null,
    place_until: null,
    ...(over ? againInQueue(tx.now) : {}),
    ...talkedAgain(begun.state),
    ...(isQueued(begun.state) ? { channel: 'MESSAGE' as const } : {}),
  });
  await noteTalkedAgain(tx, begun, 'network');
  await askAboutFiles(ctx, tx, contact, { account: account.id, event: id, attachments: event.attachments });
  for (const [place, text] of lines.entries()) {
    const line = { lineKey: lineKey(id, place), from: 'child', author: null, text } as const;
    ({ contact } = await appendLine(tx, key, contact, line));
  }
  if (begun.child_seq === 0 && !isCarried(contact.state)) await triageFirstLine(tx, contact, written.join('\n'));
  tx.audit({ ...auditOf(contact), action: 'contact.write-by-network', codes: { network: account.adapter } });
  if (isQueued(contact.state)) tx.notify({ topic: QUEUED, id: contact.id, desk: contact.desk_code });
  tellChanged(tx, contact);
  return ok();
}

/** What was over goes on: from a letter or a network, as a message. */
const againInQueue = (now: Date): ContactChange => ({ ...queuedAnew(now), channel: 'MESSAGE', child_sign_at: null });
