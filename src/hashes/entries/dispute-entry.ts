import { actorName, agencyOf, type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { feedbackReasons } from '../exchange/feedback.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { type EntryStatus, nextStatus } from './entry.ts';
import { meetEntryClocks, startEntryClock } from './entry-clocks.ts';
import { lockEntry, recordChanges, setStatus } from './entry-store.ts';
import { answerSuspension, entryInView, insertDispute } from './opinion-store.ts';

/** Contests an entry. It stays in force and says that it is disputed, until an approver decides. */
export async function disputeEntry(
  ctx: Ctx,
  input: { readonly entry: string; readonly reason: string },
): Promise<Result<{ status: EntryStatus }>> {
  if (!feedbackReasons.some((reason) => reason.code === input.reason))
    return refuse('reason.unknown', { field: 'reason' });
  const seen = await ctx.transaction(async (tx) =>
    (await entryInView(tx, input.entry)) ? ok() : refuse('entry.not-found'),
  );
  if (!seen.ok) return seen;
  const by = actorName(ctx.actor);
  const agency = agencyOf(ctx.actor);
  // A member that reads the entry on a list may contest it though the row is not theirs, so the platform writes it for them.
  return ctx.as(systemActor('hashes.dispute-entry')).transaction(async (tx) => {
    const entry = await lockEntry(tx, input.entry, 'hash-entry.read');
    const status = entry && nextStatus(entry.status, 'disputed');
    if (!entry || !status) return refuse('entry.wrong-state', entry ? { facts: { status: entry.status } } : {});
    if (entry.status === 'SUSPENDED') {
      await answerSuspension(tx, entry.id, 'DISPUTED', by);
      await meetEntryClocks(tx, entry.id, ['DL-HASH-SUSPENDED']);
    }
    await setStatus(tx, [entry.id], status);
    const id = newId<'dispute'>();
    const clock = await startEntryClock(ctx, tx, entry, 'DL-HASH-DISPUTED', id);
    await insertDispute(tx, {
      id,
      entry: entry.id,
      agency,
      reason: input.reason,
      by,
      dueAt: clock.due,
    });
    tx.audit({
      organisation: agency,
      action: 'hash-entry.dispute',
      object: { kind: 'hash-entry', id: entry.id },
      codes: { reason: input.reason, by },
    });
    tx.notify(registerEvent('hash-queue', entry.id, entry.ownerAgency));
    await recordChanges(tx, [entry.id]);
    return ok({ status });
  });
}
