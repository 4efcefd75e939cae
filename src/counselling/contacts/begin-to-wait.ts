import { type Ctx, newId, type Tx } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import type { ContactRow } from '../tables.ts';
import type { ContactChannel } from './contact.ts';
import { auditOf, contactRecord } from './contact-record.ts';
import { insertContact, insertEvent } from './contact-store.ts';
import { newContact } from './new-contact.ts';
import { firstBand } from './raise-band.ts';

interface Arrives {
  readonly channel: Extract<ContactChannel, 'PHONE' | 'MESSAGE'>;
  /** Where a message is answered. */
  readonly network?: string;
  readonly demonstration: boolean;
}

/** Somebody who has no page of ours, and so no words of a receipt, begins to wait: a caller, or who writes by a network. */
export async function beginToWait(ctx: Ctx, tx: Tx, { channel, network, demonstration }: Arrives): Promise<ContactRow> {
  const { sealing } = ctx.kernel;
  const contact: ContactRow = {
    ...newContact(tx, {
      id: newId<'contact'>(tx.now.getTime()),
      channel,
      language: 'vi',
      informantType: null,
      portalBand: null,
      province: null,
      saidUrgent: false,
      first: firstBand(false),
      demonstration,
    }),
    // There is no page that would give signs.
    child_sign_at: null,
    network: network ?? null,
  };
  await insertContact(tx, contact);
  const scopes = (['thread', 'internal'] as const).map((one) => ({ scope: contactRecord.scope(contact.id, one) }));
  await sealing.writeKeys(tx, await sealing.makeKeys(tx, scopes, [HELPLINE.desk], 'counselling'), 'server');
  const by = { channel, ...(network !== undefined && { network }) };
  await insertEvent(tx, contact.id, 'began', { ...by, band: contact.band, reason: contact.band_reason });
  tx.audit({ ...auditOf(contact), action: 'contact.begin', codes: by });
  return contact;
}
