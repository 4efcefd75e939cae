import { m } from '../../../paraglide/messages.js';
import { valueOrError } from '../../../server/answer.server.ts';
import { label, words } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'offence-series.list' };

const TONES = { PROPOSED: 'new', TAKEN: 'done', REFUSED: 'stopped', LAPSED: 'stopped' } as const;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:offence-series');
  const { offences } = app.modules;
  const asked = url.searchParams.get('trang-thai');
  const state = offences.seriesStates.find((one) => one === asked);
  const { series } = valueOrError(ctx, await offences.listSeries(ctx, { state }));
  return {
    rows: series.map((one) => ({
      id: one.id,
      reference: one.reference,
      members: one.members,
      whose: one.national ? m.offence_series_national() : m.offence_series_unit(),
      status: { tone: TONES[one.state], text: words('offence_series_state', one.state) },
      reason: one.reason === null ? '' : label(offences.seriesReason, one.reason),
      foundAt: one.foundAt,
      decidedAt: one.decidedAt,
    })),
    states: offences.seriesStates.map((value) => ({ value, label: words('offence_series_state', value) })),
    now: ctx.now.toISOString(),
  };
};
