import { actorName, type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import type { DeadLetterView } from '../listening-view.ts';
import { refuse } from '../refusals.ts';
import { deadLetters, enqueue, reviveLetters } from './queue-store.ts';

const SHOWN = 500;

/** Posts that no stage could be brought to read, oldest first, each with the code of the stage. */
export async function listDeadLetters(ctx: Ctx): Promise<Result<DeadLetterView[]>> {
  return ctx.transaction(async (tx) =>
    ok((await deadLetters(tx, SHOWN)).map((letter) => ({ ...letter, at: letter.at.toISOString() }))),
  );
}

/** Puts dead letters into the queue again, with all their tries before them; how many. Refusals: `dead-letter.not-found` */
export async function retryDeadLetters(
  ctx: Ctx,
  input: { readonly letters: readonly string[] },
): Promise<Result<{ readonly retried: number }>> {
  const ids = input.letters.flatMap((id) => parseId<'dead-letter'>(id) ?? []);
  if (ids.length === 0) return refuse('dead-letter.not-found');
  const by = actorName(ctx.actor);
  // The queue is the platform's; who asked stands in the row and in the audit.
  const retried = await ctx.as(systemActor('listening.retry')).transaction(async (tx) => {
    const items = await reviveLetters(tx, ids, by);
    await enqueue(tx, items, tx.now);
    if (items.length > 0) await tx.enqueue('listening.process', {}, { key: 'listening.process' });
    return ok(items.length);
  });
  if (!retried.ok) return retried;
  if (retried.value === 0) return refuse('dead-letter.not-found');
  return ctx.transaction(async (tx) => {
    tx.audit({ action: 'listening-dead-letter.retry', codes: { letters: retried.value } });
    return ok({ retried: retried.value });
  });
}
