import type { RawBuilder, SqlBool } from 'kysely';
import type { Actor } from '../actor.ts';
import { check, couldEver, type PolicyRow } from './check.ts';
import { all, type Condition } from './condition.ts';
import { filter } from './filter.ts';
import { rowLock } from './row-lock.ts';

export interface PolicySource<C extends string, A extends string> {
  /** The noun, as in `report`. */
  readonly resource: string;
  /** `schema.table` whose rows the policy guards. */
  readonly table: string;
  /** Under which grants, keys and the audit name these rows by their column `id`; those of the kernel's tables follow them. */
  readonly objectKind?: string;
  /** The columns that conditions may read, with their SQL type. */
  readonly columns: Readonly<Record<C, 'uuid' | 'text' | 'boolean' | 'integer' | 'timestamptz'>>;
  /** The coarse lock: outside it a row does not exist for the actor. Becomes row-level security. */
  readonly visible: Condition<NoInfer<C>>;
  /** Who may add a row; becomes the WITH CHECK of inserts. */
  readonly insertable: Condition<NoInfer<C>>;
  /** Who of those that see a row may change it at all; all of them where absent. */
  readonly updatable?: Condition<NoInfer<C>>;
  /** Who may delete a row; nobody where absent. */
  readonly deletable?: Condition<NoInfer<C>>;
  /** The fine rules, each inside the coarse lock. Keys read `report.screen`. */
  readonly actions: Readonly<Record<A, Condition<NoInfer<C>>>>;
  /**
   * Tables whose rows follow this one's by a column that names its id. They get the same lock; where `writable` says who writes them,
   * whoever else sees the row reads it alone.
   */
  readonly followers?: readonly {
    readonly table: string;
    readonly column: string;
    readonly writable?: Condition<never>;
  }[];
}

/** A policy over one table. `can`, `filter` and `lockStatements` come from the same source and must agree (policy.test.ts). */
export interface Policy<C extends string = string, A extends string = string> {
  readonly source: PolicySource<C, A>;
  readonly actions: readonly A[];
  condition(action: A): Condition<C>;
  can(actor: Actor, action: A, row: PolicyRow<C>, now: Date): boolean;
  couldEver(actor: Actor, action: A, now: Date): boolean;
  /** SQL for a known actor; `alias` names the table in the query. */
  filter(actor: Actor, action: A, now: Date, alias?: string): RawBuilder<SqlBool>;
  /** The statements that put the lock on the table and its followers. */
  lockStatements(): string[];
}

export function definePolicy<const C extends string, const A extends string>(source: PolicySource<C, A>): Policy<C, A> {
  const condition = (action: A): Condition<C> => all(source.visible, source.actions[action]);
  return {
    source,
    actions: Object.keys(source.actions) as A[],
    condition,
    can: (actor, action, row, now) => check(condition(action), actor, row, now),
    couldEver: (actor, action, now) => couldEver(condition(action), actor, now),
    filter: (actor, action, now, alias = source.table) => filter(condition(action), actor, now, alias),
    lockStatements: () => lockStatements(source),
  };
}

function lockStatements(source: PolicySource<string, string>): string[] {
  const { table } = source;
  const visible = rowLock(source.visible);
  const alsoOf = (condition: Condition) => `(${visible} and ${rowLock(condition)})`;
  const statements = lockTable(table, {
    select: visible,
    insert: rowLock(source.insertable),
    update: source.updatable ? alsoOf(source.updatable) : visible,
    delete: source.deletable ? alsoOf(source.deletable) : undefined,
  });
  for (const follower of source.followers ?? []) {
    // The sub-select runs under the first table's own lock, so a follower needs no rule of its own.
    const follows = `exists (select 1 from ${table} as leader where leader.id = ${follower.column})`;
    const writes = follower.writable ? `(${follows} and ${rowLock(follower.writable)})` : follows;
    statements.push(...lockTable(follower.table, { select: follows, insert: writes, update: writes, delete: writes }));
  }
  return statements;
}

/** The statements that put a lock on one table. */
export function lockTable(
  table: string,
  lock: { select: string; insert: string; update: string; delete: string | undefined },
): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    ...(['select', 'insert', 'update', 'delete'] as const).map(
      (verb) => `drop policy if exists lachan_${verb} on ${table}`,
    ),
    `create policy lachan_select on ${table} for select to lachan_app using (${lock.select})`,
    `create policy lachan_insert on ${table} for insert to lachan_app with check (${lock.insert})`,
    `create policy lachan_update on ${table} for update to lachan_app using (${lock.update}) with check (${lock.update})`,
    ...(lock.delete === undefined
      ? []
      : [`create policy lachan_delete on ${table} for delete to lachan_app using (${lock.delete})`]),
    `drop policy if exists lachan_owner on ${table}`,
    // The owner migrates, verifies and backs up; the app never connects as the owner.
    `create policy lachan_owner on ${table} to current_user using (true) with check (true)`,
  ];
}

/** Permissions that hang on no row: who may administer people, read the audit, see the policy. */
export interface Capabilities<A extends string = string> {
  readonly source: Readonly<Record<A, Condition<never>>>;
  readonly actions: readonly A[];
  can(actor: Actor, action: A, now: Date): boolean;
}

export function defineCapabilities<const A extends string>(
  source: Readonly<Record<A, Condition<never>>>,
): Capabilities<A> {
  return {
    source,
    actions: Object.keys(source) as A[],
    can: (actor, action, now) => couldEver(source[action], actor, now),
  };
}
