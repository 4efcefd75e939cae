import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { letCallerWait } from '../calls/ring-who-took.ts';
import { settleExposure } from '../care/settle-exposure.ts';
import { refuse } from '../refusals.ts';
import { contactBands, isCarried, isQueued, type Tier } from './contact.ts';
import { auditOf, contactAct, tellChanged } from './contact-record.ts';
import { type ContactChange, insertEvent, updateContact } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';
import { closeContact } from './end-contact.ts';
import { offerContacts } from './offer-contacts.ts';
import { raised } from './raise-band.ts';

export interface SteerContact {
  readonly contact: string;
  readonly version: number;
  /**
   * `raise`: to danger · `to-tier`: to the other queue · `give-back`: from a helper who is not there back to the queue · `finish`: over,
   * for a helper who cannot do it.
   */
  readonly act: 'raise' | 'to-tier' | 'give-back' | 'finish';
  readonly tier?: Tier | undefined;
}

/** A supervisor steers a contact without reading it. Nobody's place is lowered. */
export async function steerContact(ctx: Ctx, input: SteerContact): Promise<Result<ContactCard>> {
  const { act, tier, ...on } = input;
  const steered = await contactAct(ctx, 'contact.steer', on, async (tx, contact) => {
    const change = changeOf();
    if (change === undefined) return refuse('contact.act-not-open');
    const now = await (act === 'finish'
      ? closeContact(ctx, tx, contact, change)
      : updateContact(tx, contact.id, change));
    await insertEvent(tx, contact.id, 'steered', { act });
    if (act === 'give-back') await settleExposure(ctx, tx, contact);
    tx.audit({ ...auditOf(now), action: 'contact.steer', codes: { act } });
    tellChanged(tx, now);
    return ok(contactCard(now));

    function changeOf(): ContactChange | undefined {
      const free = { transfer_to: null, transfer_until: null, wrap_until: null, helper_lost_since: null };
      switch (act) {
        case 'raise': {
          const to = raised(contact.band, contactBands.danger, 'supervisor');
          return to && { band: to.band, band_reason: to.reason };
        }
        case 'to-tier':
          return isQueued(contact.state) && tier !== undefined ? { tier } : undefined;
        case 'give-back':
          return isCarried(contact.state) && contact.state !== 'wrapping'
            ? { ...free, state: 'returned', missed_by: contact.helper }
            : undefined;
        default:
          return isCarried(contact.state) ? { ...free, end_reason: 'by-supervisor' } : undefined;
      }
    }
  });
  if (!steered.ok) return steered;
  if (act === 'finish') await letCallerWait(ctx, steered.value, 'hang-up');
  if (act === 'give-back') await letCallerWait(ctx, steered.value, 'park');
  await offerContacts(ctx);
  return steered;
}
