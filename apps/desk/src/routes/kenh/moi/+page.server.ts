import { fail, redirect } from '@sveltejs/kit';
import { accountOf, fieldViews, shownAgain } from '../../../channel/account-form.server.ts';
import { connectSteps, kindName } from '../../../channel/account-view.server.ts';
import { href } from '../../../href.ts';
import { refusalView } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'channel-account.keep' };

export const load: PageServerLoad = ({ locals: { app, ctx }, url }) => {
  const kinds = app.modules.channels.accountKinds(ctx);
  const chosen = kinds.find(({ code }) => code === url.searchParams.get('loai'));
  return {
    kinds: kinds.map(({ code }) => ({ code, name: kindName(code), help: words('channel_help', code) })),
    kind: chosen && {
      code: chosen.code,
      name: kindName(chosen.code),
      steps: connectSteps(chosen.code),
      fields: fieldViews(chosen.fields, undefined),
    },
  };
};

export const actions: Actions = {
  default: async ({ locals: { app, ctx }, request, url }) => {
    const form = await request.formData();
    const channel = url.searchParams.get('loai') ?? '';
    const { channels } = app.modules;
    const done = await channels.connectAccount(ctx, { adapter: channel, ...accountOf({ app, ctx, form }, channel) });
    if (!done.ok)
      return fail(done.refusal.text.status, { refusal: refusalView(ctx, done.refusal), entered: shownAgain(form) });
    if (request.headers.get('x-sveltekit-action') === 'true') return { value: done.value };
    redirect(303, href(`/kenh/${done.value.id}`));
  },
};
