import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

/** What somebody may come back to: the consultation from which they tried. */
const codeIn = (url: URL) =>
  /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.exec(url.searchParams.get('ve') ?? '')?.[0];

export const load: PageServerLoad = ({ url }) => ({ code: codeIn(url) ?? null });

export const actions: Actions = {
  /** Shows a ballot as it was filled in, and keeps nothing of it: no verb is asked. */
  default: async ({ request }) => {
    const form = await request.formData();
    const said = (name: string) => (['1', '-1', '0'] as const).find((one) => one === form.get(name)) ?? null;
    return { said: [said('s1'), said('s2')] };
  },
};
