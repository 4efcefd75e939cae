import { communesOf, provincesAt, service } from '../../../../../../src/vocabulary/index.ts';
import { provinceChoices, unitOption } from '../../../agency/admin-units.server.ts';
import { facilityRow } from '../../../facility/facility-view.server.ts';
import { field, number, text, valueOrError } from '../../../server/answer.server.ts';
import { options } from '../../../server/codes.server.ts';
import { formAct, keepEntered } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'facility.describe' };

/** What the own facility says of itself, and how much room it has now. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:own-facility');
  const { facility } = valueOrError(ctx, await app.modules.counselling.ownFacility(ctx));
  const asked = url.searchParams.get('tinh') ?? facility?.province ?? '';
  const province = provincesAt().some(({ code }) => code === asked) ? asked : '';
  return {
    shown: facility && facilityRow(facility),
    said: {
      taking: facility?.room !== 'full',
      freePlaces: facility?.freePlaces ?? null,
      waitDays: facility?.waitDays ?? null,
      never: facility?.saidAt == null,
    },
    entered: {
      services: facility?.services ?? [],
      commune: facility?.commune ?? '',
      address: facility?.address ?? '',
      phone: facility?.phone ?? '',
      hours: facility?.hours ?? '',
      agesFrom: facility?.agesFrom ?? 0,
      agesTo: facility?.agesTo ?? 17,
    },
    province,
    provinces: provinceChoices(),
    communes: communesOf(province).map(unitOption),
    services: options(service),
  };
};

export const actions: Actions = {
  /** One press: the room as the button says it. */
  cho: formAct(({ ctx, modules, form }) => {
    const said = (name: string) => (field(form, name) === undefined ? undefined : (number(form, name) ?? Number.NaN));
    return modules.counselling.sayRoom(ctx, {
      taking: text(form, 'taking') === 'yes',
      freePlaces: said('freePlaces'),
      waitDays: said('waitDays'),
    });
  }),
  gioiThieu: keepEntered(
    formAct(({ ctx, modules, form }) =>
      modules.counselling.describeFacility(ctx, {
        services: form.getAll('services').map(String),
        commune: text(form, 'commune'),
        address: text(form, 'address'),
        phone: text(form, 'phone'),
        hours: text(form, 'hours'),
        agesFrom: number(form, 'agesFrom') ?? Number.NaN,
        agesTo: number(form, 'agesTo') ?? Number.NaN,
      }),
    ),
  ),
};
