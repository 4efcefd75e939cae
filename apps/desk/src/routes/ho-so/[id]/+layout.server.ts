import { loadCase } from '../../../case/case-view.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params, depends }) => {
  depends('desk:case');
  return { head: await loadCase(locals, params.id) };
};
