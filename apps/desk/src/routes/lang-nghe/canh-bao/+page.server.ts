import type { AlertState, ListAlerts } from '../../../../../../src/listening/index.ts';
import { provincesAt } from '../../../../../../src/vocabulary/index.ts';
import { unitName } from '../../../agency/admin-units.server.ts';
import { alertView } from '../../../listening/listening-words.server.ts';
import { labelName } from '../../../listening/operations-view.server.ts';
import { m } from '../../../paraglide/messages.js';
import { valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'listening-alert.read' };

const STATES = ['RAISED', 'CONFIRMED', 'DISMISSED'] as const satisfies readonly AlertState[];
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening');
  const { listening } = app.modules;
  const filters = filtersOf(url.searchParams);
  const page = Math.max(0, Number.parseInt(url.searchParams.get('sau') ?? '', 10) || 0);
  const list = valueOrError(ctx, await listening.listAlerts(ctx, { ...filters, page }));
  const sources = valueOrError(ctx, await listening.listSources(ctx));
  return {
    rows: list.rows.map((row) => alertView(app, row)),
    total: list.total,
    page,
    more: list.more,
    cluster: filters.cluster ?? null,
    choices: {
      state: STATES.map((value) => ({ value, label: words('listening_alert_state', value) })),
      severity: [4, 3, 2].map((level) => ({
        value: String(level),
        label: `S${level} · ${words('listening_severity', String(level))}`,
      })),
      label: listening.harmLabels.map((value) => ({ value, label: labelName(app, value) })),
      source: sources.map((one) => ({ value: one.id, label: one.name })),
      province: provincesAt().map(({ code }) => ({ value: code, label: unitName(code) })),
      due: [{ value: 'qua', label: m.listening_open_overdue() }],
    },
    now: ctx.now.toISOString(),
  };
};

function filtersOf(params: URLSearchParams): ListAlerts {
  const one = (name: string) => params.get(name) || undefined;
  const id = (name: string) => (UUID.test(one(name) ?? '') ? one(name) : undefined);
  const severity = Number(one('muc'));
  return {
    state: STATES.find((state) => state === one('trang-thai')),
    ...(severity >= 1 && severity <= 4 ? { severity: Math.trunc(severity) } : {}),
    label: one('nhan'),
    province: one('tinh'),
    source: id('nguon'),
    cluster: id('cum'),
    overdue: one('han') === 'qua',
  };
}
