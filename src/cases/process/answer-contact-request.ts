import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { contactRequestPolicy } from '../access/case-policy.ts';
import { answerContactRequestRow, contactRequestRow } from '../access/identity-store.ts';
import { refuse } from '../refusals.ts';
import { noticeOfContactAnswer } from './case-notices.ts';

/** The asked agency agrees or declines. With an agreement the two desks know each other; what they share goes by referral or grant. */
export async function answerContactRequest(
  ctx: Ctx,
  input: { readonly request: string; readonly agree: boolean },
): Promise<Result<{ status: 'agreed' | 'declined' }>> {
  const id = parseId<'contact-request'>(input.request);
  if (id === undefined) return refuseRequest('record.not-found');
  return ctx.transaction(async (tx) => {
    const row = await contactRequestRow(tx, id);
    if (!row || !contactRequestPolicy.can(ctx.actor, 'contact-request.answer', row, ctx.now))
      return refuseRequest('record.not-found');
    if (row.status !== 'asked') return refuse('contact-request.answered');
    const status = input.agree ? 'agreed' : 'declined';
    await answerContactRequestRow(tx, id, status);
    await noticeOfContactAnswer(tx, row.asked_by, row.from_case, row.to_agency, status, row.to_case);
    tx.audit({ action: 'contact-request.answer', object: { kind: 'contact-request', id }, codes: { status } });
    tx.notify({ topic: 'cases.contact', id, records: [row.from_case, row.to_case], agency: row.from_agency });
    return ok({ status });
  });
}
