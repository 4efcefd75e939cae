import { contentClass, onlinePlace } from '../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { contentFilters } from '../../content/content-list.server.ts';
import { choices, className, itemStatus, itemWords } from '../../content/content-words.server.ts';
import { m } from '../../paraglide/messages.js';
import { text, valueOrError } from '../../server/answer.server.ts';
import { options } from '../../server/codes.server.ts';
import { formAct, permittedAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'content-item.list' };

/** From here on a chip says "100+". */
const COUNT_MOST = 100;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:content');
  const { takedown } = app.modules;
  const after = url.searchParams.get('sau') ?? undefined;
  const list = valueOrError(ctx, await takedown.listItems(ctx, { ...contentFilters(app, url.searchParams), after }));
  const counts = valueOrError(ctx, await takedown.countItems(ctx));
  const looked = valueOrError(ctx, await takedown.contentLookedAt(ctx));
  const names = await agencyNames(
    app,
    ctx,
    list.items.map((item) => item.agency),
  );
  const count = (...states: string[]) => {
    const sum = states.reduce((total, state) => total + (counts.get(state) ?? 0), 0);
    return sum >= COUNT_MOST ? `${COUNT_MOST}+` : String(sum);
  };
  const chip = (label: string, ...states: string[]) => ({ label, value: states.join(','), count: count(...states) });
  return {
    rows: list.items.map((item) => ({
      ...itemWords(item, (code) => names.get(code) ?? code),
      triable: item.state === 'RECEIVED',
      unread: looked !== undefined && new Date(item.changedAt) > looked,
    })),
    next: list.next,
    mayTriage: app.permissions.allows({ action: 'content-item.triage' }, ctx.actor, ctx.now),
    chips: [
      chip(m.content_chip_received(), 'RECEIVED'),
      chip(m.content_chip_grading(), 'TRIAGED', 'GRADED_ONCE'),
      chip(m.content_chip_disputed(), 'DISPUTED'),
      chip(m.content_chip_verified(), 'VERIFIED', 'RETURNED'),
      chip(m.content_chip_done(), 'NOT_ILLEGAL', 'SET_ASIDE', 'GONE'),
    ],
    choices: {
      state: takedown.itemStates.map((code) => ({ value: code, label: itemStatus(code).text })),
      tier: choices('content_tier', takedown.tiers),
      kind: choices('content_kind', takedown.itemKinds),
      source: choices('content_source', takedown.sources),
      place: options(onlinePlace),
      class: contentClass.codes.map((value) => ({ value, label: className(value) })),
      age: [4, 24, 72].map((hours) => ({ value: String(hours), label: m.content_age_hours({ hours }) })),
    },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  /** Puts what was received before the graders as it is known: nothing of it changes, so many may go at once. */
  chuyen: permittedAct('content-item.triage', async ({ ctx, modules, form }) => {
    const ids = form
      .getAll('muc')
      .filter((one): one is string => typeof one === 'string')
      .slice(0, 100);
    let moved = 0;
    for (const item of ids) if ((await modules.takedown.triageItem(ctx, { item })).ok) moved += 1;
    return { ok: true, value: { moved, left: ids.length - moved } };
  }),
  /** What is looked for stays out of the address of the page. */
  tim: formAct(async ({ ctx, modules, form }) => {
    const found = await modules.takedown.findItemAt(ctx, text(form, 'diaChi'));
    return found.ok
      ? { ok: true, value: { found: found.value.map(({ id, reference }) => ({ id, reference })) } }
      : found;
  }),
};
