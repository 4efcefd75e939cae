import type { PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = ({ locals }) => ({ deskUrl: locals.app.deskUrl });
