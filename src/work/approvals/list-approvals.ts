import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type Approval, mayDecideBySelf } from './approval.ts';
import { approvalKinds } from './approval-kind.ts';
import { sealedReasonOf, waitingApprovals } from './approval-store.ts';
import { reasonContext } from './ask-approval.ts';

export interface ApprovalInList extends Approval {
  /** Whether the reader is a second person for it. */
  readonly mayDecide: boolean;
  /** Whether the reader asked for it, and may take it back. */
  readonly own: boolean;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly reason: string | null;
}

const MOST = 200;

/** What waits for a second person and is decided by itself: what the reader may decide, and what they asked for. */
export async function listApprovals(ctx: Ctx): Promise<Result<ApprovalInList[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const kinds = new Map(
    ctx.kernel.offered.of(approvalKinds).flatMap((kind) => (kind.decided ? [[kind.code, kind]] : [])),
  );
  return ctx.transaction(async (tx) => {
    const found: ApprovalInList[] = [];
    for (const approval of await waitingApprovals(tx, [...kinds.keys()], MOST)) {
      const kind = kinds.get(approval.kind);
      if (!kind) continue;
      const own = approval.askedBy === actor.person;
      const mayDecide =
        mayDecideBySelf(approval, actor.person, 'APPROVED') && (await kind.mayDecide(ctx, tx, approval));
      if (!own && !mayDecide) continue;
      const facts = await kind.facts?.(ctx, tx, approval);
      const sealed = await sealedReasonOf(tx, approval.id);
      const reason = sealed && (await ctx.kernel.vault.unwrap(sealed, reasonContext(approval.id)));
      found.push({
        ...approval,
        own,
        mayDecide,
        facts: facts ?? {},
        reason: reason && Buffer.from(reason).toString('utf8'),
      });
    }
    return ok(found);
  });
}
