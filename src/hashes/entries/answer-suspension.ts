import { actorName, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { registerEvent } from '../register-event.ts';
import { type EntryStatus, nextStatus } from './entry.ts';
import { entryAct } from './entry-act.ts';
import { meetEntryClocks } from './entry-clocks.ts';
import { recordChanges, setStatus } from './entry-store.ts';
import { answerSuspension as closeSuspension } from './opinion-store.ts';

/** The owner's answer to an automatic suspension: the entry is right and comes back, or it goes. */
export async function answerSuspension(
  ctx: Ctx,
  input: { readonly entry: string; readonly outcome: 'RESTORED' | 'WITHDRAWN' },
): Promise<Result<{ status: EntryStatus }>> {
  return entryAct(ctx, 'hash-entry.answer', input.entry, async (tx, entry) => {
    const status = nextStatus(entry.status, input.outcome === 'RESTORED' ? 'restored' : 'withdrawn') as EntryStatus;
    await setStatus(tx, [entry.id], status);
    await closeSuspension(tx, entry.id, input.outcome, actorName(tx.actor));
    await meetEntryClocks(tx, entry.id);
    tx.audit({
      action: 'hash-entry.answer',
      object: { kind: 'hash-entry', id: entry.id },
      codes: { outcome: input.outcome, status },
    });
    tx.notify(registerEvent('hash-queue', entry.id));
    await recordChanges(tx, [entry.id]);
    return ok({ status });
  });
}
