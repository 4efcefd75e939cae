import { fail } from '@sveltejs/kit';
import { answer, beginWithStory } from '../../../report/flow.ts';
import { sharedText } from '../../../share/shared-text.ts';
import type { Actions } from './$types';

export const _may = 'public';
export const _sensitive = true;

export const actions: Actions = {
  /**
   * What another app shares with the installed portal, or what was pasted into the box of this page: both come as a post, so that neither
   * stands in an address, and both lead to the first page of a report, where nothing is sent yet. From there on it is the report's form.
   */
  default: async ({ locals, request }) => {
    const form = await request.formData();
    // What another app hands over begins something new, whatever it holds: it neither goes on with a report nor sends one.
    const handedOver = request.headers.get('sec-fetch-site') === 'none';
    if (!handedOver && typeof form.get('draft') === 'string') {
      const { status, view } = await answer(locals, form, undefined);
      return status < 400 ? { view, empty: false } : fail(status, { view, empty: false });
    }
    const shared = sharedText(form);
    // Nothing but a picture, or nothing at all: the box says what it takes.
    if (shared === '') return fail(422, { view: null, empty: true });
    return { view: await beginWithStory(locals, shared), empty: false };
  },
};
