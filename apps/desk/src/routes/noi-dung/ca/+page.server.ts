import { takedownStatus } from '../../../../../../src/vocabulary/index.ts';
import { itemStatus } from '../../../content/content-words.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import { label, words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'content-item.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:content-digest');
  const digest = valueOrError(ctx, await app.modules.takedown.contentDigest(ctx));
  return {
    since: digest.since,
    looked: digest.looked,
    arrived: digest.arrived.map(({ source, items, danger }) => ({
      name: words('content_source', source),
      items,
      danger,
    })),
    moved: digest.moved.map(({ code, items }) => ({ name: words('content_event', code), count: items })),
    orders: digest.orders.map(({ code, answer, orders }) => ({
      name: answer === null ? words('order_event', code) : words('order_answer', answer),
      count: orders,
    })),
    due: digest.due.map(({ id, reference, addressee, state, clock }) => ({
      id,
      reference,
      addressee,
      due: clock.due,
      status: label(takedownStatus, state),
    })),
    dueMore: Math.max(0, digest.dueTotal - digest.due.length),
    items: digest.items.map(({ id, reference, state, danger, tier, isNew, changedAt }) => ({
      id,
      reference,
      isNew,
      changedAt,
      danger: danger === true,
      tier: words('content_tier', tier),
      status: itemStatus(state),
    })),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  daXem: formAct(({ ctx, modules }) => modules.takedown.markContentLooked(ctx)),
};
