import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { type EntryStatus, nextStatus } from './entry.ts';
import { entryAct } from './entry-act.ts';
import { meetEntryClocks } from './entry-clocks.ts';
import { recordChanges, setStatus, verdictsOf } from './entry-store.ts';
import { answerSuspension, closeDispute } from './opinion-store.ts';

/** Decides a dispute or a suspension: the entry stands, or is withdrawn. By an approver who neither proposed nor verified it. */
export async function resolveDispute(
  ctx: Ctx,
  input: { readonly entry: string; readonly outcome: 'UPHELD' | 'WITHDRAWN' },
): Promise<Result<{ status: EntryStatus }>> {
  return entryAct(ctx, 'hash-entry.resolve', input.entry, async (tx, entry, actor) => {
    if (actor.kind !== 'person') return refuse('entry.not-found');
    if ((await verdictsOf(tx, entry.id)).some((given) => given.analyst === actor.person && given.stage === 'blind'))
      return refuse('entry.already-judged');
    const upheld = entry.status === 'DISPUTED' ? 'upheld' : 'restored';
    const status = nextStatus(entry.status, input.outcome === 'UPHELD' ? upheld : 'withdrawn') as EntryStatus;
    await setStatus(tx, [entry.id], status);
    await closeDispute(tx, entry.id, input.outcome, actor.person);
    await answerSuspension(tx, entry.id, input.outcome === 'UPHELD' ? 'RESTORED' : 'WITHDRAWN', actor.person);
    await meetEntryClocks(tx, entry.id);
    tx.audit({
      action: 'hash-entry.resolve',
      object: { kind: 'hash-entry', id: entry.id },
      codes: { outcome: input.outcome, status },
    });
    tx.notify(registerEvent('hash-queue', entry.id));
    await recordChanges(tx, [entry.id]);
    return ok({ status });
  });
}
