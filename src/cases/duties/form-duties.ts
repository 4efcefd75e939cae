import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type DutySource, noDuties, ruledClock } from '../../work/index.ts';
import { formDuty } from '../forms/catalogue.ts';
import { FORMS_MOST, formsToFill } from '../forms/forms-to-fill.ts';

/** Forms that the present step of a case asks of this person's role. */
export const formDuties: DutySource = {
  kind: 'form',
  topics: ['cases.'],
  async list(ctx) {
    if (ctx.actor.kind !== 'person') return ok(noDuties);
    const forms = await formsToFill(ctx);
    if (!forms.ok) return forms;
    return ok({
      duties: forms.value.map((form) => ({
        object: { kind: 'case', id: form.case },
        part: form.form,
        reference: form.reference,
        act: form.draft ? 'go-on' : 'fill',
        facts: { form: form.form },
        urgency: form.urgency,
        danger: false,
        clock: ruledClock(lawOf(ctx.kernel), form.clock),
        basis: 'Decree 56/2017/ND-CP',
        turn: { roles: formDuty[form.form].roles },
        mine: true,
        assigned: false,
        since: form.draft?.updatedAt ?? form.clock?.startedAt ?? null,
      })),
      more: forms.value.length >= FORMS_MOST,
    });
  },
};
