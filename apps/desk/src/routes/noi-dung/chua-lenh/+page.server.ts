import { agencyNamesOf } from '../../../agency/agencies.server.ts';
import { className } from '../../../content/content-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { label, options, words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'takedown-order.report' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:without-order');
  const { takedown } = app.modules;
  const rows = valueOrError(ctx, await takedown.itemsWithoutOrder(ctx));
  const holds = valueOrError(ctx, await takedown.listHolds(ctx));
  const names = await agencyNamesOf(app, ctx, holds);
  const written = (day: string) => day.split('-').reverse().join('/');
  return {
    held: holds.map((one) => ({
      ...one,
      reason: label(takedown.holdReason, one.reason),
      agency: names.get(one.agency) ?? one.agency,
      days: m.hold_until_day({ until: written(one.until), review: written(one.reviewOn) }),
    })),
    rows: rows.map((one) => ({
      ...one,
      class: one.nationalClass === null ? '–' : className(one.nationalClass),
      tier: words('content_tier', one.tier),
    })),
    holds: app.permissions.allows({ action: 'police-hold.place' }, ctx.actor, ctx.now),
    reasons: options(takedown.holdReason),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  thoi: permittedAct('police-hold.end', ({ ctx, modules, form }) =>
    modules.takedown.endHold(ctx, { hold: text(form, 'hold') }),
  ),
  giu: permittedAct('police-hold.place', ({ ctx, modules, form }) =>
    modules.takedown.holdItem(ctx, {
      item: text(form, 'item'),
      reason: text(form, 'reason'),
      reviewOn: text(form, 'reviewOn'),
      until: text(form, 'until'),
    }),
  ),
};
