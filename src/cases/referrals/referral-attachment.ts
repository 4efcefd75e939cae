import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { readingPurposes } from '../access/case-access.ts';
import type { RenderedDocument } from '../documents/render-document.ts';
import { referralAct } from './referral-act.ts';
import { attachmentsOf, openAttachment } from './referral-attachment-store.ts';

/**
 * A document that goes along with a referral, for its sender and its receiver: both prove who they are, and a purpose of reading
 * binds them. Each reading is in the audit.
 */
export async function referralAttachment(
  ctx: Ctx,
  input: { readonly referral: string; readonly attachment: string },
): Promise<Result<Omit<RenderedDocument, 'masked'>>> {
  return referralAct(
    ctx,
    'referral.read-identity',
    { referral: input.referral, readOnly: true },
    async (tx, row, person) => {
      if (!(readingPurposes as readonly string[]).includes(person.purpose))
        return refuseRequest('access.other-purpose');
      const attachment = (await attachmentsOf(tx, row.id)).find(({ id }) => id === input.attachment);
      if (!attachment) return refuseRequest('record.not-found');
      const opened = await openAttachment(ctx, tx, attachment, person.agency);
      if (!opened.ok) return opened;
      if (!opened.value) return refuseRequest('access.not-permitted');
      tx.audit({
        organisation: row.from_agency,
        action: 'referral.read',
        object: { kind: 'referral', id: row.id },
        fieldClasses: ['triage', 'narrative', 'identity'],
        codes: { attachment: attachment.id, document: attachment.kind },
      });
      return ok({
        name: `${attachment.kind.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${row.reference}.pdf`,
        mediaType: 'application/pdf',
        bytes: opened.value,
      });
    },
  );
}
