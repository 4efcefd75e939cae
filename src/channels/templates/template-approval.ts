import { createHash } from 'node:crypto';
import { ok } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { templatePolicy } from './template-policy.ts';
import { findTemplate, updateTemplate } from './template-store.ts';

export const TEMPLATE_APPROVAL = 'message-template';

/** That a template may be shown to a network is decided by somebody of the agency who did not write it, on the very words. */
export const templateApproval: ApprovalKind = {
  code: TEMPLATE_APPROVAL,
  async content(_ctx, tx, id) {
    const row = await findTemplate(tx, id);
    if (row?.state !== 'draft') return undefined;
    const words = createHash('sha256').update(row.text, 'utf8').digest('hex');
    return [`template ${row.id}`, `channel ${row.channel}`, `words ${words}`];
  },
  async mayDecide(ctx, tx, { object }) {
    const row = await findTemplate(tx, object.id);
    return row !== undefined && templatePolicy.can(ctx.actor, 'message-template.keep', row, ctx.now);
  },
  async decided(ctx, tx, { object }, decision) {
    const row = await findTemplate(tx, object.id, 'for update');
    const { actor } = ctx;
    if (row?.state !== 'draft' || actor.kind !== 'person') return refuse('message-template.not-found');
    if (decision === 'APPROVED')
      await updateTemplate(tx, row.id, { state: 'approved', approved_by: actor.person, approved_at: tx.now });
    tx.audit({
      action: 'message-template.decide',
      object: { kind: 'message-template', id: row.id },
      codes: { decision },
    });
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const row = await findTemplate(tx, object.id);
    return row && { template: row.code, version: row.version };
  },
};
