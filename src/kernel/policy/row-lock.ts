import type { Condition, Scalar } from './condition.ts';

/**
 * The condition as the text of a PostgreSQL row-security expression. The actor comes from the transaction (`kernel.actor`), which
 * proves it at each call: each call stands in a scalar sub-select, so that PostgreSQL runs it once per statement and not once per
 * row, and conditions on the actor alone that stand side by side share one.
 */
export function rowLock(condition: Condition): string {
  if (ofActorAlone(condition)) return askActor([condition], 'and');
  switch (condition.op) {
    case 'all':
      return `(${parts(condition.of, 'and').join(' and ')})`;
    case 'any':
      return `(${parts(condition.of, 'or').join(' or ')})`;
    case 'not':
      return `((${rowLock(condition.of)}) is not true)`;
    case 'column-in':
      return condition.values.length === 0
        ? 'false'
        : `${name(condition.column)} in (${condition.values.map(literal).join(', ')})`;
    case 'column-null':
      return `${name(condition.column)} is null`;
    case 'holds-at':
      return `${name(condition.column)} = any((select kernel.actor_scopes(${textArray(condition.roles)}, ${literal(condition.dimension)}))::text[])`;
    case 'actor-is':
      return `${name(condition.column)}::text = (select kernel.actor_attribute(${literal(condition.attribute)}))`;
    case 'granted':
      return `${name(condition.column)} = any((select kernel.actor_granted(${literal(condition.objectKind)}, ${literal(condition.fieldClass)}))::uuid[])`;
    case 'excluded':
      return `${name(condition.column)} = any((select kernel.actor_excluded(${literal(condition.objectKind)}))::uuid[])`;
    default:
      throw new Error(`a condition on the actor alone: ${condition.op}`);
  }
}

/** Those on the actor alone in one, at the place of their first, and the others as they stand. */
function parts(conditions: readonly Condition[], word: 'and' | 'or'): string[] {
  const together = conditions.filter(ofActorAlone);
  return conditions.flatMap((one) => {
    if (!ofActorAlone(one)) return [rowLock(one)];
    return one === together[0] ? [askActor(together, word)] : [];
  });
}

function askActor(conditions: readonly Condition[], word: 'and' | 'or'): string {
  const said = conditions.map(ofActor).join(` ${word} `);
  // `offset 0` keeps the planner from writing the call into each of them.
  return /\bactor\b/.test(said)
    ? `(select ${said} from (select kernel.actor() as actor offset 0) as who)`
    : `(${said})`;
}

function ofActorAlone(condition: Condition): boolean {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.every(ofActorAlone);
    case 'not':
      return ofActorAlone(condition.of);
    case 'actor-kind':
    case 'holds':
    case 'holds-nationwide':
    case 'agency-has':
    case 'scope':
    case 'stepped-up':
      return true;
    default:
      return false;
  }
}

/** On the JSON value `actor`, which is null where nobody was set. */
function ofActor(condition: Condition): string {
  switch (condition.op) {
    case 'all':
      return condition.of.length === 0 ? 'true' : `(${condition.of.map(ofActor).join(' and ')})`;
    case 'any':
      return condition.of.length === 0 ? 'false' : `(${condition.of.map(ofActor).join(' or ')})`;
    case 'not':
      return `((${ofActor(condition.of)}) is not true)`;
    case 'actor-kind':
      return `(actor ->> 'kind' is not distinct from ${literal(condition.kind)})`;
    case 'holds':
      return holds(condition.roles);
    case 'holds-nationwide':
      return holds(
        condition.roles,
        ['province', 'commune', 'desk'].map((part) => ` && !(@.${part} != null)`),
      );
    case 'agency-has':
      return `coalesce(actor -> 'functions' ? ${literal(condition.function)}, false)`;
    case 'scope':
      return `coalesce(actor -> 'scopes' ? ${literal(condition.scope)}, false)`;
    case 'stepped-up':
      return "coalesce((actor ->> 'steppedUpUntil')::timestamptz > (actor ->> 'now')::timestamptz, false)";
    default:
      throw new Error(`a condition on a row: ${condition.op}`);
  }
}

/** Some assignment with one of the roles; @param further what else is asked of it, as parts of a JSON path */
function holds(roles: readonly string[], further: readonly string[] = []): string {
  if (roles.length === 0) return 'false';
  const role = roles.map((one) => `@.role == ${JSON.stringify(one)}`).join(' || ');
  return `coalesce(jsonb_path_exists(actor, ${literal(`$.assignments[*] ? ((${role})${further.join('')})`)}), false)`;
}

function name(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

function literal(value: Scalar): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function textArray(values: readonly string[]): string {
  return values.length === 0 ? "'{}'::text[]" : `array[${values.map(literal).join(', ')}]::text[]`;
}
