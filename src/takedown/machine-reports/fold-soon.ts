import { type Ctx, type Kernel, ok, systemActor } from '../../kernel/index.ts';

interface Asking {
  running: Promise<void>;
  next: Promise<void> | undefined;
}
const asking = new WeakMap<Kernel, Asking>();

/**
 * Asks that what arrived be folded. Many that ask at once are one: the job is one row, which each would else lock until the disk has
 * answered. What is lost with the process, the job's own minute finds.
 */
export function foldSoon(ctx: Ctx): Promise<void> {
  const state = asking.get(ctx.kernel) ?? { running: Promise.resolve(), next: undefined };
  asking.set(ctx.kernel, state);
  state.next ??= state.running
    .catch(() => undefined)
    .then(() => {
      // Whoever comes from here on is in the next one.
      state.next = undefined;
      state.running = ask(ctx);
      return state.running;
    });
  return state.next;
}

async function ask(ctx: Ctx): Promise<void> {
  await ctx.as(systemActor('takedown.machine-reports')).transaction(async (tx) => {
    await tx.enqueue('takedown.bundle', {}, { key: 'takedown.bundle' });
    return ok();
  });
}
