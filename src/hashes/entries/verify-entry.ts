import { type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { spendExposure } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { blindOutcome, type EntryStatus, isKnownClass, nextStatus, type Verdict } from './entry.ts';
import { entryAct } from './entry-act.ts';
import { insertClasses, insertVerdict, recordChanges, setStatus, unsealVerdicts, verdictsOf } from './entry-store.ts';

export interface VerifyEntry {
  readonly entry: string;
  readonly verdict: Verdict;
  /** Code of the national content class that the analyst finds. */
  readonly nationalClass: string;
}

/**
 * Gives one of the two blind verdicts. The analyst did not see the other one and learns nothing of it from the answer,
 * but the state when the second verdict decides. Two that differ wait for an approver.
 */
export async function verifyEntry(ctx: Ctx, input: VerifyEntry): Promise<Result<{ status: EntryStatus }>> {
  if (!isKnownClass({ scheme: 'national', version: '1', label: input.nationalClass }))
    return refuse('class.unknown', { field: 'nationalClass' });
  return entryAct(ctx, 'hash-entry.verify', input.entry, async (tx, entry, actor) => {
    if (actor.kind !== 'person') return refuse('entry.not-found');
    const spent = await spendExposure(ctx, tx, entry.id, 'close');
    if (!spent.ok) return spent;
    const stored = await insertVerdict(tx, {
      id: newId<'verification'>(),
      entry: entry.id,
      analyst: actor.person,
      agency: actor.agency,
      verdict: input.verdict,
      nationalClass: input.nationalClass,
      stage: 'blind',
    });
    if (!stored) return refuse('entry.already-judged');
    const verdicts = await verdictsOf(tx, entry.id);
    // Two differ already: a third blind verdict would decide by numbers what an approver must look at.
    if (verdicts.length > 2) return refuse('entry.wrong-state', { facts: { status: entry.status } });
    const outcome = blindOutcome(verdicts.map((given) => given.verdict));
    const event = outcome === 'listed' || outcome === 'rejected' ? outcome : 'first-verdict';
    const status = nextStatus(entry.status, event) ?? entry.status;
    if (status !== entry.status) await setStatus(tx, [entry.id], status);
    if (outcome === 'listed' || outcome === 'rejected') {
      await unsealVerdicts(tx, entry.id);
      // The classes side by side: what each of the two found.
      const found = [...new Set(verdicts.map((given) => given.nationalClass))];
      await insertClasses(
        tx,
        found.map((label) => ({
          id: newId<'hash-class'>(),
          entry: entry.id,
          scheme: 'national',
          version: '1',
          label,
          by: 'verification',
        })),
      );
    }
    tx.audit({ action: 'hash-entry.verify', object: { kind: 'hash-entry', id: entry.id }, codes: { status } });
    tx.notify(registerEvent('hash-queue', entry.id));
    await recordChanges(tx, [entry.id]);
    return ok({ status });
  });
}
