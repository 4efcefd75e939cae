import { guideList } from '../../guide/guides.server.ts';
import { personOf } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = ({ locals: { ctx } }) => ({
  guides: guideList(personOf(ctx).assignments.map(({ role }) => role)),
});
