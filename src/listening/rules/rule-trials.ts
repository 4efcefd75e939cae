import {
  actorName,
  type Ctx,
  type LongJobKind,
  type LongWork,
  lastLongJobs,
  newId,
  ok,
  parseId,
  type Result,
  startLongJob,
  stopLongJob,
  systemActor,
} from '../../kernel/index.ts';
import { judge } from '../pipeline/judge.ts';
import { loadPipeline, openRule, type Pipeline } from '../pipeline/pipeline.ts';
import { countPeriod, liveVersion } from '../pipeline/pipeline-store.ts';
import { openedPosts } from '../posts/opened-posts.ts';
import { refuse } from '../refusals.ts';
import { ALERT_FROM } from '../review/decide.ts';
import { compileRules, type OpenRule } from './rule.ts';
import { insertTrial, ruleVersionsById, type TrialChange, trialRow, writeTrial } from './rule-store.ts';

/** Posts that one trial looks at, newest first. */
const POSTS_MOST = 20_000;
/** Posts between two looks at the clock; short enough that a slow rule lets others in. */
const PAGE = 200;
/** Of a rule that is so slow that its time is over before its posts are, the trial says how far it came. */
const TIME_MOST = 5 * 60_000;
const CHANGES_SHOWN = 50;
/** Kind of the long work; its object is the version of the rule. */
export const TRIAL_WORK = 'listening.rule-trial';

export interface RequestTrial {
  /** Version of a rule. */
  readonly version: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * Asks for a dry run of a rule's version on what is kept of a period, in the place of the version that is live; the one
 * that already goes on, where there is one. It stands with the rule. Nothing is raised.
 * Refusals: `rule.not-found`, `replay.period-invalid`, `pipeline.none-live`
 */
export async function requestTrial(ctx: Ctx, input: RequestTrial): Promise<Result<{ readonly trial: string }>> {
  const version = parseId<'rule-version'>(input.version);
  if (version === undefined) return refuse('rule.not-found');
  if (!(input.from < input.to) || input.to > ctx.now) return refuse('replay.period-invalid');
  // Texts are beyond every person's row lock; how many there are is not.
  return ctx.as(systemActor('listening.request-trial')).transaction(async (tx) => {
    const [row] = await ruleVersionsById(tx, [version]);
    if (!row) return refuse('rule.not-found');
    if (!(await liveVersion(tx))) return refuse('pipeline.none-live');
    const { posts, texts } = await countPeriod(tx, input.from, input.to);
    const id = newId<'rule-trial'>(tx.now.getTime());
    const total = Math.min(texts, POSTS_MOST);
    const started = await startLongJob(tx, {
      kind: TRIAL_WORK,
      objectId: version,
      input: { trial: id },
      total,
      national: true,
      asker: ctx.actor,
    });
    if (!started.ok) return started;
    if (started.value.already) {
      const going = (await lastLongJobs(tx, TRIAL_WORK, [version])).get(version);
      return ok({ trial: String(going?.input.trial) });
    }
    await insertTrial(tx, {
      id,
      ruleVersion: version,
      from: input.from,
      to: input.to,
      total,
      withoutText: posts - texts,
      ranBy: actorName(ctx.actor),
    });
    return ok({ trial: id });
  });
}

/** A dry run as long work on the rule's version. */
export const trialWork: LongJobKind = {
  kind: TRIAL_WORK,
  roles: ['listening_analyst', 'listening_supervisor'],
  run: doTrial,
  onStopped: async (tx, job) => {
    const trial = await trialRow(tx, String(job.input.trial));
    if (trial?.finishedAt === null) await writeTrial(tx, trial.id, { ...trial, finishedAt: tx.now });
  },
};

/** Stops a dry run; what it has counted so far stays. Refusals: `rule.not-found`, `long-job.over` */
export async function stopTrial(ctx: Ctx, input: { readonly version: string }): Promise<Result<void>> {
  const version = parseId<'rule-version'>(input.version);
  if (version === undefined) return refuse('rule.not-found');
  return ctx.as(systemActor('listening.stop-trial')).transaction(async (tx) => {
    const job = (await lastLongJobs(tx, TRIAL_WORK, [version])).get(version);
    if (!job) return refuse('rule.not-found');
    tx.audit({
      action: 'listening-rule.try',
      object: { kind: 'listening-rule', id: version },
      codes: { act: 'stop', done: job.done, by: actorName(ctx.actor) },
    });
    return stopLongJob(tx, ctx.kernel, { kind: TRIAL_WORK, id: job.id });
  });
}

/**
 * Does a trial that was asked for, and writes down what came of it: which clusters would alert and did not, which did and would
 * not. A second attempt looks at all of it again, since what was found so far was held by the process that died.
 */
async function doTrial(ctx: Ctx, work: LongWork): Promise<Result<object>> {
  const id = parseId<'rule-trial'>(work.input.trial);
  if (id === undefined) return ok({});
  const until = Date.now() + TIME_MOST;
  const system = ctx.as(systemActor('listening.try-rule'));
  const prepared = await system.transaction(async (tx) => {
    const trial = await trialRow(tx, id);
    const [row] = trial ? await ruleVersionsById(tx, [trial.ruleVersion]) : [];
    const live = await liveVersion(tx);
    if (!trial || trial.finishedAt !== null || !row || !live) return ok(null);
    return ok({ trial, rule: await openRule(ctx, row), pipeline: await loadPipeline(system, tx, live) });
  });
  if (!prepared.ok) return prepared;
  if (prepared.value === null) return ok({});
  const { trial, rule, pipeline } = prepared.value;
  const tried = withRule(pipeline, rule);

  const before = new Map<string, TrialChange>();
  const after = new Map<string, TrialChange>();
  const clusters = new Set<string>();
  let lookedAt = 0;
  let matched = 0;
  const so = (over: boolean) => {
    const gained = [...after].flatMap(([key, change]) => (before.has(key) ? [] : [change]));
    const lost = [...before].flatMap(([key, change]) => (after.has(key) ? [] : [change]));
    const largest = (changes: readonly TrialChange[]) =>
      changes.toSorted((a, b) => b.posts - a.posts).slice(0, CHANGES_SHOWN);
    return {
      lookedAt,
      matched,
      clusters: clusters.size,
      alertsGained: gained.length,
      alertsLost: lost.length,
      gained: over ? largest(gained) : [],
      lost: over ? largest(lost) : [],
      finishedAt: over ? ctx.now : null,
    };
  };
  for (let last: string | null = null, more = true; more; ) {
    const page = await system.transaction(async (tx) => {
      await writeTrial(tx, id, so(false));
      return ok(await openedPosts(system, tx, trial, last, Math.min(PAGE, trial.total - lookedAt)));
    });
    if (!page.ok) return page;
    const answers = await judge(
      tried,
      page.value.map(({ post, text }) => ({ text: text ?? '', language: post.language })),
    );
    for (const [at, { post, text }] of page.value.entries()) {
      const answer = answers[at] as (typeof answers)[number];
      if (text === undefined) continue;
      if (post.severity >= ALERT_FROM && post.label !== null) add(before, post.cluster, post.label);
      if ('failed' in answer) continue;
      const { decision } = answer;
      if (decision.alerts && decision.label !== null) add(after, post.cluster, decision.label);
      if (tried.rules.hits(answer.normalised).some((hit) => hit.rule.id === rule.id)) {
        matched += 1;
        if (post.cluster !== null) clusters.add(post.cluster);
      }
    }
    lookedAt += page.value.length;
    last = page.value.at(-1)?.post.id ?? null;
    more = page.value.length > 0 && lookedAt < trial.total && Date.now() < until;
    if (!(await work.report(lookedAt, trial.total))) more = false;
  }
  return system.transaction(async (tx) => {
    await writeTrial(tx, id, so(true));
    return ok({});
  });
}

/** The pipeline with this version of the rule in the place of any other version of it. */
function withRule(pipeline: Pipeline, rule: OpenRule): Pipeline {
  return {
    ...pipeline,
    rules: compileRules([...pipeline.rules.rules.filter((other) => other.code !== rule.code), rule]),
  };
}

function add(changes: Map<string, TrialChange>, cluster: string | null, label: string): void {
  if (cluster === null) return;
  const key = `${cluster}|${label}`;
  changes.set(key, { cluster, label, posts: (changes.get(key)?.posts ?? 0) + 1 });
}
