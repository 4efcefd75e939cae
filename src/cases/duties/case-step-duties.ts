import { ok, type PersonActor } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { DUTIES_MOST, type Duty, type DutySource, dutyOf, noDuties, ruledClock } from '../../work/index.ts';
import { casePolicy } from '../access/case-policy.ts';
import { caseActs } from '../process/protection-case.ts';
import { emergencyRuns, type NextSteps, nextSteps } from './next-steps.ts';

/** The next step of each open case of the agency, and of those that a grant opened. */
export const caseStepDuties: DutySource = {
  kind: 'case-step',
  topics: ['cases.'],
  async list(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'person' || !casePolicy.couldEver(actor, 'case.list', ctx.now)) return ok(noDuties);
    const cases: NextSteps['cases'][number][] = [];
    let after: { readonly due: Date; readonly id: string } | null | undefined;
    do {
      const page = await nextSteps(ctx, after ? { after } : {});
      if (!page.ok) return page;
      // Where a form that the reader may fill comes first, the form is the duty: `formDuties`.
      cases.push(...page.value.cases.filter((one) => !(one.fills && one.next?.form)));
      after = page.value.after;
    } while (after && cases.length < DUTIES_MOST);
    return ok({ duties: cases.map((one) => stepDuty(one, actor)), more: after !== null });

    function stepDuty(one: (typeof cases)[number], { person, agency }: PersonActor): Duty {
      const act = one.next?.act;
      return dutyOf({
        object: { kind: 'case', id: one.id },
        reference: one.reference,
        act: one.next?.form ? 'fill' : (act ?? 'none'),
        facts: one.next?.form ? { form: one.next.form } : {},
        urgency: one.urgency,
        // The whole agency looks after it, whoever's act is next.
        danger: emergencyRuns(one) && one.owner === agency,
        clock: ruledClock(lawOf(ctx.kernel), one.clock),
        basis: act ? caseActs[act].source : null,
        turn: { roles: one.next?.roles ?? [] },
        mine: one.mine,
        assigned: one.assignedTo === person,
        since: one.last.at,
      });
    }
  },
};
