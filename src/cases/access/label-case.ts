import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnSeenCase } from '../process/case-act.ts';
import { insertEvent, updateCase } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';
import { type Sensitivity, type SensitivityReason, sensitivities, sensitivityReasons } from './case-policy.ts';

/** Sets the sensitivity of a case: above a role's ceiling only a grant opens it. */
export async function labelCase(
  ctx: Ctx,
  input: OnSeenCase & { readonly sensitivity: Sensitivity; readonly reason: SensitivityReason },
): Promise<Result<{ version: number }>> {
  if (!sensitivities.includes(input.sensitivity)) return refuse('case.needs-reason', { field: 'sensitivity' });
  if (!sensitivityReasons.includes(input.reason)) return refuse('case.needs-reason', { field: 'reason' });
  return caseAct(ctx, 'case.label', input, async (tx, row) => {
    await insertEvent(tx, row.id, 'labelled', {
      codes: { from: row.sensitivity, to: input.sensitivity, reason: input.reason },
    });
    await updateCase(tx, row, { sensitivity: input.sensitivity });
    tx.audit({
      ...auditOf(row),
      action: 'case.label',
      codes: { from: row.sensitivity, to: input.sensitivity, reason: input.reason },
    });
    return ok({ version: row.version + 1 });
  });
}
