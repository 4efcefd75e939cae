import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { workRow } from '../../work/index.ts';
import type { CaseInList } from '../process/case-in-list.ts';
import { caseStepDuties } from './case-step-duties.ts';
import { formDuties } from './form-duties.ts';
import { planDuties } from './plan-duties.ts';

/** The sources whose duties are duties on a case. */
const onCases = [caseStepDuties, formDuties, planDuties];

/** How many duties are overdue, by case: what every list of cases counts by. */
export interface OverdueDuties {
  /** Cases with a duty that waits for the reader and is overdue. */
  readonly cases: readonly string[];
  /**
   * As many as the reader's list of work shows on the case; one where nothing on it waits for the reader and its clock has run out,
   * as for those who supervise.
   */
  of(one: Pick<CaseInList, 'id' | 'clock'>): number;
}

/** Counts the overdue duties of all cases on which something waits for the acting person. */
export async function overdueDuties(ctx: Ctx): Promise<Result<OverdueDuties>> {
  const counts = new Map<string, number>();
  for (const source of onCases) {
    const found = await source.list(ctx);
    if (!found.ok) return found;
    for (const { object, look } of found.value.duties.map((duty) => workRow(source.kind, duty, ctx.now)))
      if (look === 'breached') counts.set(object.id, (counts.get(object.id) ?? 0) + 1);
  }
  return ok({
    cases: [...counts.keys()],
    of: ({ id, clock }) => Math.max(counts.get(id) ?? 0, clock?.look === 'breached' ? 1 : 0),
  });
}
