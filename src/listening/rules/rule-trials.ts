import { type Ctx, newId, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { judge } from '../pipeline/judge.ts';
import { loadPipeline, openRule, type Pipeline } from '../pipeline/pipeline.ts';
import { countPeriod, liveVersion } from '../pipeline/pipeline-store.ts';
import { openedPosts } from '../posts/opened-posts.ts';
import { refuse } from '../refusals.ts';
import { ALERT_FROM } from '../review/decide.ts';
import { actorName } from '../who.ts';
import { compileRules, type OpenRule } from './rule.ts';
import { insertTrial, lastTrials, ruleVersionsById, type TrialChange, trialRow, writeTrial } from './rule-store.ts';

/** Posts that one trial looks at, newest first. */
const POSTS_MOST = 20_000;
/** Posts between two looks at the clock; short enough that a slow rule lets others in. */
const PAGE = 200;
/** Of a rule that is so slow that its time is over before its posts are, the trial says how far it came. */
const TIME_MOST = 5 * 60_000;
/** A trial that was asked for longer ago than this was broken off; the next may be asked for. */
const BROKEN_OFF = 15 * 60_000;
const CHANGES_SHOWN = 50;

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
    const going = (await lastTrials(tx, false)).find(
      (trial) =>
        trial.ruleVersion === version &&
        trial.finishedAt === null &&
        trial.ranAt.getTime() > tx.now.getTime() - BROKEN_OFF,
    );
    if (going) return ok({ trial: going.id });
    const { posts, texts } = await countPeriod(tx, input.from, input.to);
    const id = newId<'rule-trial'>(tx.now.getTime());
    await insertTrial(tx, {
      id,
      ruleVersion: version,
      from: input.from,
      to: input.to,
      total: Math.min(texts, POSTS_MOST),
      withoutText: posts - texts,
      ranBy: actorName(ctx.actor),
    });
    await tx.enqueue('listening.try-rule', { trial: id }, { key: `listening.try-rule ${version}` });
    return ok({ trial: id });
  });
}

/**
 * Does a trial that was asked for, and writes down how far it is and what came of it: the job behind it. Which clusters
 * would alert and did not, which did and would not.
 */
export async function doTrial(ctx: Ctx, input: { readonly trial: string }): Promise<Result<void>> {
  const id = parseId<'rule-trial'>(input.trial);
  if (id === undefined) return ok();
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
  if (prepared.value === null) return ok();
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
  }
  return system.transaction(async (tx) => {
    await writeTrial(tx, id, so(true));
    return ok();
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
