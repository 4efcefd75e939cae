import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { caseAct, type OnCase } from '../process/case-act.ts';
import { readingsOf } from '../process/case-store.ts';
import { type Opening, openingsByDay } from './openings.ts';

/** What the child may be told of who read their case, from the audit: by day, agency and kind of text; no names. The desk sees it as the child does. */
export async function whoOpenedCase(ctx: Ctx, input: OnCase): Promise<Result<Opening[]>> {
  return caseAct(ctx, 'case.read', { case: input.case, readOnly: true }, async (tx, row) => {
    const objects = [{ kind: 'case', id: row.id }, ...(row.report_id ? [{ kind: 'report', id: row.report_id }] : [])];
    return ok(openingsByDay(await readingsOf(tx, objects), vietnamDate));
  });
}
