import type { Condition } from '../../../../src/kernel/index.ts';
import { m } from '../paraglide/messages.js';
import { functionName, roleName, words } from '../server/codes.server.ts';

/** A condition of the policy as somebody reads it: who gets in, one way a line. Nested rules are indented. */
export function conditionWords(condition: Condition, depth = 0): { depth: number; text: string }[] {
  const line = (text: string) => [{ depth, text }];
  const roles = (codes: readonly string[]) => codes.map(roleName).join('; ');
  switch (condition.op) {
    case 'all':
      if (condition.of.length === 0) return line(m.policy_rule_everybody());
      if (condition.of.length === 1) return condition.of.flatMap((part) => conditionWords(part, depth));
      return [...line(m.policy_rule_all()), ...condition.of.flatMap((part) => conditionWords(part, depth + 1))];
    case 'any':
      if (condition.of.length === 0) return line(m.policy_rule_nobody());
      if (condition.of.length === 1) return condition.of.flatMap((part) => conditionWords(part, depth));
      return [...line(m.policy_rule_any()), ...condition.of.flatMap((part) => conditionWords(part, depth + 1))];
    case 'not':
      return [...line(m.policy_rule_not()), ...conditionWords(condition.of, depth + 1)];
    case 'holds':
    case 'holds-nationwide':
      return line(roles(condition.roles));
    case 'holds-at':
      return line(
        m.policy_rule_holds_at({
          roles: roles(condition.roles),
          dimension: words('policy_dimension', condition.dimension),
        }),
      );
    case 'agency-has':
      return line(m.policy_rule_agency_has({ name: functionName(condition.function) }));
    case 'actor-is':
      return line(words('policy_own', condition.attribute));
    case 'actor-kind':
      return line(words('actor', condition.kind));
    case 'granted':
      return line(m.policy_rule_granted({ part: words('class', condition.fieldClass) }));
    case 'excluded':
      return line(m.policy_rule_excluded());
    case 'stepped-up':
      return line(m.policy_rule_stepped_up());
    case 'scope':
      return line(m.policy_rule_scope({ scope: condition.scope }));
    case 'column-null':
      return line(m.policy_rule_null({ column: condition.column }));
    case 'column-in':
      return line(m.policy_rule_in({ column: condition.column, values: condition.values.join(', ') }));
  }
}
