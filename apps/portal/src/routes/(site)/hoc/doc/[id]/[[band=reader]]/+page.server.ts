import { showText } from '../../../../../../learning/show-text.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

export const load: PageServerLoad = ({ locals, params, url }) =>
  showText(locals, params, { help: false, asked: url.searchParams.get('trang') });
