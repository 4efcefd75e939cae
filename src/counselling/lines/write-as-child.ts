import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { noteTalkedAgain, queuedAnew, signNow, talkedAgain } from '../contacts/child-presence.ts';
import { isCarried, isQueued } from '../contacts/contact.ts';
import { childAct, openThread } from '../contacts/contact-receipts.ts';
import { auditOf, tellChanged } from '../contacts/contact-record.ts';
import { updateContact } from '../contacts/contact-store.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { triageFirstLine } from '../contacts/triage-first-line.ts';
import { refuse } from '../refusals.ts';
import { appendLine, lineSentBefore, type NewLine } from './append-line.ts';
import { readLine } from './line.ts';
import { lineByKey } from './line-store.ts';

export interface WriteAsChild {
  readonly text: string;
  /** UUID that the page made with the form: the same line sent twice is one. */
  readonly lineKey: string;
  /** UUID under which the page listens: what it writes itself is not told to it again. */
  readonly page?: string | undefined;
}

/**
 * The child writes. Its first line is what triage reads, unless somebody talks with it already. While its helper writes the contact down, it
 * goes on with that helper; after the end it stands in the queue again, so that nothing is written where nobody looks.
 */
export async function writeAsChild(
  ctx: Ctx,
  proof: ReceiptProof,
  input: WriteAsChild,
): Promise<Result<{ readonly seq: number }>> {
  const text = readLine(input.text);
  if (!text.ok) return text;
  const lineKey = parseId<'line'>(input.lineKey);
  if (lineKey === undefined) return refuseRequest('request.invalid', { field: 'lineKey' });
  const line: NewLine = { lineKey, from: 'child', author: null, text: text.value, page: input.page };
  const written = await childAct(ctx, proof, async (tx, contact, unlocked) => {
    const [key, known] = await Promise.all([
      openThread(ctx, tx, contact.id, unlocked),
      lineByKey(tx, contact.id, lineKey),
    ]);
    if (!key) return refuseRequest('service.unavailable');
    const before = lineSentBefore(key, known, line);
    if (before === 'other') return refuse('line.key-taken', { field: 'lineKey' });
    if (before !== undefined) return ok({ seq: before.seq, queued: false });
    const over = contact.state === 'done' || contact.state === 'abandoned';
    const { line: sent, contact: now } = await appendLine(tx, key, contact, line, {
      // Whoever goes on at our page is answered there.
      ...(contact.answers_by !== null && { answers_by: null, network: null }),
      ...(over
        ? queuedAnew(tx.now)
        : { child_away_since: null, child_sign_at: signNow(contact, tx.now), place_until: null }),
      ...talkedAgain(contact.state),
    });
    const again = await noteTalkedAgain(tx, contact, 'line');
    if (contact.child_seq === 0 && !isCarried(now.state)) await triageFirstLine(tx, now, text.value);
    tx.audit({ ...auditOf(contact), action: 'contact.write-as-child' });
    if (again) tellChanged(tx, now);
    return ok({ seq: sent.seq, queued: isQueued(now.state) });
  });
  if (!written.ok) return written;
  if (written.value.queued) await offerContacts(ctx);
  return ok({ seq: written.value.seq });
}

/** What the child has seen; the helper's page shows it as delivered and read. Nothing else changes. */
export async function seeAsChild(ctx: Ctx, proof: ReceiptProof, seq: number): Promise<Result<void>> {
  return childAct(ctx, proof, async (tx, contact) => {
    const seen = Math.min(seq, contact.last_seq);
    if (!Number.isSafeInteger(seen) || seen <= contact.child_seen_seq) return ok();
    await updateContact(tx, contact.id, { child_seen_seq: seen });
    if (contact.helper !== null)
      tx.notify({ topic: 'contact.seen', id: contact.id, person: contact.helper, line: { seq: seen, from: 'helper' } });
    return ok();
  });
}
