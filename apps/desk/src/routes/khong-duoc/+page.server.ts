import { redirect } from '@sveltejs/kit';
import { ownAgencies } from '../../agency/own-agencies.server.ts';
import { href } from '../../href.ts';
import { sameSitePath } from '../../server/answer.server.ts';
import { words } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** Says which permission a page lacked, and whom to ask for it. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, ctx } = locals;
  if (ctx.actor.kind !== 'person') redirect(303, href('/dang-nhap'));
  const action = url.searchParams.get('can') ?? '';
  const known = app.permissions.actions.includes(action);
  const administrators = await app.modules.members.findColleagues(ctx, { roles: ['agency_admin'] });
  return {
    otherAgencies: (await ownAgencies(app, ctx)).length > 1,
    action: known ? { code: action, name: words('action', action) } : undefined,
    administrators: administrators.ok ? administrators.value.map((person) => person.name) : [],
    roleless: ctx.actor.assignments.length === 0,
    after: sameSitePath(url.searchParams.get('sau')),
  };
};
