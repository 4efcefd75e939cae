import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type ExposureStanding, exposureStanding, spendExposure } from '../../work/index.ts';
import { findItem } from '../items/item-store.ts';
import { type ItemInList, itemView } from '../items/list-items.ts';
import { countToGrade, differingClasses, nextToGrade } from './grade-store.ts';

/** What lies before a grader: codes and counts. Never a grade of somebody else, and never what stands at the address. */
export interface Grading {
  readonly standing: ExposureStanding;
  readonly waiting: { readonly blind: number; readonly third: number };
  /** Absent where nothing waits, or where the budget says stop. */
  readonly item: ItemInList | undefined;
  /** For the third: the two classes, in a fixed order that tells neither who nor when. */
  readonly differing: readonly { readonly nationalClass: string; readonly inhope: string }[];
}

/**
 * Lays the next item before the actor and counts it against their budget. The one that lies open already comes again and
 * counts once.
 */
export async function openGrading(
  ctx: Ctx,
  input: { readonly kind: 'blind' | 'third'; readonly skipped?: readonly string[] },
): Promise<Result<Grading>> {
  return ctx.transaction<Grading>(async (tx) => {
    const { actor } = tx;
    if (actor.kind !== 'person')
      return ok({
        standing: await exposureStanding(ctx, tx),
        waiting: { blind: 0, third: 0 },
        item: undefined,
        differing: [],
      });
    const waiting = {
      blind: await countToGrade(tx, actor.person, 'blind'),
      third: await countToGrade(tx, actor.person, 'third'),
    };
    const next = await nextToGrade(tx, actor.person, input.kind, (input.skipped ?? []).slice(0, 200));
    const spent = next === undefined ? ok() : await spendExposure(ctx, tx, next, 'open');
    const standing = await exposureStanding(ctx, tx);
    const row = next !== undefined && spent.ok ? await findItem(tx, next) : undefined;
    if (!row) return ok({ standing, waiting, item: undefined, differing: [] });
    tx.audit({
      action: 'content-item.read',
      object: { kind: 'content-item', id: row.id },
      codes: { grading: input.kind },
    });
    const differing = input.kind === 'third' ? await differingClasses(tx, row.id) : [];
    return ok({
      standing,
      waiting,
      item: itemView(row),
      differing: differing.map((one) => ({ nationalClass: one.national_class, inhope: one.inhope })),
    });
  });
}

/** How many items wait for a grade of the actor. */
export async function gradingCounts(ctx: Ctx): Promise<Result<{ readonly blind: number; readonly third: number }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return ok({ blind: 0, third: 0 });
  return ctx.transaction(async (tx) =>
    ok({
      blind: await countToGrade(tx, actor.person, 'blind'),
      third: await countToGrade(tx, actor.person, 'third'),
    }),
  );
}
