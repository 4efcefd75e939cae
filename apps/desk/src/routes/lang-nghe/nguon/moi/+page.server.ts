import { fail, redirect } from '@sveltejs/kit';
import { href } from '../../../../href.ts';
import { kindView } from '../../../../listening/operations-view.server.ts';
import { settingsOf, sourceChoices } from '../../../../listening/source-form.server.ts';
import { refusalView, text } from '../../../../server/answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-source.create' };

export const load: PageServerLoad = ({ locals: { app }, url }) => {
  const kinds = app.modules.listening.sourceKinds.map(kindView);
  return {
    kinds: kinds.map(({ kind, title, help, ways }) => ({ kind, title, help, ways })),
    kind: kinds.find(({ kind }) => kind === url.searchParams.get('loai')),
    choices: sourceChoices(),
  };
};

export const actions: Actions = {
  default: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const kind = text(form, 'kind');
    const created = await app.modules.listening.createSource(ctx, { kind, ...settingsOf(app, kind, form) });
    if (!created.ok) return fail(created.refusal.text.status, { refusal: refusalView(ctx, created.refusal) });
    if (request.headers.get('x-sveltekit-action') === 'true') return { value: created.value };
    redirect(303, href(`/lang-nghe/nguon/${created.value.id}`));
  },
};
