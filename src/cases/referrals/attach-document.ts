import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { caseDocument } from '../documents/case-document.ts';
import { refuse } from '../refusals.ts';
import { type OnReferral, referralAct } from './referral-act.ts';
import { attachmentsOf, keepAttachment } from './referral-attachment-store.ts';
import { insertReferralEvent, updateReferral } from './referral-store.ts';

/** Documents that go along with one referral at most. */
export const ATTACHMENTS_MOST = 10;

/**
 * Lets a signed document of the case go along with a referral that is still a draft. Only whoever may open all of it may give it
 * away: a copy is sealed under the referral's key, and the receiver gets nothing else of the case. A document that is there already
 * stays. Refusals: those of an act on a referral and of `caseDocument`, `referral.act-not-open`, `referral.attachments-not-outside`,
 * `referral.attachments-full`, `case.desk-has-no-key`
 */
export async function attachDocument(
  ctx: Ctx,
  input: OnReferral & { readonly document: string },
): Promise<Result<{ version: number }>> {
  const before = await mayAttach(ctx, input);
  if (!before.ok) return before;
  const copy = await caseDocument(ctx, {
    case: before.value.case,
    document: { document: input.document },
    format: 'pdf',
  });
  if (!copy.ok) return copy;
  const { kind, masked, bytes } = copy.value;
  if (masked) return notOpened(ctx);
  return referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    const there = await attachmentsOf(tx, row.id);
    if (there.some((one) => one.document_id === input.document)) return ok({ version: row.version });
    if (there.length >= ATTACHMENTS_MOST)
      return refuse('referral.attachments-full', { facts: { most: ATTACHMENTS_MOST } });
    if (row.status !== 'DRAFT')
      return refuse('referral.act-not-open', { facts: { status: row.status, act: 'attach' } });
    const kept = await keepAttachment(
      ctx,
      tx,
      { referral: row.id, desk: person.agency, person: person.person },
      { document: input.document, kind, bytes },
    );
    if (!kept.ok) return kept;
    if (!kept.value) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    await updateReferral(tx, row, {});
    await insertReferralEvent(tx, row.id, 'attached', { document: kind });
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.send',
      object: { kind: 'referral', id: row.id },
      codes: { act: 'attach', document: input.document },
    });
    tx.notify({ topic: 'cases.referral', id: row.id, records: [row.case_id], agency: row.from_agency });
    return ok({ version: row.version + 1 });
  });
}

/** Looks before the document is made; the act itself judges again under its lock. */
async function mayAttach(ctx: Ctx, input: OnReferral): Promise<Result<{ case: string }>> {
  return referralAct(ctx, 'referral.send', { ...input, readOnly: true }, async (_tx, row) => {
    if (row.status !== 'DRAFT')
      return refuse('referral.act-not-open', { facts: { status: row.status, act: 'attach' } });
    if (row.to_agency === null) return refuse('referral.attachments-not-outside');
    return ok({ case: row.case_id });
  });
}

/** A copy with masked words is given to nobody: the sender proves who they are, or the desk lacks a key. */
function notOpened({ actor, now }: Ctx): Result<never> {
  const proven = actor.kind === 'person' && actor.steppedUpUntil !== undefined && actor.steppedUpUntil > now;
  return proven
    ? refuse('case.desk-has-no-key', { facts: { desk: actor.agency } })
    : refuseRequest('access.step-up-needed');
}
