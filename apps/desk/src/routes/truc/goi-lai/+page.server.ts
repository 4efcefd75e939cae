import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'contact.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:telephone');
  const { counselling } = app.modules;
  const { extension, exchanges } = valueOrError(ctx, await counselling.ownTelephone(ctx));
  const me = personOf(ctx).person;
  const backs = valueOrError(ctx, await counselling.listCallBacks(ctx));
  return {
    extension: extension ?? '',
    exchanges,
    backs: backs.map((one) => ({ ...one, mine: one.state === 'trying' && one.lastBy === me })),
  };
};

const contactOf = (form: FormData) => text(form, 'contact');

export const actions: Actions = {
  'may-le': formAct(({ ctx, modules, form }) =>
    modules.counselling.setOwnExtension(ctx, { extension: field(form, 'extension') ?? '' }),
  ),
  'goi-lai': formAct(({ ctx, modules, form }) => modules.counselling.callBack(ctx, { contact: contactOf(form) })),
  'ket-qua': formAct(({ ctx, modules, form }) =>
    modules.counselling.settleCallBack(ctx, { contact: contactOf(form), reached: text(form, 'reached') === 'co' }),
  ),
};
