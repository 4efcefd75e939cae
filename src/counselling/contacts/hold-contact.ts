import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { letCallerWait } from '../calls/ring-who-took.ts';
import { refuse } from '../refusals.ts';
import { auditOf, contactAct, type OnContact, tellChanged } from './contact-record.ts';
import { insertEvent, updateContact } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';

/** The child is away for a while: the contact stays with its helper and waits for the child, who resumes it by writing. */
export async function holdContact(ctx: Ctx, input: OnContact): Promise<Result<ContactCard>> {
  const held = await contactAct(ctx, 'contact.reply', input, async (tx, contact) => {
    if (contact.state !== 'live') return refuse('contact.act-not-open');
    const now = await updateContact(tx, contact.id, { state: 'held' });
    await insertEvent(tx, contact.id, 'held');
    tx.audit({ ...auditOf(now), action: 'contact.hold' });
    tellChanged(tx, now);
    return ok(contactCard(now));
  });
  if (held.ok) await letCallerWait(ctx, held.value, 'hold');
  return held;
}

export async function resumeContact(ctx: Ctx, input: OnContact): Promise<Result<ContactCard>> {
  const resumed = await contactAct(ctx, 'contact.reply', input, async (tx, contact) => {
    if (contact.state !== 'held') return refuse('contact.act-not-open');
    const live = await updateContact(tx, contact.id, { state: 'live' });
    await insertEvent(tx, contact.id, 'resumed');
    tx.audit({ ...auditOf(live), action: 'contact.resume' });
    tellChanged(tx, live);
    return ok(contactCard(live));
  });
  if (resumed.ok) await letCallerWait(ctx, resumed.value, 'resume');
  return resumed;
}
