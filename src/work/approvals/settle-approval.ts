import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type Approval, type ApprovalDecision, approvalEvent, digestOf, mayDecideBySelf } from './approval.ts';
import { approvalKind } from './approval-kind.ts';
import { lockApproval, recordDecision } from './approval-store.ts';

/** What an act can be refused with that asks for an approval or settles one, for the list of its route. */
export const approvalRefusals = [
  'approval.unknown',
  'approval.not-yours-to-decide',
  'approval.content-changed',
  'approval.content-gone',
  'approval.waits-already',
  'approval.reason-missing',
  'approval.reason-too-long',
];

export interface SettleApproval {
  readonly kind: string;
  /** Id of the object. */
  readonly object: string;
  readonly decision: ApprovalDecision;
}

/**
 * Records a second person's decision as part of another act, in its transaction. Of two deciders at once the second finds
 * nothing that waits. Refusals: `approval.unknown`, `approval.not-yours-to-decide`, `approval.content-changed`
 */
export async function settleApproval(ctx: Ctx, tx: Tx, input: SettleApproval): Promise<Result<Approval>> {
  const approval = await lockApproval(tx, input);
  return approval ? settle(ctx, tx, approval, input.decision) : refuse('approval.unknown');
}

/** The one rule of decisions by another person, on an approval that is locked. */
export async function settle(
  ctx: Ctx,
  tx: Tx,
  approval: Approval,
  decision: ApprovalDecision,
): Promise<Result<Approval>> {
  const { actor } = tx;
  if (actor.kind !== 'person') return refuse('approval.not-yours-to-decide');
  const kind = approvalKind(ctx, approval.kind);
  if (!mayDecideBySelf(approval, actor.person, decision)) return refuse('approval.not-yours-to-decide');
  if (decision !== 'WITHDRAWN' && !(await kind.mayDecide(ctx, tx, approval)))
    return refuse('approval.not-yours-to-decide');
  if (decision === 'APPROVED') {
    const content = await kind.content(ctx, tx, approval.object.id);
    if (!content || digestOf(content) !== approval.digest) return refuse('approval.content-changed');
  }
  await recordDecision(tx, approval.id, decision, actor.person);
  tx.audit({
    action: 'approval.decide',
    ...(approval.agency ? { organisation: approval.agency } : {}),
    object: approval.object,
    codes: { kind: approval.kind, decision, approval: approval.id, asked: approval.askedBy },
  });
  tx.notify(approvalEvent(approval, approval.agency ? { agency: approval.agency } : {}));
  tx.notify(approvalEvent(approval, { person: approval.askedBy }));
  return ok(approval);
}

/** What waits lapses, because the object has gone another way. Nothing happens where nothing waits. */
export async function lapseApproval(tx: Tx, which: { readonly kind: string; readonly object: string }): Promise<void> {
  const approval = await lockApproval(tx, which);
  if (!approval || tx.actor.kind !== 'person') return;
  await recordDecision(tx, approval.id, 'LAPSED', tx.actor.person);
  tx.notify(approvalEvent(approval, approval.agency ? { agency: approval.agency } : {}));
}
