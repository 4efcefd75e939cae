import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { Service } from '../../vocabulary/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertConsent, insertEvent } from '../process/case-store.ts';
import type { ConsentGiver } from '../process/child-age.ts';

/** Records what the child or the representative answered about a purpose. A later answer replaces an earlier one; both are kept. */
export async function recordConsent(
  ctx: Ctx,
  input: OnCase & {
    readonly purpose: Service;
    readonly by: ConsentGiver;
    readonly answer: 'given' | 'refused' | 'withdrawn';
  },
): Promise<Result<void>> {
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row) => {
    await insertConsent(tx, { case_id: row.id, purpose: input.purpose, by: input.by, answer: input.answer });
    await insertEvent(tx, row.id, 'consent-recorded', {
      codes: { purpose: input.purpose, by: input.by, answer: input.answer },
    });
    tx.audit({
      ...auditOf(row),
      action: 'case.work',
      codes: { act: 'record-consent', purpose: input.purpose, by: input.by, answer: input.answer },
    });
    return ok();
  });
}
