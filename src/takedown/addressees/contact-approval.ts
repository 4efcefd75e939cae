import { createHash } from 'node:crypto';
import { ok } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { addresseePolicy } from '../orders/order-policies.ts';
import { refuse } from '../refusals.ts';
import { findAddressee, findContact, openContacts, updateContact } from './addressee-store.ts';

export const CONTACT_APPROVAL = 'addressee-contact';

/** That a contact is the right one is said by somebody who did not enter it, on the very address. */
export const contactApproval: ApprovalKind = {
  code: CONTACT_APPROVAL,
  async content(_ctx, tx, id) {
    const row = await findContact(tx, id);
    if (row?.state !== 'WAITING') return undefined;
    const address = createHash('sha256')
      .update(row.sealed ?? '')
      .digest('hex');
    return [`contact ${row.id}`, `addressee ${row.addressee_id}`, `channel ${row.channel}`, `address ${address}`];
  },
  async mayDecide(ctx, tx, { object }) {
    const row = await findContact(tx, object.id);
    const addressee = row && (await findAddressee(tx, row.addressee_id));
    return (
      addressee !== undefined &&
      addresseePolicy.can(ctx.actor, 'addressee.approve', { agency: addressee.agency }, ctx.now)
    );
  },
  async decided(ctx, tx, { object }, decision) {
    const row = await findContact(tx, object.id, 'for update');
    const { actor } = ctx;
    if (row?.state !== 'WAITING' || actor.kind !== 'person') return refuse('addressee-contact.not-found');
    if (decision === 'APPROVED')
      for (const one of await openContacts(tx, [row.addressee_id]))
        if (one.channel === row.channel && one.state === 'APPROVED')
          await updateContact(tx, one.id, { state: 'ENDED', ended_at: tx.now });
    await updateContact(
      tx,
      row.id,
      decision === 'WITHDRAWN'
        ? { state: 'ENDED', ended_at: tx.now }
        : { state: decision === 'APPROVED' ? 'APPROVED' : 'REFUSED', decided_by: actor.person, decided_at: tx.now },
    );
    tx.audit({
      action: 'addressee.approve',
      object: { kind: 'addressee', id: row.addressee_id },
      codes: { decision, channel: row.channel },
    });
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const row = await findContact(tx, object.id);
    const addressee = row && (await findAddressee(tx, row.addressee_id));
    return row && addressee && { addressee: addressee.name, channel: row.channel, mask: row.mask };
  },
};
