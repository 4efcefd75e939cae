import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { type EntryStatus, nextStatus } from './entry.ts';
import { meetEntryClocks } from './entry-clocks.ts';
import { lockEntry, recordChanges, setStatus, verdictsOf } from './entry-store.ts';
import { answerSuspension, closeDispute } from './opinion-store.ts';

/** Decides a dispute or a suspension: the entry stands, or is withdrawn. By an approver who neither proposed nor verified it. */
export async function resolveDispute(
  ctx: Ctx,
  input: { readonly entry: string; readonly outcome: 'UPHELD' | 'WITHDRAWN' },
): Promise<Result<{ status: EntryStatus }>> {
  return ctx.transaction(async (tx) => {
    const { actor } = tx;
    const seen = await lockEntry(tx, input.entry, 'hash-entry.read');
    if (!seen || actor.kind !== 'person') return refuse('entry.not-found');
    if (seen.proposedBy === actor.person) return refuse('entry.own-proposal');
    const entry = await lockEntry(tx, input.entry, 'hash-entry.resolve');
    if (!entry) return refuse('entry.wrong-state', { facts: { status: seen.status } });
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
