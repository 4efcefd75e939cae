import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import type { DecreeForm } from '../../vocabulary/index.ts';
import { nextStepOf } from '../process/case-in-list.ts';
import { formDuty } from './catalogue.ts';
import { formsWaiting } from './form-store.ts';

/** A form that the present step of a case asks of this person's role and that is not submitted yet. */
export interface FormToFill {
  readonly case: string;
  readonly reference: string;
  readonly form: DecreeForm;
  readonly urgency: string;
  readonly assignedTo: string | null;
  /** Absent where nobody has begun. */
  readonly draft: { readonly updatedAt: Date; readonly updatedBy: string; readonly conflicts: number } | null;
  /** The case's next step rests on it. */
  readonly next: boolean;
  /** The case's clock that ends first. */
  readonly clock: { readonly rule: string; readonly startedAt: Date; readonly dueAt: Date } | null;
}

export const FORMS_MOST = 100;

/** Forms of the own agency's cases that wait for this person, the least time left first. */
export async function formsToFill(ctx: Ctx): Promise<Result<FormToFill[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const roles = new Set(actor.assignments.map((held) => held.role));
  const duties = (Object.keys(formDuty) as DecreeForm[])
    .filter((form) => formDuty[form].roles.some((role) => roles.has(role)))
    .map((form) => ({ form, at: formDuty[form].at }));
  if (duties.length === 0) return ok([]);
  return ctx.transaction(async (tx) => {
    const rows = await formsWaiting(tx, duties, FORMS_MOST);
    tx.audit({ action: 'case.list', codes: { forms: rows.length } });
    return ok(
      rows.map((row) => ({
        case: row.case_id,
        reference: row.reference,
        form: row.form,
        urgency: row.urgency,
        assignedTo: row.assigned_to,
        next: nextStepOf(row)?.form === row.form,
        draft:
          row.updated_at === null
            ? null
            : { updatedAt: row.updated_at, updatedBy: row.updated_by ?? '', conflicts: row.conflicts },
        clock:
          row.next_due_at && row.next_due_from && row.next_due_rule
            ? { rule: row.next_due_rule, startedAt: row.next_due_from, dueAt: row.next_due_at }
            : null,
      })),
    );
  });
}
