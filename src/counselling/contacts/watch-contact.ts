import type { ReceiptProof } from '../../intake/index.ts';
import { type Ctx, MINUTE, ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { isCarried, type WatchPurpose, watchPurposes } from './contact.ts';
import { childAct } from './contact-receipts.ts';
import { auditOf, contactAct, tellChanged } from './contact-record.ts';
import { insertEvent, updateContact } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';

/** So long a supervisor reads along at most, and then asks anew. */
const WATCH_FOR = 15 * MINUTE;

/**
 * A supervisor begins to read along, for a purpose. The helper sees it at once, the child is told in one sentence (asked, where it is
 * for training), and the audit has it; nobody reads along unseen, and one at a time. Refusals: `contact.watched-already`, `contact.own-watch`
 */
export async function watchContact(
  ctx: Ctx,
  input: { readonly contact: string; readonly purpose: WatchPurpose },
): Promise<Result<ContactCard>> {
  if (!watchPurposes.includes(input.purpose)) return refuse('contact.reason-unknown', { field: 'purpose' });
  return contactAct(ctx, 'contact.watch', { contact: input.contact }, async (tx, contact, person) => {
    if (!isCarried(contact.state)) return refuse('contact.act-not-open');
    if (contact.helper === person.person) return refuse('contact.own-watch');
    const watched = contact.watched_by !== null && (contact.watch_until ?? tx.now) > tx.now;
    if (watched && contact.watched_by !== person.person) return refuse('contact.watched-already');
    const now = await updateContact(tx, contact.id, {
      watched_by: person.person,
      watch_until: new Date(tx.now.getTime() + WATCH_FOR),
      watch_purpose: input.purpose,
      // Nobody is trained on a child that does not want it.
      watch_asked: input.purpose === 'training',
    });
    await insertEvent(tx, contact.id, 'watched', { purpose: input.purpose });
    tx.audit({ ...auditOf(now), action: 'contact.watch', codes: { purpose: input.purpose } });
    tellChanged(tx, now);
    return ok(contactCard(now));
  });
}

/** The child says whether somebody may read along to learn; no ends it at once, and nobody asks why. What was not asked changes nothing. */
export async function answerWatch(ctx: Ctx, proof: ReceiptProof, yes: boolean): Promise<Result<void>> {
  return childAct(ctx, proof, async (tx, contact) => {
    if (!contact.watch_asked) return ok();
    if (!yes) {
      await insertEvent(tx, contact.id, 'watch-refused');
      await closeWatch(tx, contact);
      return ok();
    }
    const now = await updateContact(tx, contact.id, {
      watch_asked: false,
      watch_until: new Date(tx.now.getTime() + WATCH_FOR),
    });
    await insertEvent(tx, contact.id, 'watch-agreed');
    tellChanged(tx, now);
    return ok();
  });
}

/** The supervisor has read enough. One who does not read along ends nothing. */
export async function endWatch(ctx: Ctx, input: { readonly contact: string }): Promise<Result<void>> {
  return contactAct(ctx, 'contact.watch', { contact: input.contact }, async (tx, contact, person) => {
    if (contact.watched_by === person.person) await closeWatch(tx, contact);
    return ok();
  });
}

/** For a caller that holds the contact's lock. */
export async function closeWatch(tx: Tx, contact: ContactRow): Promise<void> {
  const now = await updateContact(tx, contact.id, {
    watched_by: null,
    watch_until: null,
    watch_purpose: null,
    watch_asked: false,
  });
  await insertEvent(tx, contact.id, 'watch-over');
  tellChanged(tx, now);
}
