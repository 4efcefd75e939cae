import { type Actor, actorForDatabase } from './actor.ts';
import type { Ctx } from './context.ts';
import type { Tx } from './database.ts';

/** A job that an act of the past would have enqueued. */
export interface JobSetAside {
  readonly job: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Contexts that act in the past inside one open transaction, for a demonstration: the same verbs under the same row
 * locks, each as its actor and at its moment, and one commit for a whole story. The audit says truly that the platform
 * wrote it, today. Nobody is told, since it is not happening now; the jobs of an act are set aside for the caller, who
 * does them at that moment.
 * @returns the context of an actor at a moment
 */
export function backdatedContext(platform: Ctx, tx: Tx, aside: JobSetAside[]): (actor: Actor, now: Date) => Ctx {
  let present = actorForDatabase(tx.actor, tx.now);
  const become = async (setting: string) => {
    if (setting !== present) await tx.setActor(setting);
    present = setting;
  };
  let depth = 0;
  const cast = (actor: Actor, now: Date): Ctx => ({
    ...platform,
    actor,
    now,
    transaction: async (work) => {
      const outer = present;
      await become(actorForDatabase(actor, now));
      depth += 1;
      const result = await work({
        ...tx,
        actor,
        now,
        notify: () => undefined,
        enqueue: async (job, payload) => void aside.push({ job, payload }),
      });
      depth -= 1;
      // An act inside another's, as the platform's look at related cases, gives the actor back.
      if (depth > 0) await become(outer);
      return result;
    },
    as: (other) => cast(other, now),
  });
  return cast;
}

/** The same context, with the jobs of its acts set aside instead of enqueued. */
export function withJobsAside(ctx: Ctx, aside: JobSetAside[]): Ctx {
  return {
    ...ctx,
    transaction: (work, options) =>
      ctx.transaction(
        (tx) => work({ ...tx, enqueue: async (job, payload) => void aside.push({ job, payload }) }),
        options,
      ),
    as: (actor) => withJobsAside(ctx.as(actor), aside),
  };
}
