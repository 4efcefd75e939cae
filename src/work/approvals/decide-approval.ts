import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type ApprovalDecision, approvalDecisions } from './approval.ts';
import { approvalKind } from './approval-kind.ts';
import { lockApproval } from './approval-store.ts';
import { settle } from './settle-approval.ts';

/**
 * Decides on what somebody else asked for, or takes one's own back, and carries it out. A decision that is part of another
 * act is made there. Refusals: `approval.unknown`, `approval.not-yours-to-decide`, `approval.content-changed`,
 * `approval.decided-elsewhere`, and those of the kind
 */
export async function decideApproval(
  ctx: Ctx,
  input: { readonly approval: string; readonly decision: ApprovalDecision },
): Promise<Result<void>> {
  const id = parseId<'approval'>(input.approval);
  if (id === undefined || !approvalDecisions.includes(input.decision)) return refuse('approval.unknown');
  const result = await ctx.transaction<void>(async (tx) => {
    const approval = await lockApproval(tx, { id });
    if (!approval) return refuse('approval.unknown');
    const { decided } = approvalKind(ctx, approval.kind);
    if (!decided) return refuse('approval.decided-elsewhere');
    const settled = await settle(ctx, tx, approval, input.decision);
    return settled.ok ? decided(ctx, tx, approval, input.decision) : settled;
  });
  if (!result.ok && result.refusal.code === 'approval.not-yours-to-decide')
    await ctx.auditRefused({ action: 'approval.decide', object: { kind: 'approval', id } });
  return result.ok ? ok() : result;
}
