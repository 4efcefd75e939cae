import { text, valueOrError } from '../../../server/answer.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _may = { action: 'push-device.keep' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:push-devices');
  const own = valueOrError(ctx, await app.modules.channels.ownPushDevices(ctx));
  return {
    ...own,
    // Who gives live help is led to it, everybody else to the list of what waits.
    place: app.permissions.allows({ action: 'contact.list' }, ctx.actor, ctx.now) ? 'truc' : 'viec',
  };
};

export const actions: Actions = {
  bat: (event: RequestEvent) =>
    formAct(({ ctx, modules, form }) =>
      modules.channels.addPushDevice(ctx, {
        address: text(form, 'address'),
        userAgent: event.request.headers.get('user-agent'),
      }),
    )(event),
  tat: formAct(({ ctx, modules, form }) => modules.channels.removePushDevice(ctx, { id: text(form, 'id') })),
  thu: formAct(({ ctx, modules }) => modules.channels.tryOwnDevices(ctx)),
};
