import { isActionFailure } from '@sveltejs/kit';
import { isOwnSoftphone, keepOwnSoftphone } from '../../../live-help/softphone.server.ts';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { type FormAct, formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _may = { action: 'contact.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends, cookies }) => {
  depends('desk:telephone');
  const { counselling } = app.modules;
  const { extension, isSoftphone, exchanges } = valueOrError(ctx, await counselling.ownTelephone(ctx));
  const browsers = valueOrError(ctx, await counselling.softphoneExchanges(ctx));
  const me = personOf(ctx).person;
  const backs = valueOrError(ctx, await counselling.listCallBacks(ctx));
  return {
    extension: extension ?? '',
    softphone: {
      at: !isSoftphone ? null : isOwnSoftphone({ ctx, cookies }) ? ('here' as const) : ('elsewhere' as const),
      exchanges: browsers.map(({ account, name }) => ({ value: account, label: name })),
    },
    exchanges,
    backs: backs.map((one) => ({ ...one, mine: one.state === 'trying' && one.lastBy === me })),
  };
};

const contactOf = (form: FormData) => text(form, 'contact');

/** Does the act; once it is done, this browser is the reader's telephone, or is it no longer. */
function telephoneAct(
  isThisBrowser: boolean,
  verb: (act: FormAct<Record<never, string>>) => ReturnType<Parameters<typeof formAct>[0]>,
) {
  const act = formAct(verb);
  return async (event: RequestEvent) => {
    const answer = await act(event);
    const { app, ctx } = event.locals;
    if (!isActionFailure(answer)) keepOwnSoftphone({ ctx, cookies: event.cookies }, app, isThisBrowser);
    return answer;
  };
}

export const actions: Actions = {
  'may-le': telephoneAct(false, ({ ctx, modules, form }) =>
    modules.counselling.setOwnExtension(ctx, { extension: field(form, 'extension') ?? '' }),
  ),
  'trinh-duyet': telephoneAct(true, ({ ctx, modules, form }) =>
    modules.counselling.setOwnSoftphone(ctx, {
      account: text(form, 'account'),
      extension: text(form, 'softphone-extension'),
      password: text(form, 'password'),
    }),
  ),
  'goi-lai': formAct(({ ctx, modules, form }) => modules.counselling.callBack(ctx, { contact: contactOf(form) })),
  'ket-qua': formAct(({ ctx, modules, form }) =>
    modules.counselling.settleCallBack(ctx, { contact: contactOf(form), reached: text(form, 'reached') === 'co' }),
  ),
};
