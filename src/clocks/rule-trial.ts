import { blindIndex, type Ctx } from '../kernel/index.ts';
import type { DeadlineRule } from '../vocabulary/index.ts';
import type { RuleChange } from './clock.ts';

/**
 * The mark of a trial: this actor was shown what this change does to these rules. It is keyed, so that it comes from
 * `whatIf` alone, and another change, another person or rules that were changed meanwhile give another one. The clocks are
 * no part of it: some start at every moment, and a change of law could then never be put in force.
 */
export async function ruleTrial(ctx: Ctx, change: RuleChange, rules: readonly DeadlineRule[]): Promise<string> {
  const who = ctx.actor.kind === 'person' ? ctx.actor.person : ctx.actor.kind;
  const code = rules.find((rule) => rule.id === change.id)?.code;
  const stand = rules.filter((rule) => rule.code === code).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return (await blindIndex(ctx.kernel.vault, 'rule-trial', plain([who, change, stand]))).toString('base64url');
}

/** Keys in order; what is taken away (`undefined`) differs from what is not spoken of. */
function plain(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one === undefined
      ? null
      : typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : one,
  );
}
