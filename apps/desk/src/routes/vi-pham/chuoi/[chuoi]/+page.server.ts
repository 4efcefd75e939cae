import { agencyNames } from '../../../../agency/agencies.server.ts';
import { identifierName, pointLabel, pointWords } from '../../../../offences/graph-words.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { text, valueOrError } from '../../../../server/answer.server.ts';
import { label, words } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'offence-series.list' };

const TONES = { PROPOSED: 'new', TAKEN: 'done', REFUSED: 'stopped', LAPSED: 'stopped' } as const;

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:offence-series');
  const { offences } = app.modules;
  const series = valueOrError(ctx, await offences.readSeries(ctx, { series: params.chuoi }));
  const names = await agencyNames(app, ctx, series.units.flat());
  const agency = (code: string) => names.get(code) ?? code;
  // Whoever coordinates knows of some members no more than their units: they are told apart by their place.
  const called = (at: number) => {
    const node = series.seen[at];
    return node ? pointLabel(app, node) : m.offence_series_member_number({ n: at + 1 });
  };
  const reasons = (takes: boolean) =>
    offences.seriesReason.terms
      .filter((term) => term.takes === takes)
      .map(({ code }) => ({ value: code, label: label(offences.seriesReason, code) }));
  return {
    id: series.id,
    reference: series.reference,
    status: { code: series.state, tone: TONES[series.state], text: words('offence_series_state', series.state) },
    national: series.national,
    foundAt: series.foundAt,
    decidedAt: series.decidedAt,
    reason: series.reason === null ? null : label(offences.seriesReason, series.reason),
    members: series.seen.map((node, at) => ({
      at,
      label: called(at),
      kind: node ? pointWords(app, node).typeName : m.offence_series_member_closed(),
      units: (series.units[at] ?? []).map(agency),
      file: node?.kind === 'FILE' && node.reference !== null ? node.id : null,
    })),
    supports: series.supports.map((one, at) => ({
      id: String(at),
      one: called(one.one),
      other: called(one.other),
      rule: words('offence_series_rule', one.rule),
      what: one.identifier
        ? pointLabel(app, one.identifier)
        : one.likeness !== null
          ? m.offence_series_likeness({ n: one.likeness })
          : one.identifierKind === null
            ? ''
            : identifierName(one.identifierKind),
    })),
    warnings: series.warnings.map((code) => ({ code, text: words('offence_series_warning', code) })),
    may: {
      decide:
        series.state === 'PROPOSED' && app.permissions.allows({ action: 'offence-series.decide' }, ctx.actor, ctx.now),
    },
    choices: { take: reasons(true), refuse: reasons(false) },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  quyetDinh: permittedAct('offence-series.decide', ({ ctx, modules, form, params }) =>
    modules.offences.decideSeries(ctx, { series: params.chuoi, reason: text(form, 'reason') }),
  ),
};
