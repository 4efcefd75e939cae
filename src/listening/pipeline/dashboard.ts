import { type Ctx, DAY, HOUR, ok, type Result, refuseRequest, systemActor, type Tx } from '../../kernel/index.ts';
import { shownNumber } from '../../vocabulary/index.ts';
import { openAlertCounts } from '../alerts/alert-store.ts';
import { campaignView } from '../alerts/open-alert.ts';
import { listeningCapabilities } from '../listening-policy.ts';
import type { DashboardView, PublicListeningView, QueueView } from '../listening-view.ts';
import { prevalenceOf } from '../models/prevalence.ts';
import { retentionHours, tuningNow } from '../models/tuning-store.ts';
import { pressureOf } from '../posts/observation.ts';
import { refuse } from '../refusals.ts';
import { harmLabels, type LabelCode } from '../review/label.ts';
import { auditCoverage, decisionsSince } from '../review/review-store.ts';
import { sourceRows } from '../sources/source-store.ts';
import { largestClusters } from './cluster-store.ts';
import { harmBySource, labelHours, placeOf, publicTotals, totals, trendsNow } from './dashboard-store.ts';
import { queueState } from './queue-store.ts';

const PERIOD_MOST = 92 * DAY;
const CAMPAIGN_LEAST = 5;
const CAMPAIGNS = 12;
const DECISIONS_MOST = 20_000;
const TREND_GOOD = 3 * HOUR;
/** Periods up to this long are told by the hour, longer ones by the day. */
const BY_HOUR_MOST = 2 * DAY;

export interface Dashboard {
  /** The last seven days where absent. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/**
 * What rises, where, of which harm; how much waits; and what part of all posts carries each harm, from the random audit
 * with its interval. Counts come from rollups by hour; none under ten is told. Refusals: `dashboard.period-invalid`
 */
export async function dashboard(ctx: Ctx, input: Dashboard = {}): Promise<Result<DashboardView>> {
  const to = input.to ?? ctx.now;
  const from = input.from ?? new Date(to.getTime() - 7 * DAY);
  if (!listeningCapabilities.can(ctx.actor, 'listening.dashboard', ctx.now))
    return refuseRequest('access.not-permitted');
  if (!(from < to) || to.getTime() - from.getTime() > PERIOD_MOST) return refuse('dashboard.period-invalid');
  const step = to.getTime() - from.getTime() > BY_HOUR_MOST ? 'day' : 'hour';
  // Figures for whoever may see figures, whose rows they rest on is another matter: read by the platform, told guarded.
  return ctx.as(systemActor('listening.dashboard')).transaction(async (tx) => {
    const [all, hours, sources, trends, clusters, openAlerts, queue, decisions, coverage] = await Promise.all([
      totals(tx, from, to),
      labelHours(tx, from, to, step),
      harmBySource(tx, from, to),
      trendsNow(tx, new Date(tx.now.getTime() - TREND_GOOD)),
      largestClusters(tx, from, CAMPAIGN_LEAST, CAMPAIGNS),
      openAlertCounts(tx),
      queueView(tx),
      decisionsSince(tx, from, DECISIONS_MOST),
      auditCoverage(tx, from, to),
    ]);
    const audited = [
      ...Map.groupBy(
        decisions.filter((one) => one.stratum === 'random' && one.probability !== null && one.at < to),
        (one) => one.task,
      ).values(),
    ].map((given) => ({
      labels: given.map((one) => one.labels),
      // The audit is decided in an order of chance: what is left undone is left out by chance too.
      probability: ((given[0] as (typeof given)[number]).probability as number) * (coverage.done / coverage.drawn || 1),
    }));
    const byLabel = Map.groupBy(hours, (row) => row.label);
    const provinces = Map.groupBy(sources, (source) => source.province);
    const rising = trends.flatMap(({ kind, ...trend }) => (kind === 'place' ? [] : [{ kind, ...trend }]));
    const places = trends.flatMap(({ kind, key, ...figures }) =>
      kind === 'place' ? [{ ...placeOf(key), figures }] : [],
    );
    return ok({
      from: from.toISOString(),
      to: to.toISOString(),
      step,
      posts: all.posts,
      weightedPosts: Math.round(all.weighted),
      queue,
      openAlerts,
      byLabel: harmLabels.map((label) => {
        const rows = byLabel.get(label) ?? [];
        return {
          label,
          n: shownNumber(rows.reduce((sum, { n }) => sum + n, 0)),
          prevalence: prevalenceOf(audited, label),
          hours: rows.map(({ hour, n }) => ({ hour: hour.toISOString(), n: shownNumber(n) })),
        };
      }),
      byProvince: [...provinces].flatMap(([province, rows]) =>
        province === null
          ? []
          : [
              {
                province,
                n: shownNumber(rows.reduce((sum, { n }) => sum + n, 0)),
                rising: places
                  .filter((place) => place.province === province)
                  .map(({ label, figures }) => ({ label: label as LabelCode, ...figures })),
              },
            ],
      ),
      bySource: sources.map(({ source, name, n }) => ({ source, name, n: shownNumber(n) })),
      rising,
      campaigns: clusters.map(campaignView),
    });
  });
}

/** How full the queue is, and what that means for what comes in. */
async function queueView(tx: Tx): Promise<QueueView> {
  const tuning = await tuningNow(tx);
  const state = await queueState(tx, tuning.hardLimit + 1);
  return {
    waiting: state.text,
    media: state.media,
    oldestSeconds: state.oldest ? Math.max(0, Math.round((tx.now.getTime() - state.oldest.getTime()) / 1_000)) : 0,
    softLimit: tuning.softLimit,
    hardLimit: tuning.hardLimit,
    state: pressureOf(state.text + state.media, tuning.softLimit, tuning.hardLimit).state,
    deadLetters: state.dead,
  };
}

/** For the public: which kinds of sources are listened to, why, on which basis, and how long what is kept. */
export async function publicListening(ctx: Ctx): Promise<Result<PublicListeningView>> {
  // Anybody may ask; what they are told holds nothing of a person and no count under ten.
  return ctx.as(systemActor('listening.public')).transaction(async (tx) => {
    const [sources, retention, counts] = await Promise.all([
      sourceRows(tx),
      retentionHours(tx),
      publicTotals(tx, new Date(tx.now.getTime() - 30 * DAY)),
    ]);
    const kinds = new Map(
      sources
        .filter((source) => source.state === 'RUNNING' && !source.demonstration)
        .map(({ kind, purposeCode, legalBasis }) => [
          `${kind}|${purposeCode}|${legalBasis}`,
          { kind, purposeCode, legalBasis },
        ]),
    );
    return ok({
      sources: [...kinds.values()],
      retention: [...retention].map(([name, hours]) => ({ retention: name, hours })),
      postsLast30Days: shownNumber(counts.posts),
      alertsLast30Days: shownNumber(counts.alerts),
    });
  });
}
