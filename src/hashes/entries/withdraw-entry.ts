import { actorName, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { nextStatus } from './entry.ts';
import { entryAct } from './entry-act.ts';
import { meetEntryClocks } from './entry-clocks.ts';
import { recordChanges, setStatus } from './entry-store.ts';
import { answerSuspension, closeDispute } from './opinion-store.ts';
import { withdrawalReasons } from './withdrawal.ts';
import { insertWithdrawal } from './withdrawal-store.ts';

/** Takes an entry out for good: matching stops at once and every reader of a list that held it gets a tombstone. */
export async function withdrawEntry(
  ctx: Ctx,
  input: { readonly entry: string; readonly reason?: string | undefined },
): Promise<Result<void>> {
  const { reason } = input;
  if (reason !== undefined && !withdrawalReasons.some((one) => one.code === reason))
    return refuse('reason.unknown', { field: 'reason' });
  return entryAct(ctx, 'hash-entry.withdraw', input.entry, async (tx, entry) => {
    const status = nextStatus(entry.status, 'withdrawn');
    if (!status) return refuse('entry.wrong-state', { facts: { status: entry.status } });
    await setStatus(tx, [entry.id], status);
    await closeDispute(tx, entry.id, 'WITHDRAWN', actorName(tx.actor));
    await answerSuspension(tx, entry.id, 'WITHDRAWN', actorName(tx.actor));
    await meetEntryClocks(tx, entry.id);
    if (reason !== undefined)
      await insertWithdrawal(tx, { id: newId<'withdrawal'>(), entry: entry.id, reason, by: actorName(tx.actor) });
    tx.audit({
      action: 'hash-entry.withdraw',
      object: { kind: 'hash-entry', id: entry.id },
      codes: reason === undefined ? {} : { reason },
    });
    tx.notify(registerEvent('hash-queue', entry.id));
    await recordChanges(tx, [entry.id]);
    return ok();
  });
}
