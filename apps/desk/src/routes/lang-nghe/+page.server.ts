import { DAY, startOfVietnamDate, vietnamDate } from '../../../../../src/kernel/time.pure.ts';
import { provincesAt } from '../../../../../src/vocabulary/index.ts';
import { readWrittenDate } from '../../../../shared/written-date.ts';
import { unitName } from '../../agency/admin-units.server.ts';
import { alertView, filled } from '../../listening/listening-words.server.ts';
import { labelName } from '../../listening/operations-view.server.ts';
import { m } from '../../paraglide/messages.js';
import { refusalView, valueOrError } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'listening.dashboard' };

/** Whole days that are one press away; the longest is the longest that the dashboard tells. */
const PERIODS = [1, 7, 30, 90] as const;
const USUAL = 7;
const LONGEST = 92;
const SOONEST = 6;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening');
  const { listening } = app.modules;
  const asked = periodOf(url.searchParams, ctx.now);
  const view = valueOrError(ctx, await listening.dashboard(ctx, { from: asked.from, to: asked.to }));
  const seesAlerts = app.permissions.allows({ action: 'listening-alert.read' }, ctx.actor, ctx.now);
  const waiting = seesAlerts ? valueOrError(ctx, await listening.listAlerts(ctx, { state: 'RAISED' })) : undefined;
  const code = 'dashboard.period-invalid';
  return {
    period: {
      days: asked.days,
      from: vietnamDate(asked.from),
      to: vietnamDate(new Date(asked.to.getTime() - 1)),
      today: vietnamDate(ctx.now),
      refusal: asked.wrong ? refusalView(ctx, { code, text: listening.listeningRefusals[code] }) : undefined,
    },
    step: view.step,
    posts: view.posts,
    weighted: view.weightedPosts,
    queue: view.queue,
    open: view.openAlerts,
    seesAlerts,
    soonest: waiting?.rows.slice(0, SOONEST).map((row) => alertView(app, row)) ?? [],
    labels: view.byLabel
      .map((row) => ({
        code: row.label,
        name: labelName(app, row.label),
        severity: listening.label.get(row.label).severity,
        n: row.n,
        none: row.hours.length === 0,
        prevalence: row.prevalence,
        points: filled(row.hours, asked.from, asked.to, view.step),
      }))
      .toSorted((a, b) => (b.n ?? 0) - (a.n ?? 0) || Number(a.none) - Number(b.none) || b.severity - a.severity),
    rising: view.rising.map((row) => ({
      ...row,
      name: row.kind === 'label' ? labelName(app, row.key) : m.listening_term({ term: row.key }),
    })),
    campaigns: view.campaigns.map((row) => ({
      ...row,
      name: row.label === null ? m.listening_no_label() : labelName(app, row.label),
    })),
    provinces: provincesAt().map(({ code }) => {
      const row = view.byProvince.find(({ province }) => province === code);
      return {
        code,
        name: unitName(code),
        n: row?.n ?? null,
        seen: row !== undefined,
        rising: (row?.rising ?? []).map((rise) => ({ ...rise, name: labelName(app, rise.label) })),
      };
    }),
    edges: edgesOf(view.byProvince.map((row) => row.n ?? 0)),
    sources: view.bySource.map((row) => ({ code: row.source, name: row.name, n: row.n })),
    now: ctx.now.toISOString(),
  };
};

/** From which numbers on a province is a step darker: at most four round ones, from the least that is told. */
function edgesOf(counts: readonly number[]): number[] {
  const top = Math.max(0, ...counts);
  return Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? 1 : 3) * 10 ** (1 + Math.floor(at / 2)))
    .filter((edge, at) => at === 0 || edge <= top)
    .slice(-4);
}

/** Whole days of Viet Nam: the last so many (`ky`), or from one to another (`tu`, `den`); what cannot be is said and the usual shown. */
function periodOf(params: URLSearchParams, now: Date) {
  const last = (days: number, wrong = false) => {
    const from =
      days === 1
        ? new Date(now.getTime() - DAY)
        : startOfVietnamDate(vietnamDate(new Date(now.getTime() - (days - 1) * DAY)));
    return { days, from, to: now, wrong };
  };
  const [since, until] = ['tu', 'den'].map((name) => params.get(name) || null) as [string | null, string | null];
  if (since === null && until === null) return last(PERIODS.find((days) => String(days) === params.get('ky')) ?? USUAL);
  const to = Math.min(
    startOfVietnamDate(until === null ? vietnamDate(now) : (readWrittenDate(until) ?? '')).getTime() + DAY,
    now.getTime(),
  );
  const from = since === null ? to - USUAL * DAY : startOfVietnamDate(readWrittenDate(since) ?? '').getTime();
  // Not a number where a date is none.
  if (!(from < to && to - from <= LONGEST * DAY)) return last(USUAL, true);
  return { days: undefined, from: new Date(from), to: new Date(to), wrong: false };
}
