import { agencyNames } from '../../../../agency/agencies.server.ts';
import { reportWords } from '../../../../content/machine-report-words.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { field, text, valueOrError } from '../../../../server/answer.server.ts';
import { label, options, words } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'machine-report.read' };

/** How long what was opened stays readable; then it is masked again by itself. */
const OPEN_MS = 2 * 60_000;

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:machine-report');
  const { takedown } = app.modules;
  const detail = valueOrError(ctx, await takedown.machineReportDetail(ctx, { report: params.id }));
  const names = await agencyNames(app, ctx, [detail.report.agency]);
  const flag = (said: boolean | null) =>
    said === null ? m.machine_report_flag_unsaid() : said ? m.machine_report_flag_yes() : m.machine_report_flag_no();
  const counted = { FILE: 0, PLACE: 0 };
  return {
    report: reportWords(app, detail.report, (code) => names.get(code) ?? code),
    parts: detail.parts.map((one) => {
      counted[one.kind] += 1;
      const number = counted[one.kind];
      return {
        id: one.id,
        file: one.kind === 'FILE',
        name: one.kind === 'FILE' ? m.machine_report_part_file({ number }) : m.machine_report_part_place({ number }),
        unviewed: one.kind === 'FILE' && one.viewed !== true && one.publiclyAvailable !== true,
        viewed: flag(one.viewed),
        exifViewed: flag(one.exifViewed),
        public: flag(one.publiclyAvailable),
        known: one.known === null ? m.machine_report_known_unasked() : flag(one.known),
        hashed: flag(one.hashed),
        dropped: one.dropped,
        classification: one.classification,
        relevance: one.relevance === null ? null : label(takedown.fileRelevance, one.relevance),
        annotations: one.annotations.map((code) => label(takedown.fileAnnotation, code)),
        percent: one.quality.percent,
        missing: one.quality.missing.map((code) => takedown.fieldLabel(`file.${code}`, getLocale())),
        item: one.item,
      };
    }),
    outcomes: detail.outcomes.map((one) => ({
      round: takedown.rounds.find(({ code }) => code === one.round)?.[getLocale()] ?? one.round,
      text: label(takedown.reportOutcome, one.code),
      at: one.givenAt.toISOString(),
    })),
    mayUnmask: detail.mayUnmask,
    unit: app.permissions.allows({ action: 'machine-report.unmask' }, ctx.actor, ctx.now),
    needsGround: detail.needsGround,
    reasons: takedown.reportUnmaskReasons.map((value) => ({ value, label: words('machine_report_reason', value) })),
    grounds: [{ value: '', label: m.machine_report_ground_none() }, ...options(takedown.legalGround)],
  };
};

export const actions: Actions = {
  xem: permittedAct('machine-report.unmask', async ({ ctx, modules, form, params }) => {
    const { takedown } = modules;
    const part = field(form, 'part');
    const opened = await takedown.unmaskMachineReport(ctx, {
      report: params.id,
      part,
      reason: takedown.reportUnmaskReasons.find((one) => one === text(form, 'reason')) ?? 'CHECK',
      ground: field(form, 'ground'),
    });
    if (!opened.ok) return opened;
    const until = new Date(ctx.now.getTime() + OPEN_MS).toISOString();
    return { ok: true, value: { part: part ?? 'report', fields: opened.value.fields, until } };
  }),
};
