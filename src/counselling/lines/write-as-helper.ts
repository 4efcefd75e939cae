import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { noteHeldBack } from '../concerns/note-alert.ts';
import { auditOf, contactAct, contactRecord, type OnContact } from '../contacts/contact-record.ts';
import { insertEvent } from '../contacts/contact-store.ts';
import { answerByNetwork } from '../networks/answer-by-network.ts';
import { refuse } from '../refusals.ts';
import { guardOutgoing } from '../safeguards/outgoing-guard.ts';
import { appendLine, lineSentBefore, type NewLine, openLine } from './append-line.ts';
import { LINES_EACH, type LineOutcome, readLine, sent } from './line.ts';
import { lineByKey, linesAfter } from './line-store.ts';

export interface WriteAsHelper extends OnContact {
  readonly text: string;
  /** UUID that the page made with the form: the same line sent twice is one. */
  readonly lineKey: string;
  /** Number of the newest line that the writer saw; 0 where there was none. */
  readonly afterSeq: number;
}

/** How many of the helper's own last lines the guard reads with a new one: what is spread over several is found. */
const GUARD_BACK = 6;

export const draftOf = (person: string) => `draft:${person}`;

/**
 * The helper writes. Where lines came that the writer had not seen, nothing is sent: the newer lines come back, and what was written
 * is kept as a draft. What would take the child elsewhere is held back with its reason.
 */
export async function writeAsHelper(ctx: Ctx, input: WriteAsHelper): Promise<Result<LineOutcome>> {
  const text = readLine(input.text);
  if (!text.ok) return text;
  const lineKey = parseId<'line'>(input.lineKey);
  if (lineKey === undefined) return refuseRequest('request.invalid', { field: 'lineKey' });
  return contactAct(ctx, 'contact.reply', { contact: input.contact }, async (tx, contact, person) => {
    const line: NewLine = { lineKey, from: 'helper', author: person.person, text: text.value };
    const back = contact.last_seq - GUARD_BACK;
    const [key, known, newest, afterSeen] = await Promise.all([
      contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code, { kept: true }),
      lineByKey(tx, contact.id, lineKey),
      linesAfter(tx, contact.id, back, GUARD_BACK),
      // Whoever writes has mostly seen all but the last few, which are read for the guard in any case.
      input.afterSeq < back ? linesAfter(tx, contact.id, input.afterSeq, LINES_EACH) : undefined,
    ]);
    const newer = afterSeen ?? newest.filter(({ seq }) => seq > input.afterSeq);
    if (!key) return refuse('contact.key-unavailable');
    const before = lineSentBefore(key, known, line);
    if (before === 'other') return refuse('line.key-taken', { field: 'lineKey' });
    if (before !== undefined) return sent(before);
    if (contact.state !== 'live' && contact.state !== 'held' && contact.state !== 'transferring')
      return refuse('contact.not-live');
    if (newer.some((one) => one.author !== person.person)) {
      await contactRecord.put(tx, key, draftOf(person.person), text.value);
      return ok({ outcome: 'thread-moved', newer: newer.map((one) => openLine(key, one)) });
    }
    const own = newest.filter((one) => one.author === person.person);
    const [found] = guardOutgoing(
      text.value,
      own.map((one) => openLine(key, one).text),
    );
    if (found) {
      tx.audit({ ...auditOf(contact), action: 'contact.reply', outcome: 'refused', codes: { reason: found.reason } });
      await insertEvent(tx, contact.id, 'held-back', { reason: found.reason });
      await noteHeldBack(tx, contact, person.person);
      await contactRecord.put(tx, key, draftOf(person.person), text.value);
      return ok({ outcome: 'held-back', ...found });
    }
    const [{ line: written }] = await Promise.all([
      appendLine(tx, key, contact, line),
      contactRecord.replace(tx, key, draftOf(person.person), ''),
    ]);
    const answered = await answerByNetwork(ctx, tx, contact, line);
    if (!answered.ok) return answered;
    tx.audit({ ...auditOf(contact), action: 'contact.reply' });
    return sent(written);
  });
}
