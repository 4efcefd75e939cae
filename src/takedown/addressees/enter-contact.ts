import { randomBytes } from 'node:crypto';
import { actOnRecord, type Ctx, newId, ok, parseId, type Result } from '../../kernel/index.ts';
import { askApproval, lapseApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { type ContactChannel, contactChannels, isService, maskMail } from './addressee.ts';
import { addresseeRecord } from './addressee-record.ts';
import { findContact, insertContact, openContacts, updateContact } from './addressee-store.ts';
import { CONTACT_APPROVAL } from './contact-approval.ts';
import type { ContactSecrets } from './contact-secrets.ts';

export interface EnterContact {
  readonly addressee: string;
  readonly channel: string;
  /** Of mail, or https; none for a member's own page. */
  readonly address?: string | undefined;
}

/** A secret of a webhook, as Standard Webhooks writes it. */
export const newWebhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

const MAIL = /^[^\s@<>"',;]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** An address for a way, with what lists show of it; undefined where it is none. */
export function readAddress(channel: ContactChannel, written: string): { address: string; mask: string } | undefined {
  if (channel === 'EMAIL') return MAIL.test(written) ? { address: written, mask: maskMail(written) } : undefined;
  try {
    const url = new URL(written);
    if (url.protocol !== 'https:' || url.username || url.password || url.hash || written.length > 500) return undefined;
    return { address: url.href, mask: `https://${url.host}/…` };
  } catch {
    return undefined;
  }
}

/**
 * Enters how an addressee is reached and asks that somebody else approve it; until then nothing leaves by it, and what leaves goes by the
 * one before. The key of a webhook is given back once, here, and is nowhere in the clear.
 * Refusals: `addressee.not-found`, `access.not-permitted`, `addressee-contact.unusable`, `addressee-contact.there-already`
 */
export function enterContact(
  ctx: Ctx,
  input: EnterContact,
): Promise<Result<{ readonly id: string; readonly secret: string | null }>> {
  return actOnRecord(addresseeRecord, ctx, 'addressee.keep', { id: input.addressee }, async (tx, row, actor) => {
    if (!(contactChannels as readonly string[]).includes(input.channel))
      return refuse('addressee-contact.unusable', { field: 'channel' });
    const channel = input.channel as ContactChannel;
    const written = (input.address ?? '').trim();
    const read = channel === 'PORTAL' || isService(channel) ? { address: '', mask: '' } : readAddress(channel, written);
    if (!read) return refuse('addressee-contact.unusable', { field: 'address' });
    // The page of a member is for people of the member.
    if (channel === 'PORTAL' && row.agency === null) return refuse('addressee-contact.unusable', { field: 'channel' });
    const there = await openContacts(tx, [row.id]);
    const same = there.filter((one) => one.channel === channel);
    // A page or a service has no other address; another address waits beside the one that holds, and takes its place when it is approved.
    const stands = same.some(({ state }) => state === 'WAITING') || (same.length > 0 && read.address === '');
    if (stands) return refuse('addressee-contact.there-already');
    const id = newId<'addressee-contact'>(tx.now.getTime());
    const secret = channel === 'WEBHOOK' ? newWebhookSecret() : null;
    const secrets: ContactSecrets = { address: read.address, ...(secret !== null && { secret }) };
    await insertContact(tx, {
      id,
      addressee_id: row.id,
      channel,
      mask: read.mask,
      sealed: channel === 'PORTAL' ? null : await sealJson(ctx.kernel, 'addressee_contact', id, secrets),
      state: 'WAITING',
      entered_by: actor.person,
      entered_at: tx.now,
      decided_by: null,
      decided_at: null,
      ended_at: null,
      last_answer_at: null,
      renewed_at: null,
      former_until: null,
    });
    const asked = await askApproval(ctx, tx, {
      kind: CONTACT_APPROVAL,
      object: { kind: 'addressee-contact', id },
      agency: row.entered_agency,
      madeBy: [actor.person],
    });
    if (!asked.ok) return asked;
    tx.audit({ action: 'addressee.keep', object: { kind: 'addressee', id: row.id }, codes: { channel, act: 'enter' } });
    return ok({ id, secret });
  });
}

/** Ends a contact: nothing leaves by it from here on. Refusals: `addressee.not-found`, `addressee-contact.not-found` */
export function endContact(
  ctx: Ctx,
  input: { readonly addressee: string; readonly contact: string },
): Promise<Result<void>> {
  return actOnRecord(addresseeRecord, ctx, 'addressee.keep', { id: input.addressee }, async (tx, row) => {
    const asked = parseId<'addressee-contact'>(input.contact);
    const contact = asked && (await findContact(tx, asked, 'for update'));
    if (contact?.addressee_id !== row.id || !['WAITING', 'APPROVED'].includes(contact.state))
      return refuse('addressee-contact.not-found');
    await lapseApproval(tx, { kind: CONTACT_APPROVAL, object: contact.id });
    await updateContact(tx, contact.id, { state: 'ENDED', ended_at: tx.now });
    tx.audit({
      action: 'addressee.keep',
      object: { kind: 'addressee', id: row.id },
      codes: { channel: contact.channel, act: 'end' },
    });
    return ok();
  });
}
