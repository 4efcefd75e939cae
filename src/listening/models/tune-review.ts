import { actorName, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { insertTuning, type Tuning, tuningNow } from './tuning-store.ts';

export interface TuneReview {
  readonly changes: Partial<Tuning>;
  /** Who or what says so. */
  readonly source: string;
}

/** Changes the limits of the queue and the shares of the review, from the context's moment on; what is not named stays. */
export async function tuneReview(ctx: Ctx, { changes, source }: TuneReview): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    const id = newId<'tuning'>(tx.now.getTime());
    await insertTuning(tx, { ...(await tuningNow(tx)), ...changes, id, source, by: actorName(ctx.actor) });
    return ok();
  });
}
