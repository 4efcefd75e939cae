import { createHash } from 'node:crypto';
import { ok } from '../../../kernel/index.ts';
import type { ApprovalKind } from '../../../work/index.ts';
import { refuse } from '../../refusals.ts';
import { evaluationPolicy } from '../catalogue-policies.ts';
import { findProduct } from '../products/product-store.ts';
import { findEvaluation, updateEvaluation } from './evaluation-store.ts';

export const EVALUATION = 'evaluation';

/** Somebody else agrees to what one person read of a policy or a package, to these very findings; only then do readers see it. */
export const evaluationApproval: ApprovalKind = {
  code: EVALUATION,
  async content(_ctx, tx, id) {
    const row = await findEvaluation(tx, id);
    if (row?.state !== 'WAITING' || !row.is_open) return undefined;
    const findings = createHash('sha256').update(JSON.stringify(row.findings)).digest('hex');
    return [
      `${EVALUATION} ${row.id} ${row.layer}`,
      `of ${row.product_id} ${row.version_id}`,
      `by list ${row.list_version}`,
      `findings ${findings}`,
    ];
  },
  async mayDecide(ctx, tx, { object }) {
    const row = await findEvaluation(tx, object.id);
    return row !== undefined && evaluationPolicy.can(ctx.actor, 'evaluation.confirm', row, ctx.now);
  },
  async decided(ctx, tx, { object }, decision) {
    const row = await findEvaluation(tx, object.id, 'for update');
    const { actor } = ctx;
    if (row?.state !== 'WAITING' || actor.kind !== 'person') return refuse('product.not-found');
    await updateEvaluation(
      tx,
      row.id,
      decision === 'WITHDRAWN'
        ? { state: 'WITHDRAWN', decided_by: actor.person, decided_at: tx.now }
        : { state: decision === 'APPROVED' ? 'COUNTS' : 'REFUSED', decided_by: actor.person, decided_at: tx.now },
    );
    tx.audit({
      action: 'evaluation.confirm',
      object: { kind: 'product', id: row.product_id },
      codes: { decision, layer: row.layer },
    });
    tx.notify({ topic: 'catalogue.product', id: row.product_id, agency: row.agency });
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const row = await findEvaluation(tx, object.id);
    const product = row && (await findProduct(tx, row.product_id));
    return row && product && { product: product.name, layer: row.layer, record: product.id };
  },
};
