import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { type ExposureStanding, exposureStanding, spendExposure } from '../../work/index.ts';
import type { Verdict } from './entry.ts';
import { classesOf, type EntryDetailRow, entryDetailRow, provenanceOf, signalsOf, verdictsOf } from './entry-store.ts';
import type { ClassRow, EntrySignal, ProvenanceRow } from './entry-view.ts';
import { countForVerdict, nextForArbitration, nextForVerdict } from './review-queue-store.ts';

/** What lies before an analyst: hashes, codes and provenance. Never a verdict of somebody else, and never a picture. */
export interface ReviewItem {
  readonly entry: EntryDetailRow;
  readonly signals: readonly EntrySignal[];
  /** Classes that came with the proposal; none that a colleague gave. */
  readonly classes: readonly ClassRow[];
  readonly provenance: readonly ProvenanceRow[];
  /** For the arbiter: what differs, in a fixed order that tells neither who nor when. Empty for a blind verdict. */
  readonly differing: readonly { readonly verdict: Verdict; readonly nationalClass: string }[];
}

export interface Review {
  readonly standing: ExposureStanding;
  readonly waiting: { readonly verdict: number; readonly arbitration: number };
  /** Absent where nothing waits, or where the budget says stop. */
  readonly item: ReviewItem | undefined;
}

/**
 * Lays the next entry before the actor and counts it against their budget: a blind verdict, or two that differ for the
 * arbiter (who does not learn which two they were). The one that lies open already comes again and counts once.
 */
export async function openReview(
  ctx: Ctx,
  input: { readonly kind: 'verdict' | 'arbitration'; readonly skipped?: readonly string[] },
): Promise<Result<Review>> {
  return ctx.transaction<Review>(async (tx) => {
    const { actor } = tx;
    const nothing = { verdict: 0, arbitration: 0 };
    if (actor.kind !== 'person')
      return ok({ standing: await exposureStanding(ctx, tx), waiting: nothing, item: undefined });
    const waiting = await countForVerdict(tx, actor.person);
    const find = input.kind === 'verdict' ? nextForVerdict : nextForArbitration;
    const next = await find(tx, actor.person, (input.skipped ?? []).slice(0, 200));
    const spent = next === undefined ? ok() : await spendExposure(ctx, tx, next, 'open');
    const standing = await exposureStanding(ctx, tx);
    const entry = next !== undefined && spent.ok ? await entryDetailRow(tx, next) : undefined;
    if (!entry) return ok({ standing, waiting, item: undefined });
    const item: ReviewItem = {
      entry,
      signals: await signalsOf(tx, entry.id),
      classes: (await classesOf(tx, entry.id)).filter(
        (one) => one.by === entry.proposedBy || parseId(one.by) === undefined,
      ),
      provenance: await provenanceOf(tx, entry.id),
      differing:
        input.kind === 'arbitration'
          ? (await verdictsOf(tx, entry.id))
              .map(({ verdict, nationalClass }) => ({ verdict, nationalClass }))
              .toSorted((a, b) => (a.verdict < b.verdict ? -1 : 1))
          : [],
    };
    tx.audit({
      action: 'hash-entry.read',
      object: { kind: 'hash-entry', id: entry.id },
      codes: { review: input.kind },
    });
    return ok({ standing, waiting, item });
  });
}
