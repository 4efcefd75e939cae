import { type Ctx, DAY, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { type ApprovalKind, askApproval } from '../../work/index.ts';
import { contactBands } from '../contacts/contact.ts';
import { auditOf, contactAct, type OnContact, tellChanged } from '../contacts/contact-record.ts';
import { findContact, insertEvent } from '../contacts/contact-store.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { contactPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { findSlow, insertSlow, openSlowOf, openSlows, updateSlow } from './frequent-store.ts';
import { type SlowReason, type SlowRow, slowReasons } from './frequent-tables.ts';

export const SLOW_APPROVAL = 'contact-slow';
/** So many days at most; then it asks for itself again. */
export const SLOW_DAYS_MOST = 30;

/**
 * A helper asks that a contact be slowed for some days, and says why; a supervisor who did not ask decides, and all of them are told.
 * It waits five minutes longer and goes to the front desk; danger is never slowed, and nobody is shut out.
 * @returns refusals `contact-slow.danger`, `contact-slow.asked-already`, `contact-slow.reason-unknown`, `approval.*`
 */
export async function askSlow(
  ctx: Ctx,
  input: OnContact & { readonly reason: SlowReason; readonly days: number; readonly why: string },
): Promise<Result<{ readonly slow: string }>> {
  const { reason, days, why, ...on } = input;
  if (!slowReasons.includes(reason)) return refuse('contact-slow.reason-unknown', { field: 'reason' });
  if (!Number.isInteger(days) || days < 1 || days > SLOW_DAYS_MOST)
    return refuseRequest('request.invalid', { field: 'days' });
  return contactAct(ctx, 'contact.record', on, async (tx, contact, person) => {
    if (contact.band >= contactBands.danger) return refuse('contact-slow.danger');
    const before = await openSlowOf(tx, contact.id);
    if (before && (before.until === null || before.until > tx.now)) return refuse('contact-slow.asked-already');
    if (before) await updateSlow(tx, before.id, { ended_at: tx.now });
    const id = newId<'contact-slow'>(tx.now.getTime());
    await insertSlow(tx, {
      id,
      contact_id: contact.id,
      desk_code: contact.desk_code,
      organisation: contact.organisation,
      reason,
      days,
      asked_by: person.person,
      asked_at: tx.now,
      decided_by: null,
      until: null,
      ended_by: null,
      ended_at: null,
    });
    const asked = await askApproval(ctx, tx, {
      kind: SLOW_APPROVAL,
      object: { kind: 'contact-slow', id },
      agency: contact.organisation,
      reason: why,
    });
    if (!asked.ok) return asked;
    const notice = { kind: 'contact.slow-asked', object: { kind: 'contact-slow', id }, facts: { days } };
    await postNotice(tx, { roles: ['111_supervisor'], agency: contact.organisation }, notice);
    await insertEvent(tx, contact.id, 'slow-asked', { reason, days });
    tx.audit({ ...auditOf(contact), action: 'contact.slow', codes: { act: 'ask', reason, days } });
    return ok({ slow: id });
  });
}

const mayDecide = (ctx: Ctx, slow: Pick<SlowRow, 'contact_id' | 'desk_code'>): boolean =>
  contactPolicy.can(
    ctx.actor,
    'contact.steer',
    {
      id: slow.contact_id,
      desk_code: slow.desk_code,
      helper: null,
      offered_to: null,
      transfer_to: null,
      watched_by: null,
    },
    ctx.now,
  );

/** Whether a contact is slowed is decided by a supervisor of the desk, and by nobody who asked for it. */
export const slowApproval: ApprovalKind = {
  code: SLOW_APPROVAL,
  reasonRequired: true,
  async content(_ctx, tx, id) {
    const slow = await findSlow(tx, id);
    return slow && [`contact ${slow.contact_id}`, `reason ${slow.reason}`, `days ${slow.days}`];
  },
  async mayDecide(ctx, tx, { object }) {
    const slow = await findSlow(tx, object.id);
    return slow !== undefined && mayDecide(ctx, slow);
  },
  async decided(ctx, tx, { object }, decision) {
    const slow = await findSlow(tx, object.id);
    const contact = slow && (await findContact(tx, slow.contact_id, { lock: true }));
    if (!slow || !contact || ctx.actor.kind !== 'person') return refuse('contact-slow.not-there');
    const by = ctx.actor.person;
    const approved = decision === 'APPROVED';
    // It may have turned out to be danger since it was asked for.
    if (approved && contact.band >= contactBands.danger) return refuse('contact-slow.danger');
    await updateSlow(
      tx,
      slow.id,
      approved
        ? { decided_by: by, until: new Date(tx.now.getTime() + slow.days * DAY) }
        : { ended_by: by, ended_at: tx.now },
    );
    await insertEvent(tx, contact.id, approved ? 'slowed' : 'slow-refused', { days: slow.days });
    tx.audit({ ...auditOf(contact), action: 'contact.slow', codes: { act: approved ? 'slow' : 'refuse' } });
    tellChanged(tx, contact);
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const slow = await findSlow(tx, object.id);
    const contact = slow && (await findContact(tx, slow.contact_id, { lock: false }));
    return slow && contact && { reference: contact.reference, reason: slow.reason, days: slow.days };
  },
};

/** Ends it before its time: one supervisor is enough. @returns refusal `contact-slow.not-there` */
export async function endSlow(ctx: Ctx, on: OnContact): Promise<Result<void>> {
  return contactAct(ctx, 'contact.steer', on, async (tx, contact, person) => {
    const slow = await openSlowOf(tx, contact.id);
    if (!slow || slow.until === null) return refuse('contact-slow.not-there');
    await updateSlow(tx, slow.id, { ended_by: person.person, ended_at: tx.now });
    await insertEvent(tx, contact.id, 'slow-ended');
    tx.audit({ ...auditOf(contact), action: 'contact.slow', codes: { act: 'end' } });
    tellChanged(tx, contact);
    return ok();
  });
}

/** A slowing as supervisors see it, without a word of what was said. */
export interface SlowView {
  readonly id: string;
  readonly contact: string;
  readonly reference: string;
  readonly reason: SlowReason;
  readonly days: number;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly decidedBy: string | null;
  /** Null while it waits for the second person. */
  readonly until: string | null;
}

const LISTED_MOST = 200;

/** What is slowed at the desk, or waits to be. */
export async function listSlows(ctx: Ctx): Promise<Result<readonly SlowView[]>> {
  if (!mayDecide(ctx, { contact_id: '', desk_code: HELPLINE.desk })) {
    await ctx.auditRefused({ action: 'contact.steer' });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(async (tx) =>
    ok(
      (await openSlows(tx, HELPLINE.desk, LISTED_MOST)).map((row) => ({
        id: row.id,
        contact: row.contact_id,
        reference: row.reference,
        reason: row.reason,
        days: row.days,
        askedBy: row.asked_by,
        askedAt: row.asked_at.toISOString(),
        decidedBy: row.decided_by,
        until: row.until?.toISOString() ?? null,
      })),
    ),
  );
}
