import { error } from '@sveltejs/kit';
import { guideOf } from '../../../guide/guides.server.ts';
import { m } from '../../../paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = ({ params }) => {
  const guide = guideOf(params.vai);
  if (!guide) error(404, m.guide_none());
  return { guide };
};
