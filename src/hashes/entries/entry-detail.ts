import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { classesOf, entryDetailRow, provenanceOf, signalsOf, visibleVerdicts } from './entry-store.ts';
import type { EntryDetail } from './entry-view.ts';
import { disputesOf, opinionsOn, suspensionsOf } from './opinion-store.ts';

/** Everything the register holds about one entry: hashes and codes. There is no picture to show, here or anywhere. */
export async function entryDetail(ctx: Ctx, input: { readonly entry: string }): Promise<Result<EntryDetail>> {
  return ctx.transaction(async (tx) => {
    const entry = await entryDetailRow(tx, input.entry);
    if (!entry) return refuse('entry.not-found');
    const detail: EntryDetail = {
      entry,
      signals: await signalsOf(tx, entry.id),
      classes: await classesOf(tx, entry.id),
      provenance: await provenanceOf(tx, entry.id),
      verdicts: await visibleVerdicts(tx, entry.id),
      opinions: await opinionsOn(tx, entry.id),
      disputes: await disputesOf(tx, entry.id),
      suspensions: await suspensionsOf(tx, entry.id),
    };
    // Perceptual hashes let something of the picture through, so looking at them is written down.
    tx.audit({ action: 'hash-entry.read', object: { kind: 'hash-entry', id: entry.id } });
    return ok(detail);
  });
}
