import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
  demonstration: locals.app.demonstration,
  sensitive: locals.sensitive,
});
