import { showText } from '../../../../../../learning/show-text.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';
/** Whoever reads it may have lived it: nothing on the phone tells. */
export const _sensitive = true;

export const load: PageServerLoad = ({ locals, params }) => showText(locals, params, { help: true });
