import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { ruleVersionsById } from './rule-store.ts';
import { changeLiveRules } from './use-rule.ts';

/** Takes a rule's version out of use, at once and by one supervisor alone. Refusals: `rule.not-found` */
export async function retireRule(
  ctx: Ctx,
  input: { readonly version: string },
): Promise<Result<{ readonly pipelineVersion: number }>> {
  const id = parseId<'rule-version'>(input.version);
  if (id === undefined) return refuse('rule.not-found');
  return ctx.transaction(async (tx) => {
    const [rule] = await ruleVersionsById(tx, [id]);
    return rule ? ok({ pipelineVersion: await changeLiveRules(tx, rule, 'retire') }) : refuse('rule.not-found');
  });
}
