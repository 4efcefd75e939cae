import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../../work/index.ts';
import { formDuty } from '../forms/catalogue.ts';
import { FORMS_MOST, type FormToFill, formsToFill } from '../forms/forms-to-fill.ts';
import { communeTurn } from './commune-turn.ts';
import { emergencyRuns } from './next-steps.ts';

/** Forms that the present step of a case asks of this person's role. */
export const formDuties = listedDuties({
  kind: 'form',
  topics: ['cases.'],
  may: ({ actor }) => actor.kind === 'person',
  async rows(ctx) {
    const forms = await formsToFill(ctx);
    if (!forms.ok) return forms;
    const turn = await communeTurn(ctx);
    if (!turn.ok) return turn;
    return ok(
      forms.value.map((form) => ({
        ...form,
        mine: turn.value.has({
          roles: formDuty[form.form].roles,
          assignedTo: form.assignedTo,
          danger: isDanger(form),
        }),
      })),
    );
  },
  most: FORMS_MOST,
  duty: (form, ctx) => ({
    object: { kind: 'case', id: form.case },
    part: form.form,
    reference: form.reference,
    act: form.draft ? 'go-on' : 'fill',
    facts: { form: form.form },
    urgency: form.urgency,
    danger: isDanger(form),
    clock: ruledClock(lawOf(ctx.kernel), form.clock),
    basis: 'Decree 56/2017/ND-CP',
    turn: { roles: formDuty[form.form].roles },
    mine: form.mine,
    since: form.draft?.updatedAt ?? form.clock?.startedAt ?? null,
  }),
});

/** The twelve hours run, and this is what the decision waits for. */
function isDanger(form: FormToFill): boolean {
  return form.next && emergencyRuns(form);
}
