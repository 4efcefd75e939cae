import { type Ctx, newId, ok, parseId, type Result, systemActor } from '../kernel/index.ts';
import { ALERT_FROM } from './decide.ts';
import { judge } from './judge.ts';
import type { LabelCode } from './label.ts';
import { openPost, openTextKeys } from './listening-sealing.ts';
import type { RuleTrialView } from './listening-view.ts';
import { postsOfPeriod } from './observation-store.ts';
import { loadPipeline, openRule, type Pipeline } from './pipeline.ts';
import { countPeriod, liveVersion } from './pipeline-store.ts';
import { refuse } from './refusals.ts';
import { compileRules, type OpenRule } from './rule.ts';
import { insertTrial, ruleVersionsById } from './rule-store.ts';
import { actorName } from './who.ts';

/** Posts that one trial looks at, newest first. */
const POSTS_MOST = 20_000;
const PAGE = 1_000;

export interface TryRule {
  /** Version of a rule. */
  readonly version: string;
  readonly from: Date;
  readonly to: Date;
}

export interface RuleTrial extends RuleTrialView {
  /** Clusters that would alert and did not, and that did and would not. */
  readonly gained: readonly TrialChange[];
  readonly lost: readonly TrialChange[];
}
export interface TrialChange {
  readonly cluster: string;
  readonly label: LabelCode;
  readonly posts: number;
}

/**
 * A dry run of a rule's version on what is kept of a period, in the place of the version that is live: which clusters
 * would alert and did not, which did and would not. Nothing is raised. Posts whose text is gone are counted and said.
 * Refusals: `rule.not-found`, `replay.period-invalid`, `pipeline.none-live`
 */
export async function tryRule(ctx: Ctx, input: TryRule): Promise<Result<RuleTrial>> {
  const id = parseId<'rule-version'>(input.version);
  if (id === undefined) return refuse('rule.not-found');
  if (!(input.from < input.to) || input.to > ctx.now) return refuse('replay.period-invalid');
  const system = ctx.as(systemActor('listening.try-rule'));
  const prepared = await system.transaction(async (tx) => {
    const [row] = await ruleVersionsById(tx, [id]);
    if (!row) return refuse('rule.not-found');
    const live = await liveVersion(tx);
    if (!live) return refuse('pipeline.none-live');
    return ok({
      rule: await openRule(ctx, row),
      pipeline: await loadPipeline(system, tx, live),
      period: await countPeriod(tx, input.from, input.to),
    });
  });
  if (!prepared.ok) return prepared;
  const { rule, pipeline, period } = prepared.value;
  const tried = withRule(pipeline, rule);

  const before = new Map<string, TrialChange>();
  const after = new Map<string, TrialChange>();
  const clusters = new Set<string>();
  let lookedAt = 0;
  let matched = 0;
  for (let last: string | null = null; lookedAt < POSTS_MOST; ) {
    const page = await system.transaction(async (tx) => {
      const posts = await postsOfPeriod(tx, input.from, input.to, last, PAGE);
      const keys = await openTextKeys(
        system,
        tx,
        posts.map((post) => post.key),
      );
      return ok(
        posts.flatMap((post) => {
          const key = keys.get(post.key);
          return key ? [{ post, text: openPost(key, post.id, post.text) }] : [];
        }),
      );
    });
    if (!page.ok) return page;
    const answers = await judge(
      tried,
      page.value.map(({ post, text }) => ({ text, language: post.language })),
    );
    for (const [at, { post }] of page.value.entries()) {
      const answer = answers[at] as (typeof answers)[number];
      if (post.severity >= ALERT_FROM && post.label !== null) add(before, post.cluster, post.label as LabelCode);
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
    if (page.value.length < PAGE) break;
  }
  const gained = [...after].filter(([key]) => !before.has(key)).map(([, change]) => change);
  const lost = [...before].filter(([key]) => !after.has(key)).map(([, change]) => change);
  const trial = {
    ruleVersion: id,
    from: input.from,
    to: input.to,
    lookedAt,
    withoutText: period.posts - lookedAt,
    matched,
    clusters: clusters.size,
    alertsGained: gained.length,
    alertsLost: lost.length,
    ranBy: actorName(ctx.actor),
    ranAt: ctx.now,
  };
  const written = await system.transaction(async (tx) => {
    await insertTrial(tx, { ...trial, id: newId<'rule-trial'>(tx.now.getTime()) });
    return ok();
  });
  if (!written.ok) return written;
  const { ruleVersion: _, from, to, ranAt, ...figures } = trial;
  return ok({
    ...figures,
    from: from.toISOString(),
    to: to.toISOString(),
    ranAt: ranAt.toISOString(),
    gained: gained.slice(0, 100),
    lost: lost.slice(0, 100),
  });
}

/** The pipeline with this version of the rule in the place of any other version of it. */
function withRule(pipeline: Pipeline, rule: OpenRule): Pipeline {
  return {
    ...pipeline,
    rules: compileRules([...pipeline.rules.rules.filter((other) => other.code !== rule.code), rule]),
  };
}

function add(changes: Map<string, TrialChange>, cluster: string | null, label: LabelCode): void {
  if (cluster === null) return;
  const key = `${cluster}|${label}`;
  changes.set(key, { cluster, label, posts: (changes.get(key)?.posts ?? 0) + 1 });
}
