import { createHash } from 'node:crypto';
import { ok } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { findFile, insertEvent } from '../files/file-store.ts';
import { tellFile } from '../files/tell-file.ts';
import { filePolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { OFFENCE_REQUEST } from './request-record.ts';
import { changeRequest, findRequest, insertRequestEvent } from './request-store.ts';

/** Another investigator of the lead agrees to a request; only then may it leave. */
export const requestApproval: ApprovalKind = {
  code: OFFENCE_REQUEST,
  async content(_ctx, tx, id) {
    const row = await findRequest(tx, id);
    if (row?.state !== 'WAITING') return undefined;
    return [
      `${OFFENCE_REQUEST} ${row.id} of ${row.file_id}`,
      `kind ${row.kind} by ${row.rule_id}${row.urgent ? ' urgent' : ''}`,
      `to ${row.addressee_agency ?? ''}`,
      `asked ${createHash('sha256').update(row.sealed).digest('hex')}`,
    ];
  },
  async mayDecide(ctx, tx, { object }) {
    const row = await findRequest(tx, object.id);
    const file = row && (await findFile(tx, row.file_id));
    return file !== undefined && filePolicy.can(ctx.actor, 'offence-file.approve-request', file, ctx.now);
  },
  async decided(ctx, tx, { object }, decision) {
    const row = await findRequest(tx, object.id, 'for update');
    const file = row && (await findFile(tx, row.file_id));
    if (row?.state !== 'WAITING' || !file || ctx.actor.kind !== 'person') return refuse('offence-request.wrong-state');
    const agreed = decision === 'APPROVED';
    await changeRequest(
      tx,
      row,
      agreed ? { state: 'APPROVED', approved_by: ctx.actor.person, approved_at: tx.now } : { state: 'DRAFTED' },
    );
    await insertRequestEvent(tx, row, agreed ? 'approved' : 'given-back');
    await insertEvent(tx, file.id, agreed ? 'request-approved' : 'request-given-back', { request: row.reference });
    tx.audit({
      organisation: file.lead_agency,
      action: 'offence-file.approve-request',
      object: { kind: 'offence-file', id: file.id },
      codes: { decision, kind: row.kind },
    });
    await tellFile(tx, file.id);
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const row = await findRequest(tx, object.id);
    return row && { reference: row.reference, file: row.file_id, kind: row.kind };
  },
};
