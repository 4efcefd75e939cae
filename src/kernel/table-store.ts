import {
  DummyDriver,
  type InsertObject,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Selectable,
  type UpdateObject,
} from 'kysely';
import type { Tx } from './database.ts';

/** Columns and what they equal; null is a column without a value. All of them hold. */
export type RowMatch<Row> = { readonly [Column in keyof Selectable<Row>]?: Selectable<Row>[Column] };

/**
 * What a store does most: whole rows of one table, found by equal columns. What needs a join, an order among joins, a policy
 * or an expression is written with the query builder.
 */
export interface TablesOf<Tables> {
  insertRow<Name extends keyof Tables & string>(
    tx: Tx,
    table: Name,
    row: InsertObject<Tables, Name> | readonly InsertObject<Tables, Name>[],
  ): Promise<void>;
  /** The first row; locked until the transaction ends, where that is asked. */
  findRow<Name extends keyof Tables & string>(
    tx: Tx,
    table: Name,
    match: RowMatch<Tables[Name]>,
    lock?: 'for update',
  ): Promise<Selectable<Tables[Name]> | undefined>;
  hasRow<Name extends keyof Tables & string>(tx: Tx, table: Name, match: RowMatch<Tables[Name]>): Promise<boolean>;
  listRows<Name extends keyof Tables & string>(
    tx: Tx,
    table: Name,
    match: RowMatch<Tables[Name]>,
    order?: readonly (keyof Tables[Name] & string)[],
  ): Promise<Selectable<Tables[Name]>[]>;
  /** @returns how many rows it changed */
  updateRows<Name extends keyof Tables & string>(
    tx: Tx,
    table: Name,
    match: RowMatch<Tables[Name]>,
    set: UpdateObject<Tables, Name>,
  ): Promise<number>;
  /** @returns how many rows it removed */
  deleteRows<Name extends keyof Tables & string>(tx: Tx, table: Name, match: RowMatch<Tables[Name]>): Promise<number>;
}

type Row = Record<string, unknown>;
type AnyTables = Record<string, Row>;

/** Writes statements and sends none. */
const WRITER = new Kysely<AnyTables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const all = {
  async insertRow(tx: Tx, table: string, row: Row | readonly Row[]) {
    await tx.query<AnyTables>().insertInto(table).values(row).execute();
  },
  // The most frequent of all statements, by few texts: each is built once.
  async findRow(tx: Tx, table: string, match: Row, lock?: 'for update') {
    const text = textOf(['find', table, lock ?? ''], match, () => {
      const query = matching(WRITER.selectFrom(table).selectAll(), match);
      return lock ? query.forUpdate() : query;
    });
    return (await tx.rows<Row>(text, valuesOf(match)))[0];
  },
  async hasRow(tx: Tx, table: string, match: Row) {
    const query = tx
      .query<AnyTables>()
      .selectFrom(table)
      .select(({ lit }) => lit(1).as('one'));
    return (await matching(query, match).limit(1).executeTakeFirst()) !== undefined;
  },
  listRows(tx: Tx, table: string, match: Row, order: readonly string[] = []) {
    const text = textOf(['list', table, ...order], match, () =>
      order.reduce((one, column) => one.orderBy(column), matching(WRITER.selectFrom(table).selectAll(), match)),
    );
    return tx.rows<Row>(text, valuesOf(match));
  },
  async updateRows(tx: Tx, table: string, match: Row, set: Row) {
    const query = matching(tx.query<AnyTables>().updateTable(table).set(set), some(match));
    return Number((await query.executeTakeFirst()).numUpdatedRows);
  },
  async deleteRows(tx: Tx, table: string, match: Row) {
    const query = matching(tx.query<AnyTables>().deleteFrom(table), some(match));
    return Number((await query.executeTakeFirst()).numDeletedRows);
  },
};

const TEXTS = new Map<string, string>();

/** The text of a statement as the builder writes it the first time. @throws as `matching` does */
function textOf(what: readonly string[], match: Row, write: () => { compile(): { readonly sql: string } }): string {
  const asked = Object.entries(match).map(([column, value]) => `${column} ${value === null ? 'is' : typeof value}`);
  const key = [...what, ...asked].join('|');
  const known = TEXTS.get(key);
  if (known !== undefined) return known;
  const { sql } = write().compile();
  TEXTS.set(key, sql);
  return sql;
}

const valuesOf = (match: Row) => Object.values(match).filter((value) => value !== null);

/** The tables of one store; `Tables` maps their names, with the schema, to their rows. */
export function tablesOf<Tables>(): TablesOf<Tables> {
  return all as unknown as TablesOf<Tables>;
}

/** @throws where a column is to equal undefined, which would ask for no column at all */
function matching<Query>(query: Query, match: Row): Query {
  type Where = { where(column: string, operator: '=' | 'is', value: unknown): Where };
  const conditions = Object.entries(match).reduce((one, [column, value]) => {
    if (value === undefined) throw new Error(`nothing is said of what ${column} equals`);
    return one.where(column, value === null ? 'is' : '=', value);
  }, query as Where);
  return conditions as Query;
}

/** @throws where every row of the table would be meant */
function some(match: Row): Row {
  if (Object.keys(match).length === 0) throw new Error('a change names the rows that it is of');
  return match;
}

/** The columns of rows, each an array, as `unnest` takes them. */
export function columnsOf<Row, const Names extends readonly (keyof Row)[]>(
  rows: readonly Row[],
  ...names: Names
): { [At in keyof Names]: Row[Names[At]][] } {
  return names.map((name) => rows.map((row) => row[name])) as { [At in keyof Names]: Row[Names[At]][] };
}
