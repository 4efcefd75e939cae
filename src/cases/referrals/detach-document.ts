import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type OnReferral, referralAct } from './referral-act.ts';
import { attachmentsOf, dropAttachment } from './referral-attachment-store.ts';
import { insertReferralEvent, updateReferral } from './referral-store.ts';

/** Takes a document out of what goes along with a draft. Refusals: those of an act on a referral, `referral.act-not-open` */
export async function detachDocument(
  ctx: Ctx,
  input: OnReferral & { readonly attachment: string },
): Promise<Result<{ version: number }>> {
  return referralAct(ctx, 'referral.send', input, async (tx, row) => {
    if (row.status !== 'DRAFT')
      return refuse('referral.act-not-open', { facts: { status: row.status, act: 'detach' } });
    const attachment = (await attachmentsOf(tx, row.id)).find(({ id }) => id === input.attachment);
    if (!attachment) return refuseRequest('record.not-found');
    await dropAttachment(tx, attachment);
    await updateReferral(tx, row, {});
    await insertReferralEvent(tx, row.id, 'detached', { document: attachment.kind });
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.send',
      object: { kind: 'referral', id: row.id },
      codes: { act: 'detach', document: attachment.document_id },
    });
    tx.notify({ topic: 'cases.referral', id: row.id, records: [row.case_id], agency: row.from_agency });
    return ok({ version: row.version + 1 });
  });
}
