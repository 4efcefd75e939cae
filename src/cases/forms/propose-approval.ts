import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { documentNames } from '../documents/document-names.ts';
import { executorName } from '../documents/draw-up.ts';
import { basesOn } from '../documents/legal-bases.ts';
import { actionsOf } from '../plan/plan-store.ts';
import { auditOf, caseAct, lookAtCase, type OnCase } from '../process/case-act.ts';
import type { Answers } from './definition.pure.ts';

/**
 * What a chair finds written in an empty form 05: the bases in force today, who carries out the plan, today's date. The number is the
 * clerk's, so there is none, and none of an earlier decision.
 */
export async function proposeApproval(ctx: Ctx, input: OnCase): Promise<Result<Answers>> {
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const names = await documentNames(ctx, looked.value);
  return caseAct(ctx, 'case.read', { case: input.case, readOnly: true }, async (tx, row) => {
    const today = vietnamDate(tx.now);
    const executors = new Set((await actionsOf(tx, row.id, row.cycle)).map((action) => executorName(action, names)));
    tx.audit({ ...auditOf(row), action: 'case.read', fieldClasses: ['triage'], codes: { form: 'FORM-05' } });
    return ok({
      decided_on: today,
      legal_basis: basesOn(today).join('\n'),
      ...(executors.size > 0 ? { executing_bodies: `${[...executors].join('; ')}.` } : {}),
      effective_from: today,
    });
  });
}
