import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { RULE_APPROVAL } from './rule-approval.ts';
import { ruleVersionsById } from './rule-store.ts';
import { wasTried } from './use-rule.ts';

/**
 * Asks that a version of a rule be put into use; a supervisor who neither wrote it nor asks decides (`decideApproval`). It
 * was tried on history within the last day. The reason is for that supervisor. Refusals: `rule.not-found`, `rule.not-tried`, `approval.waits-already`, `approval.reason-missing`
 */
export async function askRuleUse(
  ctx: Ctx,
  input: { readonly version: string; readonly reason: string },
): Promise<Result<{ approval: string }>> {
  const id = parseId<'rule-version'>(input.version);
  if (id === undefined) return refuse('rule.not-found');
  return ctx.transaction(async (tx) => {
    const [rule] = await ruleVersionsById(tx, [id]);
    if (!rule) return refuse('rule.not-found');
    if (!(await wasTried(tx, id))) return refuse('rule.not-tried');
    const asked = await askApproval(ctx, tx, {
      kind: RULE_APPROVAL,
      object: { kind: 'listening-rule', id },
      agency: null,
      madeBy: [rule.createdBy],
      reason: input.reason,
    });
    if (!asked.ok) return asked;
    tx.audit({
      action: 'listening-rule.draft',
      object: { kind: 'listening-rule', id },
      codes: { act: 'ask', rule: rule.code, version: rule.version },
    });
    return ok({ approval: asked.value.id });
  });
}
