import type { ReceiptProof, UnlockedObject } from '../../intake/index.ts';
import { type Ctx, ok, openPart, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import type { PortalBand } from '../../vocabulary/index.ts';
import { noteOpened } from '../concerns/note-alert.ts';
import { childAct, lookAgain, openThread } from '../contacts/contact-receipts.ts';
import { auditOf, contactAct, contactRecord, watchIsOver } from '../contacts/contact-record.ts';
import { findContact } from '../contacts/contact-store.ts';
import { type ContactCard, contactCard } from '../contacts/contact-view.ts';
import { deliveriesOf, type LineDelivery } from '../networks/line-deliveries.ts';
import { asksSurvey } from '../records/survey.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { openLine } from './append-line.ts';
import { LINES_EACH, type Line } from './line.ts';
import { linesAfter, notesOf } from './line-store.ts';
import { seenMarks } from './seen-marks.ts';
import { draftOf } from './write-as-helper.ts';
import { openNote } from './write-note.ts';

export interface HelperThread {
  readonly contact: ContactCard;
  readonly lines: readonly Line[];
  /** How far the helper's lines among them have come, where the child is answered by a network. */
  readonly deliveries: readonly LineDelivery[];
  /** Lines between colleagues: never among the lines. */
  readonly notes: readonly { readonly at: string; readonly author: string; readonly text: string }[];
  /** What the reader began to write; empty where there is nothing. */
  readonly draft: string;
}

/**
 * The thread of a contact from a number on, for who has it: what was missed while the network was away is read from the table, in its
 * order. Reading marks as seen, and leaves it that an answer is owed.
 */
export async function readAsHelper(
  ctx: Ctx,
  input: { readonly contact: string; readonly after: number },
): Promise<Result<HelperThread>> {
  const readsOn = input.after > 0;
  return contactAct(ctx, 'contact.read', { contact: input.contact, readOnly: readsOn }, async (tx, contact, person) => {
    const own = contact.helper === person.person;
    // Reading on in the own contact changes nothing of it. Anybody else must be one who may, as at the first look.
    if (readsOn && !own && !(await findContact(tx, contact.id, { lock: true })))
      return refuseRequest('access.not-permitted');
    if (contact.watch_asked && contact.watched_by === person.person && contact.helper !== person.person)
      return refuse('contact.watch-not-agreed');
    if (watchIsOver(contact, person, tx.now)) return refuseRequest('access.not-permitted');
    const [thread, rows, notes, draft] = await Promise.all([
      contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code, { kept: true }),
      linesAfter(tx, contact.id, input.after, LINES_EACH),
      notesOf(tx, contact.id),
      contactRecord.sealed(tx, contact.id, 'thread', draftOf(person.person)),
    ]);
    const internal =
      notes.length > 0 ? await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code) : undefined;
    if (!thread || (notes.length > 0 && !internal)) return refuse('contact.key-unavailable');
    const lines = rows.map((row) => openLine(thread, row));
    const marks = seenMarks(ctx.kernel);
    const known = Math.max(contact.helper_seen_seq, marks.seqOf(contact.id, person.person));
    // What the page has it says itself, so that a mark which was lost with its process is made again.
    const seen = Math.min(contact.last_seq, lines.at(-1)?.seq ?? input.after);
    if (own && seen > known) marks.add({ contact: contact.id, helper: person.person, seq: seen });
    // New lines of the own contact come one by one and are read as they come; opening it, or reading it again, is told.
    if (!own || input.after === 0 || input.after < known) {
      if (own) await noteOpened(tx, contact, person.person);
      tx.audit({ ...auditOf(contact), action: 'contact.read', fieldClasses: ['narrative', 'internal'] });
    }
    return ok({
      contact: contactCard(contact),
      lines,
      deliveries: await deliveriesOf(tx, contact, rows),
      notes: notes.map((note) => ({
        at: note.at.toISOString(),
        author: note.author,
        text: internal ? openNote(internal, note) : '',
      })),
      draft: draft ? openPart(thread, draftOf(person.person), draft) : '',
    });
  });
}

/** Where a child stands, in words that the page has; never a number of its place. */
export type ChildPhase = 'waiting' | 'place-kept' | 'talking' | 'finding-somebody-else' | 'over';

export interface ChildThread {
  readonly contact: string;
  readonly portalBand: PortalBand | null;
  readonly phase: ChildPhase;
  readonly lines: readonly Line[];
  readonly blanked: boolean;
  readonly gotWorse: boolean;
  /** The newest of the child's lines that the helper has seen. */
  readonly helperSeenSeq: number;
  readonly placeUntil: string | null;
  /** Word was left; it is answered here, without waiting. */
  readonly wordLeft: boolean;
  /** A supervisor reads along: the child is told so. */
  readonly watched: boolean;
  /** A supervisor would like to read along to learn, and the child is asked. */
  readonly watchAsked: boolean;
  /** Which writing of the safety plan stands; 0 where there is none, or while the page is blank. */
  readonly planVersion: number;
  /** It is asked how it was: once, after the end, never after danger. */
  readonly asksSurvey: boolean;
}

/** The child's own thread from a number on. While the page is blank nothing of it is given. */
export async function readAsChild(
  ctx: Ctx,
  proof: ReceiptProof,
  { after }: { readonly after: number },
): Promise<Result<ChildThread>> {
  return childAct(ctx, proof, (...of) => childThread(ctx, after, ...of), { readOnly: true });
}

/** The same for a page that is open since it showed its session; `undefined` where that has ended. */
export async function readOnAsChild(
  ctx: Ctx,
  unlocked: UnlockedObject,
  { after }: { readonly after: number },
): Promise<Result<ChildThread | undefined>> {
  return lookAgain(ctx, unlocked, (...of) => childThread(ctx, after, ...of));
}

async function childThread(
  ctx: Ctx,
  after: number,
  tx: Tx,
  contact: ContactRow,
  unlocked: UnlockedObject,
): Promise<Result<ChildThread>> {
  const known = contact.child_blanked || after >= contact.last_seq;
  // Where there is nothing to open, the key stays shut.
  const [rows, key] = known
    ? [[], undefined]
    : await Promise.all([linesAfter(tx, contact.id, after, LINES_EACH), openThread(ctx, tx, contact.id, unlocked)]);
  if (rows.length > 0 && !key) return refuseRequest('service.unavailable');
  return ok({
    contact: contact.id,
    portalBand: contact.portal_band,
    phase: phaseOf(contact),
    lines: key ? rows.map((row) => openLine(key, row)) : [],
    blanked: contact.child_blanked,
    gotWorse: contact.got_worse_at !== null,
    helperSeenSeq: contact.helper_seen_seq,
    placeUntil: contact.place_until?.toISOString() ?? null,
    wordLeft: contact.channel === 'MESSAGE',
    watched: contact.watched_by !== null && !contact.watch_asked,
    watchAsked: contact.watch_asked,
    planVersion: contact.child_blanked ? 0 : contact.safety_plan_version,
    asksSurvey: await asksSurvey(tx, contact),
  });
}

export function phaseOf(
  contact: Pick<ContactRow, 'state' | 'helper' | 'helper_lost_since' | 'place_until'>,
): ChildPhase {
  switch (contact.state) {
    case 'waiting':
    case 'offered':
    case 'returned':
      if (contact.place_until !== null) return 'place-kept';
      return contact.helper === null || contact.helper_lost_since === null ? 'waiting' : 'finding-somebody-else';
    case 'live':
    case 'held':
    case 'transferring':
      return contact.helper_lost_since === null ? 'talking' : 'finding-somebody-else';
    default:
      return 'over';
  }
}
