import { type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { spendExposure } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { registerEvent } from '../register-event.ts';
import { blindOutcome, type EntryStatus, isKnownClass, nextStatus, type Verdict } from './entry.ts';
import { entryAct } from './entry-act.ts';
import { insertClasses, insertVerdict, recordChanges, setStatus, unsealVerdicts, verdictsOf } from './entry-store.ts';

/** Decides between two verdicts that differ. The approver is neither of the two analysts nor the proposer. */
export async function arbitrateEntry(
  ctx: Ctx,
  input: { readonly entry: string; readonly verdict: Verdict; readonly nationalClass: string },
): Promise<Result<{ status: EntryStatus }>> {
  if (!isKnownClass({ scheme: 'national', version: '1', label: input.nationalClass }))
    return refuse('class.unknown', { field: 'nationalClass' });
  return entryAct(ctx, 'hash-entry.arbitrate', input.entry, async (tx, entry, actor) => {
    if (actor.kind !== 'person') return refuse('entry.not-found');
    const verdicts = await verdictsOf(tx, entry.id);
    if (verdicts.some((given) => given.analyst === actor.person)) return refuse('entry.already-judged');
    if (blindOutcome(verdicts.map((given) => given.verdict)) !== 'arbitrate')
      return refuse('entry.wrong-state', { facts: { status: entry.status } });
    const spent = await spendExposure(ctx, tx, entry.id, 'close');
    if (!spent.ok) return spent;
    const { verdict, nationalClass } = input;
    await insertVerdict(tx, {
      id: newId<'verification'>(),
      entry: entry.id,
      analyst: actor.person,
      agency: actor.agency,
      verdict,
      nationalClass,
      stage: 'arbitration',
    });
    const status = nextStatus(entry.status, verdict === 'LISTED' ? 'listed' : 'rejected') as EntryStatus;
    await setStatus(tx, [entry.id], status);
    await unsealVerdicts(tx, entry.id);
    await insertClasses(tx, [
      {
        id: newId<'hash-class'>(),
        entry: entry.id,
        scheme: 'national',
        version: '1',
        label: nationalClass,
        by: actor.person,
      },
    ]);
    tx.audit({ action: 'hash-entry.arbitrate', object: { kind: 'hash-entry', id: entry.id }, codes: { status } });
    tx.notify(registerEvent('hash-queue', entry.id));
    await recordChanges(tx, [entry.id]);
    return ok({ status });
  });
}
