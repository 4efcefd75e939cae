import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { openRule } from '../pipeline/pipeline.ts';
import { refuse } from '../refusals.ts';
import type { RuleDefinition } from './rule.ts';
import { ruleVersionsById } from './rule-store.ts';

/** The patterns of a rule's version, for whoever goes on with it; each look is in the audit. Refusals: `rule.not-found` */
export async function readRule(ctx: Ctx, input: { readonly version: string }): Promise<Result<RuleDefinition>> {
  const id = parseId<'rule-version'>(input.version);
  if (id === undefined) return refuse('rule.not-found');
  return ctx.transaction(async (tx) => {
    const [row] = await ruleVersionsById(tx, [id]);
    if (!row) return refuse('rule.not-found');
    tx.audit({ action: 'listening-rule.read', object: { kind: 'listening-rule', id } });
    return ok((await openRule(ctx, row)).definition);
  });
}
