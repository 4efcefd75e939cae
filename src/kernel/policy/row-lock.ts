import type { Condition, Scalar } from './condition.ts';

/**
 * The condition as the text of a PostgreSQL row-security expression. The actor comes from the
 * transaction (`kernel.actor_*` functions); each call stands in a scalar sub-select, so that
 * PostgreSQL runs it once per statement and not once per row.
 */
export function rowLock(condition: Condition): string {
  switch (condition.op) {
    case 'all':
      return condition.of.length === 0 ? 'true' : `(${condition.of.map(rowLock).join(' and ')})`;
    case 'any':
      return condition.of.length === 0 ? 'false' : `(${condition.of.map(rowLock).join(' or ')})`;
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
    case 'actor-kind':
      return `((select kernel.actor_attribute('kind')) is not distinct from ${literal(condition.kind)})`;
    case 'holds':
      return `(select kernel.actor_holds(${textArray(condition.roles)}))`;
    case 'holds-nationwide':
      return `(select kernel.actor_holds_nationwide(${textArray(condition.roles)}))`;
    case 'agency-has':
      return `(select kernel.actor_agency_has(${literal(condition.function)}))`;
    case 'scope':
      return `(select kernel.actor_has_machine_scope(${literal(condition.scope)}))`;
    case 'stepped-up':
      return '(select kernel.actor_stepped_up())';
  }
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
