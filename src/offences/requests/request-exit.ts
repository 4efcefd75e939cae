import { createHash } from 'node:crypto';
import type { OutboundSource } from '../../channels/index.ts';
import { renderPdf } from '../../documents/index.ts';
import { ok, systemActor } from '../../kernel/index.ts';
import { agencyDetail, colleagueNames } from '../../members/index.ts';
import { mailboxOf } from '../../takedown/index.ts';
import { adminUnit } from '../../vocabulary/index.ts';
import { auditOf } from '../files/file-record.ts';
import { findFile } from '../files/file-store.ts';
import { openJson } from '../sealed-json.ts';
import { composeRequest } from './compose-request.ts';
import type { RequestSecrets } from './draft-request.ts';
import { FOLLOW_REQUEST } from './follow-request.ts';
import { OFFENCE_REQUEST } from './request-record.ts';
import { requestKind } from './request-rule.ts';
import { findRequest } from './request-store.ts';

const EXIT = systemActor('offences.request-exit');

/**
 * The mail of a request, written when it leaves: nothing leaves of one that was given up meanwhile, nor to a mailbox that was ended. The
 * words of the mail name the request alone; what is asked stands in the document, whose digest is in the audit.
 */
export const requestSource: OutboundSource = {
  objectKind: OFFENCE_REQUEST,
  async settled(tx, { id }) {
    await tx.enqueue(FOLLOW_REQUEST, { request: id });
  },
  async write(ctx, { id, to }) {
    const system = ctx.as(EXIT);
    const found = await system.transaction(async (tx) => {
      const row = await findRequest(tx, id);
      const file = row && (await findFile(tx, row.file_id));
      if (row?.state !== 'SENDING' || row.addressee_agency === null || !file) return ok(undefined);
      if ((await mailboxOf(ctx, tx, row.addressee_agency)) !== to) return ok(undefined);
      return ok({ row, file, secrets: await openJson<RequestSecrets>(ctx.kernel, 'offence_request', row) });
    });
    if (!found.ok) throw new Error(found.refusal.code);
    if (found.value === undefined) return undefined;
    const { row, file, secrets } = found.value;
    const unit = await agencyDetail(system, { code: file.lead_agency });
    const agency = unit.ok ? unit.value.agency.nameVi : file.lead_agency;
    const seat = unit.ok ? unit.value.agency.adminUnit : null;
    const signer = row.approved_by ?? '';
    const names = await colleagueNames(system, [signer]);
    const document = composeRequest({
      request: row,
      ...secrets,
      agency,
      place: (seat ? adminUnit(seat)?.nameVi : undefined) ?? 'Hà Nội',
      signer: (names.ok ? names.value.get(signer) : undefined) ?? '',
      at: row.sent_at ?? ctx.now,
      demonstration: file.is_demonstration,
    });
    const bytes = await renderPdf(document, { madeAt: row.sent_at ?? ctx.now });
    const audited = await system.transaction(async (tx) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: row.kind, act: 'leave', sha256 } });
      return ok();
    });
    if (!audited.ok) throw new Error(audited.refusal.code);
    const kind = row.kind as Parameters<typeof requestKind.label>[0];
    return {
      text: [
        agency,
        `Yêu cầu số · Request no. ${row.reference}: ${requestKind.label(kind, 'vi')} · ${requestKind.label(kind, 'en')}`,
        ...(row.urgent ? ['KHẨN CẤP, đe dọa tính mạng · URGENT, a life is in danger'] : []),
        '\nVăn bản kèm theo thư này. The document is attached.',
        '\nTrả lời thư này với số yêu cầu. Answer with the number of the request.',
      ].join('\n'),
      files: [{ name: `${document.name}.pdf`, mediaType: 'application/pdf', bytes }],
    };
  },
};
