import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Actor } from '../actor.ts';
import { actorSatisfies, attributeOf, excludedObjects, grantedObjects, scopesOf } from './check.ts';
import type { Condition } from './condition.ts';

/**
 * The condition as an SQL fragment for a known actor: what the actor holds is already worked out,
 * so a list reads `desk_code = any($1)` and can use an index.
 * @param table the table or alias whose columns are meant
 */
export function filter(condition: Condition, actor: Actor, now: Date, table: string): RawBuilder<SqlBool> {
  switch (condition.op) {
    case 'all':
      return join(condition.of, ' and ', sql`true`, actor, now, table);
    case 'any':
      return join(condition.of, ' or ', sql`false`, actor, now, table);
    case 'not':
      return sql`((${filter(condition.of, actor, now, table)}) is not true)`;
    case 'column-in':
      return sql`${sql.ref(`${table}.${condition.column}`)} = any(${[...condition.values]})`;
    case 'column-null':
      return sql`${sql.ref(`${table}.${condition.column}`)} is null`;
    case 'holds-at':
      return oneOf(table, condition.column, scopesOf(actor, condition.roles, condition.dimension), 'text');
    case 'actor-is': {
      const value = attributeOf(actor, condition.attribute);
      return value === undefined ? sql`false` : sql`${sql.ref(`${table}.${condition.column}`)} = ${value}`;
    }
    case 'granted':
      return oneOf(
        table,
        condition.column,
        grantedObjects(actor, condition.objectKind, condition.fieldClass, now),
        'uuid',
      );
    case 'excluded':
      return oneOf(table, condition.column, excludedObjects(actor, condition.objectKind), 'uuid');
    default:
      return actorSatisfies(condition, actor, now) ? sql`true` : sql`false`;
  }
}

function oneOf(table: string, column: string, values: readonly string[], type: 'text' | 'uuid'): RawBuilder<SqlBool> {
  if (values.length === 0) return sql`false`;
  return sql`${sql.ref(`${table}.${column}`)} = any(${[...values]}::${sql.raw(type)}[])`;
}

function join(
  parts: readonly Condition[],
  word: ' and ' | ' or ',
  empty: RawBuilder<SqlBool>,
  actor: Actor,
  now: Date,
  table: string,
): RawBuilder<SqlBool> {
  if (parts.length === 0) return empty;
  const compiled = parts.map((part) => filter(part, actor, now, table));
  return sql`(${sql.join(compiled, sql.raw(word))})`;
}
