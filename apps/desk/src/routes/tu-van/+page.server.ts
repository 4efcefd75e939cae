import { redirect } from '@sveltejs/kit';
import type { SeriesOrigin } from '../../../../../src/counselling/index.ts';
import { agencyNamesOf } from '../../agency/agencies.server.ts';
import { href } from '../../href.ts';
import { m } from '../../paraglide/messages.js';
import { formatTime } from '../../parts/format.ts';
import { purposeName } from '../../referral/referral-view.server.ts';
import { namesOf } from '../../report/report-view.server.ts';
import { caseOfCode } from '../../series/case-of-code.server.ts';
import { ageChoices } from '../../series/series-view.server.ts';
import { actionResult, field, text, valueOrError } from '../../server/answer.server.ts';
import { ageName } from '../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'series.list' };

/** Series that the reader may know of; and what they could begin one from. */
export const load: PageServerLoad = async ({ locals, url, depends }) => {
  const { app, ctx } = locals;
  depends('desk:series-list');
  const { series } = valueOrError(ctx, await app.modules.counselling.listSeries(ctx));
  const ended = url.searchParams.get('dang') === 'xong';
  const rows = series.filter(({ state }) => (state === 'ended') === ended);
  const agencies = await agencyNamesOf(app, ctx, rows);
  const people = await namesOf(
    app,
    ctx,
    rows.map(({ counsellor }) => counsellor),
  );
  return {
    counts: {
      open: series.filter(({ state }) => state === 'open').length,
      ended: series.filter(({ state }) => state === 'ended').length,
    },
    rows: rows.map((one) => ({
      id: one.id,
      reference: one.reference,
      readable: one.readable,
      who: people.get(one.counsellor) ?? agencies.get(one.agency) ?? one.agency,
      age: ageName(one.ageBand),
      next: one.next ? formatTime(one.next.toISOString()) : '–',
      began: formatTime(one.beganAt.toISOString()),
    })),
    origins: await originsOf(locals),
    fromCase: ['series.work', 'case.overview'].every((action) =>
      app.permissions.allows({ action }, ctx.actor, ctx.now),
    ),
    chosen: url.searchParams.get('tu') ?? '',
    ages: ageChoices(),
    now: ctx.now.toISOString(),
  };
};

/** What the reader has that a series may begin from: referrals that their agency accepted, and contacts that they have now. */
async function originsOf({ app, ctx }: App.Locals): Promise<{ value: string; label: string }[]> {
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  if (!allows('series.work')) return [];
  const { cases, counselling } = app.modules;
  const referrals = allows('referral.read')
    ? valueOrError(ctx, await cases.listReferrals(ctx, { side: 'in', statuses: ['ACCEPTED', 'IN_SERVICE'] }))
    : [];
  const contacts = allows('contact.list') ? valueOrError(ctx, await counselling.ownContacts(ctx)).carried : [];
  return [
    ...contacts.map(({ id, reference }) => ({ value: `contact:${id}`, label: m.series_from_contact({ reference }) })),
    ...referrals.map(({ id, reference, purpose }) => ({
      value: `referral:${id}`,
      label: m.series_from_referral({ reference, purpose: purposeName(purpose) }),
    })),
  ];
}

export const actions: Actions = {
  default: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const [kind, id = ''] = text(form, 'tu').split(':');
    const code = field(form, 'maHoSo');
    const named = code === undefined ? undefined : await caseOfCode(app, ctx, code);
    if (named && !named.ok) return actionResult(ctx, named);
    const from: SeriesOrigin = named ? { case: named.value } : kind === 'contact' ? { contact: id } : { referral: id };
    const begun = await app.modules.counselling.beginSeries(ctx, { from, ageBand: field(form, 'tuoi') });
    if (!begun.ok) return actionResult(ctx, begun);
    redirect(303, href(`/tu-van/${begun.value.series}`));
  },
};
