import { lawOf } from '../../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../../work/index.ts';
import { formDuty } from '../forms/catalogue.ts';
import { FORMS_MOST, formsToFill } from '../forms/forms-to-fill.ts';

/** Forms that the present step of a case asks of this person's role. */
export const formDuties = listedDuties({
  kind: 'form',
  topics: ['cases.'],
  may: ({ actor }) => actor.kind === 'person',
  rows: (ctx) => formsToFill(ctx),
  most: FORMS_MOST,
  duty: (form, ctx) => ({
    object: { kind: 'case', id: form.case },
    part: form.form,
    reference: form.reference,
    act: form.draft ? 'go-on' : 'fill',
    facts: { form: form.form },
    urgency: form.urgency,
    // The twelve hours run, and this is what the decision waits for.
    danger: form.next && form.clock?.rule === 'DL-EMERG-12H',
    clock: ruledClock(lawOf(ctx.kernel), form.clock),
    basis: 'Decree 56/2017/ND-CP',
    turn: { roles: formDuty[form.form].roles },
    since: form.draft?.updatedAt ?? form.clock?.startedAt ?? null,
  }),
});
