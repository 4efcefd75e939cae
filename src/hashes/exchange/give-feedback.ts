import { actorName, agencyOf, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { entryInView, putOpinion } from '../entries/opinion-store.ts';
import type { SignalType } from '../entries/signal.ts';
import { suspendOnDownvotes } from '../entries/suspend-entry.ts';
import { refuse } from '../refusals.ts';
import { feedbackReasons } from './feedback.ts';

export interface GiveFeedback {
  readonly entry: string;
  readonly signalType: SignalType;
  readonly opinion: 'up' | 'down';
  /** Code of a reason; needed for `down`. */
  readonly reason?: string | undefined;
}

/** A member's opinion on one signal of an entry; it takes the place of their earlier one. Enough downvotes suspend the entry at once. */
export async function giveFeedback(ctx: Ctx, input: GiveFeedback): Promise<Result<{ suspended: boolean }>> {
  if (input.opinion === 'down' && !feedbackReasons.some((reason) => reason.code === input.reason))
    return refuse('reason.unknown', { field: 'reason' });
  const given = await ctx.transaction(async (tx) => {
    if (!(await entryInView(tx, input.entry))) return refuse('entry.not-found');
    await putOpinion(tx, {
      id: newId<'feedback'>(),
      entry: input.entry,
      signalType: input.signalType,
      agency: agencyOf(tx.actor),
      opinion: input.opinion,
      reason: input.opinion === 'down' ? (input.reason as string) : null,
      by: actorName(tx.actor),
    });
    tx.audit({
      action: 'hash.feedback',
      object: { kind: 'hash-entry', id: input.entry },
      codes: { opinion: input.opinion, ...(input.reason ? { reason: input.reason } : {}) },
    });
    return ok();
  });
  if (!given.ok) return given;
  const suspended = input.opinion === 'down' ? await suspendOnDownvotes(ctx, input.entry) : ok(false);
  return suspended.ok ? ok({ suspended: suspended.value }) : suspended;
}
