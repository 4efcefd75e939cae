import type { Tx } from '../../kernel/index.ts';
import type { ContactRow } from '../tables.ts';
import { triageContact } from '../triage/triage-contact.ts';
import { insertEvent, updateContact } from './contact-store.ts';
import { raised } from './raise-band.ts';

/** What triage says of the first line raises the band, and never lowers it. The reason stands on the card. */
export async function triageFirstLine(tx: Tx, contact: ContactRow, text: string): Promise<void> {
  const { band, reasons } = await triageContact(tx, {
    contact: contact.id,
    desk: contact.desk_code,
    text,
    urgent: contact.said_urgent,
  });
  const to = raised(contact.band, band, reasons[0] ?? 'arrived');
  if (!to) return;
  await updateContact(tx, contact.id, { band: to.band, band_reason: to.reason });
  await insertEvent(tx, contact.id, 'raised', { band: to.band, reason: to.reason });
}
