import { endByLaw, insertClocks } from '../../clocks/index.ts';
import { advanceLongJob, type Ctx, newCode, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { bandKeys, minHash } from '../../text/index.ts';
import { type Law, lawOf } from '../../vocabulary/index.ts';
import { alertRule, deliveryKey, firstRecipients } from '../alerts/alert.ts';
import { planAlertClock } from '../alerts/alert-clocks.ts';
import { insertAlerts, insertDeliveries, type NewAlert } from '../alerts/alert-store.ts';
import { countHour, EVERY, type HourCount, insertSignals } from '../alerts/signal-store.ts';
import { type Marks, marksOf, openPost, openTextKeys } from '../listening-sealing.ts';
import { retentionHours, type Tuning, tuningNow } from '../models/tuning-store.ts';
import { keepLonger, markProcessed, type StoredPost, storedPosts } from '../posts/observation-store.ts';
import { insertTasks, type NewTask, openTasks, type Stratum } from '../review/review-store.ts';
import { NEAR_LEAST, nearest, signatureBytes, signatureOf, windowOf } from './cluster.ts';
import { type ClusterGrowth, clustersLike, growClusters, insertClusters, type NewCluster } from './cluster-store.ts';
import { type Judged, judge } from './judge.ts';
import { loadPipeline, type Pipeline } from './pipeline.ts';
import {
  insertVerdicts,
  liveVersion,
  REPLAY_WORK,
  type ReplayRow,
  replayRows,
  type VersionRow,
  versionRow,
} from './pipeline-store.ts';
import { bury, claim, enqueue, FIRST, type QueueItem } from './queue-store.ts';

/** Posts of one transaction. */
export const BATCH = 1_000;
/** After so many failures a post is put aside. */
export const ATTEMPTS = 5;

export interface Batch {
  /** Rows taken from the queue; 0 where nothing waits. */
  readonly claimed: number;
  /** Posts processed for the first time. */
  readonly processed: number;
  readonly alerts: number;
  readonly failed: number;
}

const NOTHING: Batch = { claimed: 0, processed: 0, alerts: 0, failed: 0 };

/**
 * Takes what waits, judges it and writes all that follows from it, in one transaction: either the posts are gone from the
 * queue and everything about them stands, or nothing happened. A post that fails is tried again later and at last put
 * aside with a code; it holds up no other.
 */
export async function processBatch(
  ctx: Ctx,
  input: { readonly most?: number | undefined } = {},
): Promise<Result<Batch>> {
  const system = ctx.as(systemActor('listening.process'));
  const most = Math.min(input.most ?? BATCH, BATCH);
  try {
    return await system.transaction(async (tx) => {
      const items = await claim(tx, 'text', most);
      return ok(items.length === 0 ? NOTHING : await processItems(system, tx, items));
    });
  } catch (error) {
    // Something among these breaks the whole: smaller and smaller, until it stands alone and is put aside.
    if (most > 1) return processBatch(ctx, { most: partOf(most) });
    return system.transaction(async (tx) => ok(await putAlone(ctx, tx, await claim(tx, 'text', 1), error)));
  }
}

/** The same for items that a broker brought and the queue does not hold. */
export async function processBrought(ctx: Ctx, items: readonly QueueItem[]): Promise<Result<Batch>> {
  const system = ctx.as(systemActor('listening.process'));
  try {
    return await system.transaction(async (tx) => ok(await processItems(system, tx, items)));
  } catch (error) {
    if (items.length === 1) return system.transaction(async (tx) => ok(await putAlone(ctx, tx, items, error)));
    let total = NOTHING;
    for (let at = 0; at < items.length; at += partOf(items.length)) {
      const part = await processBrought(ctx, items.slice(at, at + partOf(items.length)));
      if (!part.ok) return part;
      total = plus(total, part.value);
    }
    return ok(total);
  }
}

const partOf = (size: number) => Math.max(1, Math.floor(size / 8));
const plus = (a: Batch, b: Batch): Batch => ({
  claimed: a.claimed + b.claimed,
  processed: a.processed + b.processed,
  alerts: a.alerts + b.alerts,
  failed: a.failed + b.failed,
});

/** What broke a batch alone is tried again later, and at last buried. */
async function putAlone(ctx: Ctx, tx: Tx, items: readonly QueueItem[], error: unknown): Promise<Batch> {
  ctx.kernel.log.error({ err: error }, 'listening: a post could not be processed');
  await putAside(
    tx,
    items.map((item) => ({ item, reason: 'batch' })),
  );
  return { ...NOTHING, claimed: items.length, failed: items.length };
}

/** Processes claimed items inside the claim's own transaction; whatever bus they came by. */
async function processItems(ctx: Ctx, tx: Tx, items: readonly QueueItem[]): Promise<Batch> {
  const asked = [...new Set(items.map((item) => item.replay).filter((id) => id !== FIRST))];
  const [live, tuning, replays, stored] = await Promise.all([
    liveVersion(tx),
    tuningNow(tx),
    asked.length === 0 ? [] : replayRows(tx, asked),
    storedPosts(
      tx,
      items.map((item) => item.observation),
      false,
    ),
  ]);
  const byId = new Map(stored.map((post) => [post.id, post]));
  if (!live) throw new Error('no version of the pipeline is live');
  let total = NOTHING;
  for (const [id, group] of Map.groupBy(items, (item) => item.replay)) {
    const replay = replays.find((one) => one.id === id);
    const version = replay ? await versionRow(tx, replay.version) : live;
    if (!version || (id !== FIRST && !replay)) continue;
    // A broker may bring one post twice in a batch.
    const posts = [...new Set(group.map((item) => item.observation))].flatMap((one) => byId.get(one) ?? []);
    const done = await processGroup(ctx, tx, { version, replay, tuning }, group, posts);
    total = plus(total, { ...done, claimed: group.length });
  }
  return { ...total, claimed: items.length };
}

interface Placed {
  readonly post: StoredPost;
  readonly judged: Judged;
  readonly digest: Buffer;
  readonly cluster: string;
}

/** How posts lie in clusters: each with its own, the clusters that are new, and how many posts those had that were known. */
interface Placing {
  readonly placed: readonly Placed[];
  readonly fresh: readonly NewCluster[];
  readonly before: ReadonlyMap<string, number>;
}

interface Under {
  readonly version: VersionRow;
  readonly replay: ReplayRow | undefined;
  readonly tuning: Tuning;
}

/**
 * Somebody else has processed one of these posts since it was read. As after a failed serialisation of the database's own
 * (whose code this is) the transaction is done again, and finds it processed.
 */
class Overtaken extends Error {
  readonly code = '40001';
}

async function processGroup(
  ctx: Ctx,
  tx: Tx,
  { version, replay, tuning }: Under,
  items: readonly QueueItem[],
  stored: readonly StoredPost[],
): Promise<Omit<Batch, 'claimed'>> {
  const pipeline = await loadPipeline(ctx, tx, version);
  const marks = await marksOf(ctx.kernel);
  const posts = stored.filter((post) => replay !== undefined || !post.processed);
  const { judged, failed } = await judgePosts(ctx, tx, pipeline, posts);
  const byId = new Map(items.map((item) => [item.observation, item]));
  await putAside(
    tx,
    failed.map(({ post, reason }) => ({ item: byId.get(post.id) as QueueItem, reason })),
  );
  const [open, { placed, fresh, before }] = await Promise.all([
    replay ? undefined : openTasks(tx, tuning.openMost, ['margin', 'top']),
    placeInClusters(tx, marks, judged),
  ]);
  // Of a replay everything is written beside what was found first, and nothing else follows but alerts that never were.
  const first = replay ? [] : placed;
  const growth = growthOf(first);
  const isFresh = new Set(fresh.map(({ id }) => id));
  // All of it is sent at once: nothing here waits for the answer to another, and it stands or falls together.
  const [marked] = await Promise.all([
    markProcessed(
      tx,
      version.id,
      first.map(({ post, judged: { decision }, digest, cluster }) => ({
        id: post.id,
        digest,
        cluster,
        severity: decision.severity,
        label: decision.label,
      })),
    ),
    insertClusters(
      tx,
      fresh.map((cluster) => ({ ...cluster, ...(growth.get(cluster.id) as ClusterGrowth) })),
    ),
    growClusters(
      tx,
      [...growth].flatMap(([id, grown]) => (isFresh.has(id) ? [] : [{ id, ...grown }])),
    ),
    insertSignals(
      tx,
      version.id,
      placed.flatMap(({ post, judged: { decision } }) =>
        decision.signals.map(({ label, score, origin }) => ({ observation: post.id, label, score, origin })),
      ),
    ),
    insertVerdicts(
      tx,
      version.id,
      placed
        .filter(({ judged: { decision } }) => replay !== undefined || decision.alerts)
        .map(({ post, judged: { decision }, cluster }) => ({
          observation: post.id,
          cluster,
          label: decision.label,
          severity: decision.severity,
          observedAt: post.observedAt,
        })),
    ),
    countHour(tx, tx.now, statisticsOf(first)),
    enqueue(
      tx,
      first
        .filter(({ post }) => post.hasMedia)
        .map(({ post }) => ({ observation: post.id, stage: 'media', replay: FIRST, lane: post.lane, attempts: 0 })),
      tx.now,
    ),
    open && insertTasks(tx, tasksOf(tx, marks, tuning, open, first, before)),
    replay &&
      advanceLongJob(tx, ctx.kernel, { kind: REPLAY_WORK, objectId: replay.id, done: items.length - failed.length }),
  ]);
  if (marked < first.length) throw new Overtaken('a post was processed by another worker meanwhile');
  const alerting = replay && !replay.effects ? [] : placed.filter(({ judged: { decision } }) => decision.alerts);
  const raised = await raiseAlerts(
    tx,
    lawOf(ctx.kernel),
    version.id,
    alerting.map(({ post, judged: { decision }, cluster }) => ({
      observation: post.id,
      source: post.source,
      observedAt: post.observedAt,
      cluster,
      label: decision.label as string,
      severity: decision.severity,
      origin: decision.origin as string,
    })),
  );
  return { processed: first.length, alerts: raised, failed: failed.length };
}

async function judgePosts(
  ctx: Ctx,
  tx: Tx,
  pipeline: Pipeline,
  posts: readonly StoredPost[],
): Promise<{
  judged: { post: StoredPost; judged: Judged }[];
  failed: { post: StoredPost; reason: string }[];
}> {
  const keys = await openTextKeys(
    ctx,
    tx,
    posts.map((post) => post.key),
  );
  const failed: { post: StoredPost; reason: string }[] = [];
  const texts: { post: StoredPost; text: string }[] = [];
  for (const post of posts) {
    const key = keys.get(post.key);
    try {
      if (!key) throw new Error('no key');
      texts.push({ post, text: openPost(key, post.id, post.text) });
    } catch {
      failed.push({ post, reason: 'open' });
    }
  }
  // The same text many times in a batch, as a campaign comes, is judged once.
  const known = new Map<string, number>();
  const distinct: { text: string; language: string | null }[] = [];
  const places = texts.map(({ post, text }) => {
    const name = `${post.language ?? ''}|${text}`;
    const place = known.get(name) ?? distinct.push({ text, language: post.language }) - 1;
    known.set(name, place);
    return place;
  });
  const answers = await judge(pipeline, distinct);
  const judged: { post: StoredPost; judged: Judged }[] = [];
  for (const [at, { post }] of texts.entries()) {
    const answer = answers[places[at] as number] as (typeof answers)[number];
    if ('failed' in answer) failed.push({ post, reason: answer.failed });
    else judged.push({ post, judged: answer });
  }
  return { judged, failed };
}

/** Tries failed items again after a while that doubles, and puts them aside after the last try. */
async function putAside(
  tx: Tx,
  failed: readonly { readonly item: QueueItem; readonly reason: string }[],
): Promise<void> {
  const tried = failed.map(({ item, reason }) => ({ item: { ...item, attempts: item.attempts + 1 }, reason }));
  for (const [attempts, group] of Map.groupBy(
    tried.filter(({ item }) => item.attempts < ATTEMPTS),
    ({ item }) => item.attempts,
  ))
    await enqueue(
      tx,
      group.map(({ item }) => item),
      new Date(tx.now.getTime() + 2 ** attempts * 10_000),
    );
  await bury(
    tx,
    tried
      .filter(({ item }) => item.attempts >= ATTEMPTS)
      .map(({ item, reason }) => ({ ...item, id: newId<'dead-letter'>(tx.now.getTime()), reason })),
  );
}

/** Joins posts to the clusters that say the same, or begins new ones. What was placed before stays where it is. */
async function placeInClusters(
  tx: Tx,
  marks: Marks,
  posts: readonly { readonly post: StoredPost; readonly judged: Judged }[],
): Promise<Placing> {
  const digested = posts.map(({ post, judged }) => ({
    post,
    judged,
    // A post without words is its own: all pictures without a line are not one campaign.
    digest: marks.digest(judged.words.trim() === '' ? `mark|${post.postMark.toString('hex')}` : judged.words),
  }));
  const before = new Map<string, number>();
  // What is near to what is reckoned before the lock: under it there are look-ups and writes alone.
  const wanted = new Map<string, { at: Date; digest: Buffer; signature: Uint32Array; bands: bigint[] }>();
  for (const { post, judged, digest } of digested) {
    const name = digest.toString('hex');
    if (post.cluster !== null || wanted.has(name)) continue;
    const signature = minHash(judged.normalised);
    const near = judged.words.replaceAll(' ', '').length >= NEAR_LEAST;
    wanted.set(name, { at: post.observedAt, digest, signature, bands: near ? bandKeys(signature) : [] });
  }
  const clusters = new Map<string, string>();
  const fresh: NewCluster[] = [];
  // A replay meets only posts that have their cluster.
  if (wanted.size > 0) {
    const asked = [...wanted.values()];
    const like = await clustersLike(
      tx,
      asked.map(({ digest }) => digest),
      asked.flatMap(({ bands }) => bands),
    );
    const byBand = new Map<string, { cluster: string; signature: Uint32Array }[]>();
    const addBand = (key: string, cluster: string, signature: Uint32Array) => {
      const list = byBand.get(key);
      if (list) list.push({ cluster, signature });
      else byBand.set(key, [{ cluster, signature }]);
    };
    for (const { id, posts: size, signature, keys } of like.near) {
      before.set(id, size);
      for (const key of keys) addBand(key, id, signatureOf(signature));
    }
    for (const [name, { at, digest, signature, bands }] of wanted) {
      const same = like.byDigest.get(name);
      if (same) before.set(same.id, same.posts);
      const keys = bands.map(String);
      let cluster =
        same?.id ??
        nearest(
          signature,
          keys.flatMap((key) => byBand.get(key) ?? []),
        );
      if (cluster === undefined) {
        cluster = newId<'cluster'>(tx.now.getTime());
        fresh.push({ id: cluster, digest, signature: signatureBytes(signature), at, bands });
        for (const key of keys) addBand(key, cluster, signature);
      }
      clusters.set(name, cluster);
    }
  }
  return {
    placed: digested.map(({ post, judged, digest }) => ({
      post,
      judged,
      digest,
      cluster: post.cluster ?? (clusters.get(digest.toString('hex')) as string),
    })),
    fresh,
    before,
  };
}

function growthOf(first: readonly Placed[]): ReadonlyMap<string, ClusterGrowth> {
  return new Map(
    [...Map.groupBy(first, ({ cluster }) => cluster)].map(([id, members]) => {
      const gravest = members.reduce((a, b) => (b.judged.decision.severity > a.judged.decision.severity ? b : a));
      return [
        id,
        {
          posts: members.length,
          lastAt: new Date(Math.max(...members.map(({ post }) => post.observedAt.getTime()))),
          severity: gravest.judged.decision.severity,
          label: gravest.judged.decision.label,
        },
      ];
    }),
  );
}

function statisticsOf(first: readonly Placed[]): HourCount[] {
  const counts = new Map<string, { source: string; label: string; severity: number; n: number; weighted: number }>();
  for (const { post, judged } of first) {
    const { severity, label } = judged.decision;
    for (const name of label === null ? [EVERY] : [EVERY, label]) {
      const key = `${post.source}|${name}|${severity}`;
      const held = counts.get(key) ?? { source: post.source, label: name, severity, n: 0, weighted: 0 };
      held.n += 1;
      held.weighted += 1 / post.probability;
      counts.set(key, held);
    }
  }
  return [...counts.values()];
}

/**
 * Puts some posts before people: some by chance, each with its known probability, whatever the machine thinks; those it
 * is unsure of; and those it is surest of. A campaign is looked at once.
 */
function tasksOf(
  tx: Tx,
  marks: Marks,
  tuning: Tuning,
  open: Readonly<Record<Stratum, number>>,
  first: readonly Placed[],
  before: ReadonlyMap<string, number>,
): NewTask[] {
  const room = { margin: tuning.openMost - open.margin, top: tuning.openMost - open.top };
  const seen = new Set<string>();
  const tasks: NewTask[] = [];
  for (const { post, judged, cluster } of first) {
    const { decision } = judged;
    const random = marks.chance('audit', post.postMark) < tuning.auditRate;
    const again = seen.has(cluster) || (before.get(cluster) ?? 0) > 0;
    seen.add(cluster);
    const stratum = random
      ? 'random'
      : again
        ? undefined
        : decision.uncertainty <= tuning.margin
          ? 'margin'
          : decision.severity >= 1
            ? 'top'
            : undefined;
    if (stratum === undefined) continue;
    if (stratum !== 'random' && room[stratum]-- <= 0) continue;
    tasks.push({
      id: newId<'review-task'>(tx.now.getTime()),
      observation: post.id,
      cluster,
      source: post.source,
      stratum,
      label: decision.label,
      score: decision.top,
      probability: random ? post.probability * tuning.auditRate : null,
      wanted: marks.chance('double', post.postMark) < tuning.doubleRate ? 2 : 1,
      // The surest and the most uncertain come first in their strata; the audit comes in no order at all.
      place:
        stratum === 'random'
          ? marks.chance('place', post.postMark)
          : stratum === 'margin'
            ? decision.uncertainty
            : 1 - decision.top,
    });
  }
  return tasks;
}

export interface Alerting {
  readonly observation: string;
  readonly source: string;
  readonly observedAt: Date;
  readonly cluster: string;
  readonly label: string;
  readonly severity: number;
  readonly origin: string;
}

/** Raises an alert for each cluster, label and window that has none, with its clock and what goes out at once. */
export async function raiseAlerts(tx: Tx, law: Law, version: string, found: readonly Alerting[]): Promise<number> {
  const byKey = new Map<string, Alerting>();
  for (const one of found) {
    const key = `${one.cluster}|${one.label}|${windowOf(one.observedAt).getTime()}`;
    const held = byKey.get(key);
    if (!held || one.severity > held.severity) byKey.set(key, one);
  }
  if (byKey.size === 0) return 0;
  const alerts = [...byKey.values()].map((one): NewAlert => {
    return {
      id: newId<'alert'>(tx.now.getTime()),
      reference: newCode(),
      cluster: one.cluster,
      label: one.label,
      severity: one.severity,
      window: windowOf(one.observedAt),
      source: one.source,
      observation: one.observation,
      version,
      origin: one.origin,
      dueAt: endByLaw(law, alertRule(one.severity), tx.now) ?? null,
    };
  });
  const agencies = await insertAlerts(tx, alerts);
  const raised = alerts.filter((alert) => agencies.has(alert.id));
  if (raised.length === 0) return 0;
  await insertClocks(
    tx,
    raised.flatMap((alert) => planAlertClock(tx, law, { ...alert, agency: agencies.get(alert.id) as string })),
  );
  await insertDeliveries(
    tx,
    raised.flatMap((alert) =>
      firstRecipients(alert.severity).map((recipient) => ({
        id: newId<'delivery'>(tx.now.getTime()),
        key: deliveryKey({ ...alert, recipient }),
        alert: alert.id,
        recipient,
      })),
    ),
  );
  const hours = (await retentionHours(tx)).get('alert') as number;
  await keepLonger(
    tx,
    raised.map((alert) => alert.observation),
    'alert',
    hours,
  );
  for (const alert of raised) {
    const agency = agencies.get(alert.id) as string;
    tx.audit({
      organisation: agency,
      action: 'listening-alert.raise',
      object: { kind: 'listening-alert', id: alert.id },
      codes: { label: alert.label, severity: alert.severity },
    });
    tx.notify({ topic: 'listening-alert', id: alert.id, agency });
  }
  if (raised.some((alert) => alert.severity >= 3))
    await tx.enqueue('listening.deliver', {}, { key: 'listening.deliver' });
  return raised.length;
}
