import { type Ctx, DAY, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { shownNumber } from '../../vocabulary/index.ts';
import { alertPolicy, listeningCapabilities } from '../listening-policy.ts';
import type { AlertDetail, CampaignView } from '../listening-view.ts';
import { type ClusterRow, clusterRow } from '../pipeline/cluster-store.ts';
import { hoursOfCluster } from '../pipeline/dashboard-store.ts';
import { versionRow } from '../pipeline/pipeline-store.ts';
import { postFacts } from '../posts/observation-store.ts';
import { readPost } from '../posts/read-post.ts';
import { refuse } from '../refusals.ts';
import type { LabelCode, Severity } from '../review/label.ts';
import { confirmedRecipients } from './alert.ts';
import { alertRecord, deliveriesOf } from './alert-store.ts';
import { alertRowView } from './list-alerts.ts';
import { signalsOf } from './signal-store.ts';

/** One alert with its cluster, what became of it, and the post masked; the look is in the audit. Refusals: `alert.not-found` */
export async function openAlert(ctx: Ctx, input: { readonly alert: string }): Promise<Result<AlertDetail>> {
  const id = parseId<'alert'>(input.alert);
  if (id === undefined) return refuse('alert.not-found');
  const found = await ctx.transaction(async (tx) => {
    const alert = await alertRecord(tx, id);
    if (!alert) return refuse('alert.not-found');
    tx.audit({ action: 'listening-alert.read', object: { kind: 'listening-alert', id } });
    const [cluster, deliveries, signals, version, hours] = await Promise.all([
      clusterRow(tx, alert.cluster),
      deliveriesOf(tx, id),
      signalsOf(tx, alert.observation),
      versionRow(tx, alert.version),
      hoursOfCluster(tx, alert.cluster, new Date(tx.now.getTime() - 7 * DAY)),
    ]);
    return ok({ alert, cluster, deliveries, signals, version, hours });
  });
  if (!found.ok) return found;
  const { alert, cluster, deliveries, signals, version, hours } = found.value;
  // Who looks at masked posts; others see the codes alone.
  const looks = listeningCapabilities.can(ctx.actor, 'listening-post.review', ctx.now);
  const read = await ctx.as(systemActor('listening.read-masked')).transaction(async (tx) =>
    ok({
      post: looks ? await readPost(ctx, tx, alert.observation) : undefined,
      facts: await postFacts(tx, alert.observation),
    }),
  );
  if (!read.ok) return read;
  const { post, facts } = read.value;
  return ok({
    ...alertRowView(alert, ctx.now),
    masked: post?.masked ?? null,
    expiresAt: facts?.expiresAt?.toISOString() ?? null,
    spans: post?.spans ?? [],
    signals: signals.map((signal) => ({ ...signal, label: signal.label as LabelCode })),
    cluster: cluster ? campaignView(cluster) : emptyCampaign(alert.cluster, alert.raisedAt),
    hours: hours.map(({ hour, n }) => ({ hour: hour.toISOString(), n: shownNumber(n) })),
    deliveries: deliveries.map((one) => ({
      recipient: one.recipient,
      state: one.state,
      attempts: one.attempts,
      deliveredAt: one.deliveredAt?.toISOString() ?? null,
      receipt: one.receipt,
      reason: one.reason,
    })),
    decidedBy: alert.decidedBy,
    decidedAt: alert.decidedAt?.toISOString() ?? null,
    decisionReason: alert.decisionReason,
    pipelineVersion: version?.number ?? 0,
    mayDecide: alertPolicy.can(ctx.actor, 'listening-alert.decide', { state: alert.state }, ctx.now),
    wouldTell:
      alert.state === 'RAISED'
        ? confirmedRecipients(alert.severity, alert.label).filter(
            (to) => !deliveries.some((one) => one.recipient === to),
          )
        : [],
  });
}

export function campaignView(cluster: ClusterRow): CampaignView {
  return {
    cluster: cluster.id,
    posts: cluster.posts,
    authors: shownNumber(cluster.authors),
    sources: cluster.sources,
    label: cluster.label as LabelCode | null,
    severity: cluster.severity as Severity,
    firstAt: cluster.firstAt.toISOString(),
    lastAt: cluster.lastAt.toISOString(),
  };
}

function emptyCampaign(cluster: string, at: Date): CampaignView {
  const when = at.toISOString();
  return { cluster, posts: 0, authors: null, sources: 0, label: null, severity: 0, firstAt: when, lastAt: when };
}
