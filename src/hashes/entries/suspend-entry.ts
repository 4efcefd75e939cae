import { type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { registerEvent } from '../register-event.ts';
import { isFlood, nextStatus } from './entry.ts';
import { startEntryClock } from './entry-clocks.ts';
import { lockEntry, recordChanges, setStatus } from './entry-store.ts';
import { countMatches, downvotes, insertSuspension } from './opinion-store.ts';

/** Takes an entry out of force by itself and gives its owner a task with a clock. Does nothing where it is out already. */
async function suspend(
  ctx: Ctx,
  entry: string,
  cause: 'downvotes' | 'flood',
  measured: number,
  baseline: number,
): Promise<Result<boolean>> {
  return ctx.as(systemActor('hashes.suspend-entry')).transaction(async (tx) => {
    const row = await lockEntry(tx, entry, 'hash-entry.read');
    const status = row && nextStatus(row.status, 'suspended');
    if (!row || !status) return ok(false);
    await setStatus(tx, [row.id], status);
    const id = newId<'suspension'>();
    const clock = await startEntryClock(ctx, tx, row, 'DL-HASH-SUSPENDED', id);
    await insertSuspension(tx, {
      id,
      entry: row.id,
      cause,
      measured,
      baseline,
      dueAt: clock.due,
    });
    tx.audit({
      organisation: row.ownerAgency,
      action: 'hash-entry.suspend',
      object: { kind: 'hash-entry', id: row.id },
      codes: { cause, measured, baseline },
    });
    tx.notify(registerEvent('hash-queue', row.id, row.ownerAgency));
    await recordChanges(tx, [row.id]);
    return ok(true);
  });
}

/** Suspends an entry that enough members hold for wrong. */
export async function suspendOnDownvotes(ctx: Ctx, entry: string): Promise<Result<boolean>> {
  const counted = await ctx
    .as(systemActor('hashes.suspend-entry'))
    .transaction(async (tx) => ok(await downvotes(tx, entry)));
  if (!counted.ok) return counted;
  const { members, enough } = counted.value;
  return members >= enough ? suspend(ctx, entry, 'downvotes', members, enough) : ok(false);
}

/** Counts matches and suspends what matches far more than it usually does: a hash that hits everything is a wrong hash until its owner says otherwise. */
export async function suspendOnFlood(
  ctx: Ctx,
  matched: readonly { readonly entry: string; readonly times: number }[],
): Promise<Result<void>> {
  const counted = await ctx
    .as(systemActor('hashes.suspend-entry'))
    .transaction(async (tx) => ok(await countMatches(tx, matched)));
  if (!counted.ok) return counted;
  for (const { entry, now, usual, floor } of counted.value) {
    if (!isFlood(now, usual, floor)) continue;
    const done = await suspend(ctx, entry, 'flood', now, Math.round(usual));
    if (!done.ok) return done;
  }
  return ok();
}
