import type { App as LaChan } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { navigationActions } from '../frame/nav.ts';
import { pageLeads } from '../frame/page-leads.ts';
import { isOwnSoftphone } from '../live-help/softphone.server.ts';
import { roleName } from '../server/codes.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends, route, cookies }) => {
  const { app, ctx } = locals;
  depends('desk:notices');
  const { actor } = ctx;
  // Given with the page, so that no page loads the lines of all others.
  const pageLead = pageLeads[route.id ?? '']?.();
  if (actor.kind !== 'person')
    return {
      demonstration: app.demonstration,
      pageLead,
      person: undefined,
      allowed: [] as string[],
      unread: 0,
      softphone: false,
    };
  const notices = await app.modules.work.listNotices(ctx, { unreadOnly: true });
  const names = await agencyNames(app, ctx, [actor.agency]);
  return {
    demonstration: app.demonstration,
    pageLead,
    person: {
      id: actor.person,
      name: actor.name,
      role: [...new Set(actor.assignments.map((held) => held.role))].map(roleName).join(', '),
      agency: names.get(actor.agency) ?? actor.agency,
    },
    allowed: allowedOf(app, locals),
    unread: notices.ok ? notices.value.unread : 0,
    softphone: isOwnSoftphone({ ctx, cookies }),
  };
};

/** The actions of the navigation that the reader has. */
function allowedOf(app: LaChan, { ctx }: App.Locals): string[] {
  return navigationActions().filter((action) => app.permissions.allows({ action }, ctx.actor, ctx.now));
}
