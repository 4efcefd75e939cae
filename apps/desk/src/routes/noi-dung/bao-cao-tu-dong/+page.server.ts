import { agencyNames } from '../../../agency/agencies.server.ts';
import { reportWords } from '../../../content/machine-report-words.server.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { valueOrError } from '../../../server/answer.server.ts';
import { options, words } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'machine-report.list' };

/** What is filled in below this many percent is shown as incomplete. */
const INCOMPLETE = 75;
const FIELDS_SHOWN = 5;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:machine-reports');
  const { takedown } = app.modules;
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const type = asked('loai');
  const list = valueOrError(
    ctx,
    await takedown.listMachineReports(ctx, {
      state: takedown.reportStates.find((state) => state === asked('trang-thai')),
      type: takedown.incidentType.has(type) ? type : undefined,
      unviewed: asked('chua-xem') === '1' ? 'true' : undefined,
      urgent: asked('khan') === '1' ? 'true' : undefined,
      test: asked('thu') === '1' ? 'true' : undefined,
      qualityBelow: asked('thieu') === '1' ? INCOMPLETE : undefined,
      reference: asked('ma').slice(0, 60) || undefined,
      after: url.searchParams.get('sau') ?? undefined,
    }),
  );
  const names = await agencyNames(
    app,
    ctx,
    list.reports.map(({ agency }) => agency),
  );
  const unit = app.permissions.allows({ action: 'machine-report.unmask' }, ctx.actor, ctx.now);
  const own = unit ? null : valueOrError(ctx, await takedown.ownReportQuality(ctx));
  return {
    rows: list.reports.map((line) => reportWords(app, line, (code) => names.get(code) ?? code)),
    next: list.next,
    unit,
    own: own && {
      reports: own.reports,
      percent: own.percent,
      missing: own.missing
        .slice(0, FIELDS_SHOWN)
        .map(({ field, reports }) => ({ field: takedown.fieldLabel(field, getLocale()), reports })),
    },
    states: takedown.reportStates
      .filter((state) => !unit || state === 'FINISHED' || state === 'RETRACTED')
      .map((value) => ({ value, label: words('machine_report_state', value) })),
    types: options(takedown.incidentType),
    now: ctx.now.toISOString(),
  };
};
