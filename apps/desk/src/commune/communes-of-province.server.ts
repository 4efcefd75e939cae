import { communesOf } from '../../../../src/vocabulary/index.ts';
import { unitOption } from '../agency/admin-units.server.ts';
import { field } from '../server/answer.server.ts';
import { formAct } from '../server/form-act.server.ts';

/** The action of a page that lists the communes of the province `province`, for the field that follows. */
export const communesOfProvince = formAct(({ form }) => {
  const province = field(form, 'province');
  return { ok: true, value: province ? communesOf(province).map(unitOption) : [] };
});
