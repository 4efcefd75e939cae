import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { countFigures, type Figure } from './report-store.ts';

/** Counts stop here: a page shows "999+". */
export const SUMMARY_BOUND = 1_000;

/**
 * The numbers of a desk's header: open reports by urgency, past their clock, mine, nobody's, waiting for an answer. Each
 * is counted up to 1,000 and through the filter of the list, so that no number tells what the list would not.
 */
export async function deskSummary(
  ctx: Ctx,
  input: { readonly desk?: string } = {},
): Promise<Result<Readonly<Record<Figure, number>>>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const desk = input.desk ?? actor.assignments.find((held) => held.desk)?.desk;
  if (desk === undefined) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => ok(await countFigures(tx, desk, actor.person, SUMMARY_BOUND)));
}
