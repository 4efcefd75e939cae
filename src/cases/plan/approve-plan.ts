import { type Ctx, type Result, refuseRequest } from '../../kernel/index.ts';
import type { Answers } from '../forms/definition.pure.ts';
import { saveFormDraft } from '../forms/save-form-draft.ts';
import { submitForm } from '../forms/submit-form.ts';
import { lookAtCase } from '../process/case-act.ts';
import { type Decide, type Decided, decide } from '../process/decide.ts';

export interface ApprovePlan extends Omit<Decide, 'act' | 'number'> {
  /** What form 05 says: number, day, bases, who carries the plan out, from when. */
  readonly answers: Answers;
  /** Version of its draft that the chair saw; 0 where there was none. */
  readonly base: number;
}

/**
 * Approves a plan in one step, as its chair signs: form 05 is filled in and submitted, and the decision is taken on it. Where the
 * decision itself is refused the form stays submitted, and the approval is signed again on it by `decide`.
 */
export async function approvePlan(ctx: Ctx, input: ApprovePlan): Promise<Result<Decided>> {
  const { answers, base, ...act } = input;
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const { version, last_act, last_act_by, last_act_at } = looked.value;
  // Nothing is submitted on a case that its chair has not seen as it is now.
  if (version !== input.version)
    return refuseRequest('record.changed-meanwhile', {
      facts: { version, act: last_act, by: last_act_by ?? '', at: last_act_at.toISOString() },
    });
  const form = 'FORM-05';
  const saved = await saveFormDraft(ctx, { case: input.case, form, base, changes: answers });
  if (!saved.ok) return saved;
  const submitted = await submitForm(ctx, { case: input.case, form, base: saved.value.version });
  if (!submitted.ok) return submitted;
  return decide(ctx, { ...act, act: 'approve-plan', version: submitted.value.version });
}
