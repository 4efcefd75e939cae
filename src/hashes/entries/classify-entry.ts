import { actorName, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type ClassScheme, isKnownClass } from './entry.ts';
import { entryAct } from './entry-act.ts';
import { endClasses, insertClasses, recordChanges } from './entry-store.ts';

/** Sets the labels of one scheme and version on an entry; other schemes and versions stand beside them untouched. */
export async function classifyEntry(
  ctx: Ctx,
  input: {
    readonly entry: string;
    readonly scheme: ClassScheme;
    readonly version: string;
    readonly labels: readonly string[];
  },
): Promise<Result<void>> {
  const { scheme, version, labels } = input;
  const unknown = labels.findIndex((label) => !isKnownClass({ scheme, version, label }));
  if (unknown >= 0) return refuse('class.unknown', { field: `labels.${unknown}` });
  return entryAct(ctx, 'hash-entry.classify', input.entry, async (tx, entry) => {
    await endClasses(tx, entry.id, scheme, version, labels);
    await insertClasses(
      tx,
      labels.map((label) => ({
        id: newId<'hash-class'>(),
        entry: entry.id,
        scheme,
        version,
        label,
        by: actorName(tx.actor),
      })),
    );
    tx.audit({
      action: 'hash-entry.classify',
      object: { kind: 'hash-entry', id: entry.id },
      codes: { scheme, version, labels: labels.length },
    });
    await recordChanges(tx, [entry.id]);
    return ok();
  });
}
