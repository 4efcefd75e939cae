import { type Ctx, newId, ok, type Result, readOptionalText, type TextRule, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type Approval, approvalEvent, digestOf } from './approval.ts';
import { approvalKind } from './approval-kind.ts';
import { insertApproval } from './approval-store.ts';

export interface AskApproval {
  readonly kind: string;
  readonly object: { readonly kind: string; readonly id: string };
  /** Where the deciding right must be held; null for what belongs to no agency. */
  readonly agency: string | null;
  /** Who made what is to be approved, beside the asker. */
  readonly madeBy?: readonly string[];
  /** The record whose exclusions keep people from it. */
  readonly record?: string;
  /** For the one who decides; sealed. Asked for where the kind says so. */
  readonly reason?: string;
}

/** The rule of the text that says why. */
export const APPROVAL_REASON: TextRule = {
  most: 2_000,
  lines: true,
  refusals: { 'too-long': refuse('approval.reason-too-long') },
};

/**
 * Asks that a second person decide, in the caller's transaction; that the actor may ask is the caller's to judge. The content
 * is kept as a digest. Refusals: `approval.waits-already`, `approval.reason-missing`,
 * `approval.reason-too-long`, `approval.content-gone`
 */
export async function askApproval(ctx: Ctx, tx: Tx, input: AskApproval): Promise<Result<Approval>> {
  const { actor } = tx;
  if (actor.kind !== 'person') throw new Error('only a person asks another person');
  const kind = approvalKind(ctx, input.kind);
  const content = await kind.content(ctx, tx, input.object.id);
  if (!content) return refuse('approval.content-gone');
  const reason = readOptionalText(input.reason, 'reason', APPROVAL_REASON);
  if (!reason.ok) return reason;
  if (kind.reasonRequired && reason.value === undefined) return refuse('approval.reason-missing', { field: 'reason' });
  const approval: Approval = {
    id: newId<'approval'>(tx.now.getTime()),
    kind: input.kind,
    object: input.object,
    agency: input.agency,
    madeBy: [...new Set(input.madeBy ?? [])],
    ...(input.record === undefined ? {} : { record: input.record }),
    askedBy: actor.person,
    askedAt: tx.now,
    digest: digestOf(content),
  };
  const sealedReason =
    reason.value === undefined
      ? null
      : await ctx.kernel.vault.wrap(Buffer.from(reason.value, 'utf8'), reasonContext(approval.id));
  if (!(await insertApproval(tx, { ...approval, sealedReason }))) return refuse('approval.waits-already');
  tx.notify(approvalEvent(approval, approval.agency ? { agency: approval.agency } : {}));
  return ok(approval);
}

/** Binds a sealed reason to its approval. */
export function reasonContext(id: string): string {
  return `work.approval.reason:${id}`;
}
