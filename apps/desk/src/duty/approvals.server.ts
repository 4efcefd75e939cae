import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { text, valueOrError } from '../server/answer.server.ts';
import { formAct } from '../server/form-act.server.ts';

/** An approval that waits, as the page of its object shows it. */
export interface PendingApproval {
  readonly id: string;
  readonly mayDecide: boolean;
  readonly own: boolean;
  /** Why it was asked for, in the asker's words. */
  readonly reason: string | null;
}

/** What of a kind waits and concerns the reader, by the id of its object. */
export async function pendingApprovals(
  app: App,
  ctx: Ctx,
  kind: string,
): Promise<ReadonlyMap<string, PendingApproval>> {
  const all = valueOrError(ctx, await app.modules.work.listApprovals(ctx));
  return new Map(
    all
      .filter((one) => one.kind === kind)
      .map(({ id, object, mayDecide, own, reason }) => [object.id, { id, mayDecide, own, reason }]),
  );
}

/** The action of a page that decides on an approval: fields `approval` and `decision`. */
export const decideApproval = formAct(async ({ ctx, modules, form }) => {
  const asked = text(form, 'decision');
  const decision = modules.work.approvalDecisions.find((one) => one === asked) ?? 'REFUSED';
  const done = await modules.work.decideApproval(ctx, { approval: text(form, 'approval'), decision });
  return done.ok ? { ok: true, value: null } : done;
});
