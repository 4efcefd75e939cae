import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { itemsOfDomain, itemsToScore, saveScores } from '../items/arrival-store.ts';
import { domainRuleById } from './domain-rule-store.ts';
import { scoreOfItem, scoringNow } from './score-item.ts';
import { currentWeights } from './weight-store.ts';

const BATCH = 1_000;

/** Scores everything that waits by the weights that hold now; a batch a transaction, so that it can be taken up where it ended. @returns how many */
export async function scoreAnew(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(systemActor('takedown.score-anew'));
  for (let scored = 0, after: string | undefined; ; ) {
    const batch = await system.transaction(async (tx) => {
      const { id } = await currentWeights(tx);
      if (id === null) return ok([]);
      const items = await itemsToScore(tx, id, after, BATCH);
      const scoring = await scoringNow(
        ctx,
        tx,
        items.flatMap((one) => (one.domain_mark ? [one.domain_mark] : [])),
      );
      await saveScores(
        tx,
        id,
        items.map((item) => ({ id: item.id, ...scoreOfItem(item, scoring) })),
      );
      return ok(items.map((item) => item.id));
    });
    if (!batch.ok) return batch;
    scored += batch.value.length;
    after = batch.value.at(-1);
    if (batch.value.length < BATCH) return ok(scored);
  }
}

/** The job that looks at a domain again, now or when its rule ends. Its payload is the rule: a domain is what a person wrote. */
export const SCORE_DOMAIN_JOB = 'takedown.score-domain';

/** Scores what waits on the domain of a rule, after the rule was set or has ended. @returns how many */
export async function scoreDomain(ctx: Ctx, rule: string): Promise<Result<number>> {
  const system = ctx.as(systemActor('takedown.score-anew'));
  for (let scored = 0, after: string | undefined; ; ) {
    const batch = await system.transaction(async (tx) => {
      const of = await domainRuleById(tx, rule);
      if (!of) return ok([]);
      const items = await itemsOfDomain(tx, of.domain_mark, after, BATCH);
      const scoring = await scoringNow(ctx, tx, [of.domain_mark]);
      await saveScores(
        tx,
        scoring.set,
        items.map((item) => ({ id: item.id, ...scoreOfItem(item, scoring) })),
      );
      return ok(items.map((item) => item.id));
    });
    if (!batch.ok) return batch;
    scored += batch.value.length;
    after = batch.value.at(-1);
    if (batch.value.length < BATCH) return ok(scored);
  }
}
