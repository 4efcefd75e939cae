import type { SetRetention } from '../../../../../../src/listening/index.ts';
import { lawCitation } from '../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { number, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-retention.read' };

const CLASSES = ['negative', 'reviewed-negative', 'alert', 'training', 'record'] as const;
const hasLeft = (report: { readonly left: number }) => report.left > 0;
const tookSome = (report: { readonly purged: number; readonly keysDestroyed: number }) =>
  report.purged + report.keysDestroyed > 0;
const placeOf = (retention: string) => (CLASSES as readonly string[]).indexOf(retention);

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening-keeping');
  const { rules, reports } = valueOrError(ctx, await app.modules.listening.retentionStatus(ctx));
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const last = (retention: string) => reports.find((report) => report.retention === retention);
  return {
    rules: rules
      .toSorted((a, b) => placeOf(a.retention) - placeOf(b.retention))
      .map((rule) => ({
        ...rule,
        name: words('listening_retention_class', rule.retention),
        what: words('listening_retention_class_what', rule.retention),
        basis: lawCitation(rule.source, getLocale()),
        last: last(rule.retention) ?? null,
        late: rule.nextAt !== null && Date.parse(rule.nextAt) < ctx.now.getTime() - 15 * 60_000,
      })),
    reports: reports
      .filter(
        (report) =>
          (asked('lop') === '' || report.retention === asked('lop')) &&
          (asked('con') === '' || hasLeft(report)) &&
          (asked('co') === '' || tookSome(report)),
      )
      .map((report) => ({
        ...report,
        id: report.at + report.retention,
        name: words('listening_retention_class', report.retention),
      })),
    totals: {
      purged: reports.reduce((sum, report) => sum + report.purged, 0),
      left: reports.filter(hasLeft).length,
      took: reports.filter(tookSome).length,
      keys: reports.reduce((sum, report) => sum + report.keysDestroyed, 0),
      lastAt: reports[0]?.at ?? null,
    },
    classes: CLASSES.map((value) => ({ value, label: words('listening_retention_class', value) })),
    mayManage: app.permissions.allows({ action: 'listening-retention.manage' }, ctx.actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  doi: permittedAct('listening-retention.manage', ({ ctx, modules, form }) =>
    modules.listening.setRetention(ctx, {
      retention: (CLASSES.find((one) => one === text(form, 'retention')) ?? '') as SetRetention['retention'],
      hours: number(form, 'hours') ?? Number.NaN,
      source: text(form, 'source').trim(),
    }),
  ),
};
