import { fail } from '@sveltejs/kit';
import { faultOf } from '../../../../catalogue/entry-words.server.ts';
import type { Actions } from './$types';

export const _may = 'public';

export const actions: Actions = {
  /** A provider proposes its product. */
  default: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const field = (name: string) => String(form.get(name) ?? '');
    const written = {
      name: field('name'),
      maker: field('maker'),
      link: field('link'),
      policyUrl: field('policyUrl'),
      label: field('label'),
      text: field('text'),
      contact: field('contact'),
    };
    const taken = await app.modules.learning.submitProduct(ctx, written);
    if (taken.ok) return { code: taken.value.code };
    return fail(taken.refusal.text.status, { written, fault: faultOf(taken.refusal), field: taken.refusal.field });
  },
};
