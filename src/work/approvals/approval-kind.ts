import { type Ctx, extensionPoint, type Result, type Tx } from '../../kernel/index.ts';
import type { Approval, ApprovalDecision } from './approval.ts';

/** What a module brings so that a second person decides on one kind of thing. Everything runs in the transaction of the decision. */
export interface ApprovalKind {
  readonly code: string;
  /** Whoever asks must say why: what would be approved does not tell it to the one who decides. */
  readonly reasonRequired?: true;
  /**
   * What would be approved, as it stands now: lines of codes, ids, times and digests. Undefined where it is not there, or not
   * for this actor.
   */
  content(ctx: Ctx, tx: Tx, object: string): Promise<readonly string[] | undefined>;
  /**
   * Whether the actor holds the right to decide, at this moment, at the agency of the approval. That nobody decides on what
   * they asked for or made is asked beside it, always.
   */
  mayDecide(ctx: Ctx, tx: Tx, approval: Approval): Promise<boolean>;
  /**
   * Carries the decision out; what could stand against it is asked again, and a refusal leaves everything as it was. Absent
   * where the decision is part of another act, which then settles the approval: `settleApproval`.
   */
  decided?(ctx: Ctx, tx: Tx, approval: Approval, decision: ApprovalDecision): Promise<Result<void>>;
  /** What a list says of it, in codes that the reader may know. */
  facts?(ctx: Ctx, tx: Tx, approval: Approval): Promise<Readonly<Record<string, string | number>> | undefined>;
}

/** Where modules offer what a second person decides on. */
export const approvalKinds = extensionPoint<ApprovalKind>('work.approval-kind', ({ code }) => code);

/** @throws where no module of this process brings the kind */
export function approvalKind(ctx: Ctx, code: string): ApprovalKind {
  const kind = ctx.kernel.offered.of(approvalKinds).find((one) => one.code === code);
  if (!kind) throw new Error(`no module brings approvals of the kind ${code}`);
  return kind;
}
