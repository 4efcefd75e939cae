import fc from 'fast-check';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { expect } from 'vitest';
import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { type Actor, type Assignment, type FieldClass, type Grant, systemActor } from '../actor.ts';
import { newId } from '../id.ts';
import { ok } from '../result.ts';
import { check, type PolicyRow } from './check.ts';
import { exclude, exclusionsOf } from './exclusion-store.ts';
import type { Policy } from './policy.ts';

/** What the generators of actors draw from; take values that the rows have too, so that they meet. */
export interface ActorValues {
  readonly roles: readonly string[];
  readonly agencies: readonly string[];
  readonly functions?: readonly string[];
  readonly people: readonly string[];
  readonly desks?: readonly string[];
  readonly provinces?: readonly string[];
  readonly communes?: readonly string[];
  readonly reports?: readonly string[];
  readonly scopes?: readonly string[];
}

/** Actors of every kind; people hold up to three roles, some with an area or a desk, some stepped up. */
export function actors(values: ActorValues, now: Date): fc.Arbitrary<Actor> {
  const some = (list: readonly string[] | undefined) =>
    fc.option(fc.constantFrom(...(list?.length ? list : ['none'])), { nil: undefined });
  const assignment: fc.Arbitrary<Assignment> = fc
    .record({
      role: fc.constantFrom(...values.roles),
      agency: fc.constantFrom(...values.agencies),
      desk: some(values.desks),
      province: some(values.provinces),
      commune: some(values.communes),
    })
    .map(({ role, agency, ...scope }) => ({
      role,
      agency,
      ...Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined)),
    }));
  const person: fc.Arbitrary<Actor> = fc.record({
    kind: fc.constant('person' as const),
    person: fc.constantFrom(...values.people),
    name: fc.constant('Người Mẫu'),
    nameKey: fc.constantFrom('0a', '0b'),
    agency: fc.constantFrom(...values.agencies),
    functions: fc.subarray([...(values.functions ?? [])]),
    assignments: fc.array(assignment, { maxLength: 3 }),
    grants: fc.constant([]),
    exclusions: fc.constant([]),
    session: fc.constant(newId<'session'>()),
    purpose: fc.constant('protection'),
    steppedUpUntil: fc.constantFrom(undefined, new Date(now.getTime() - 1_000), new Date(now.getTime() + 1_000)),
  });
  const machine: fc.Arbitrary<Actor> = fc.record({
    kind: fc.constant('machine' as const),
    client: fc.constant('client'),
    agency: fc.constantFrom(...values.agencies),
    scopes: fc.subarray([...(values.scopes ?? [])]),
  });
  const others: fc.Arbitrary<Actor>[] = [
    fc.constant({ kind: 'anonymous' }),
    fc.constant({ kind: 'system', job: 'job' }),
    machine,
  ];
  if (values.reports?.length)
    others.push(fc.constantFrom(...values.reports).map((report) => ({ kind: 'receipt' as const, report })));
  return fc.oneof({ arbitrary: person, weight: 6 }, ...others.map((arbitrary) => ({ arbitrary, weight: 1 })));
}

export interface Agreement<C extends string, A extends string> {
  readonly kernel: TestKernel;
  readonly policy: Policy<C, A>;
  /** The policy's columns of a row, and `key`, which names the row in `keyColumn`. */
  readonly rows: fc.Arbitrary<PolicyRow<C> & { readonly key: string }>;
  readonly keyColumn: string;
  readonly actors: fc.Arbitrary<Actor>;
  /** What a row of the table needs beside the policy's columns; columns and values. */
  others?(row: PolicyRow<C> & { readonly key: string }): Readonly<Record<string, unknown>>;
  /** Puts one row into the table, as the owner, where that takes more than one insertion. */
  insert?(owner: pg.Pool, row: PolicyRow<C> & { readonly key: string }): Promise<void>;
  /** Takes the rows away again, as the owner, where that takes more than removing them. */
  clear?(owner: pg.Pool): Promise<void>;
  /** Rows that stand in the table all the time. */
  readonly base?: readonly (PolicyRow<C> & { readonly key: string })[];
  /** Live grants to be drawn for the rows, where the policy has some. */
  readonly grants?: { readonly objectKind: string; readonly fieldClasses: readonly FieldClass[] };
  /** Kind of the objects that somebody may be kept from, where the policy excludes; the rows are named by `objectOf`, else by `key`. */
  readonly exclusions?: {
    readonly objectKind: string;
    objectOf?(row: PolicyRow<C> & { readonly key: string }): string;
  };
  readonly runs?: number;
}

/**
 * The property that every policy owes: for any actor and rows, the in-memory check, the SQL filter and the
 * row lock say the same. The filter is run alone (as the owner, whom no lock binds) and under the lock (as the app).
 */
export async function policyAgrees<C extends string, A extends string>(agreement: Agreement<C, A>): Promise<void> {
  const { kernel, policy, keyColumn } = agreement;
  const now = kernel.clock.now();
  const { table } = policy.source;
  const inserted = new Set<string>();
  // A pool of its own is not needed: the owner's stays with the test.
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: kernel.owner }) });
  const drawGrants = agreement.grants
    ? fc.array(fc.record({ row: fc.nat(), fieldClass: fc.constantFrom(...agreement.grants.fieldClasses) }), {
        maxLength: 2,
      })
    : fc.constant([]);
  const drawExclusions = agreement.exclusions
    ? fc.array(fc.record({ row: fc.nat(), by: fc.constantFrom('person', 'agency', 'name') }), { maxLength: 2 })
    : fc.constant([]);
  await fc.assert(
    fc.asyncProperty(
      agreement.actors,
      fc.uniqueArray(agreement.rows, { minLength: 1, maxLength: 4, selector: (row) => row.key }),
      drawGrants,
      drawExclusions,
      async (bare, added, drawn, shut) => {
        await clear();
        for (const row of added) await insert(row);
        const rows = [...(agreement.base ?? []), ...added];
        const who = await shutOut(await grant(bare, rows, drawn), rows, shut);

        const visible = keys(rows.filter((row) => check(policy.source.visible, who, row, now)));
        expect(await underLock(who, undefined), `what the row lock of ${table} lets through`).toEqual(visible);
        for (const action of policy.actions) {
          const may = keys(rows.filter((row) => policy.can(who, action, row, now)));
          const where = policy.filter(who, action, now, 'row');
          const alone = await sql<{
            key: string;
          }>`select ${sql.ref(`row.${keyColumn}`)}::text as key from ${sql.table(table)} as row where ${where}`.execute(
            owner,
          );
          expect(keys(alone.rows), `the filter of ${action} alone`).toEqual(may);
          expect(await underLock(who, action), `the filter of ${action} under the lock`).toEqual(may);
          if (may.length > 0) expect(policy.couldEver(who, action, now), `${action} could ever`).toBe(true);
        }
      },
    ),
    { numRuns: agreement.runs ?? 60 },
  );
  await clear();

  async function insert(row: PolicyRow<C> & { readonly key: string }): Promise<void> {
    if (agreement.insert) return agreement.insert(kernel.owner, row);
    const { key, ...columns } = row;
    const whole = { ...columns, [keyColumn]: key, ...agreement.others?.(row) };
    const names = Object.keys(whole);
    await kernel.owner.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(whole),
    );
    inserted.add(key);
  }

  async function clear(): Promise<void> {
    if (agreement.clear) return agreement.clear(kernel.owner);
    await kernel.owner.query(`delete from ${table} where ${keyColumn}::text = any($1)`, [[...inserted]]);
    inserted.clear();
  }

  async function underLock(who: Actor, action: A | undefined): Promise<string[]> {
    const where = action === undefined ? sql`true` : policy.filter(who, action, now, 'row');
    const result = await kernel.context(who).transaction(async (tx) => {
      const read = await sql<{
        key: string;
      }>`select ${sql.ref(`row.${keyColumn}`)}::text as key from ${sql.table(table)} as row where ${where}`.execute(
        tx.query(),
      );
      return ok(read.rows);
    });
    if (!result.ok) throw new Error(result.refusal.code);
    return keys(result.value);
  }

  /** Writes the drawn grants for the actor and gives the actor as identification would: with the grants that reach them. */
  async function grant(
    who: Actor,
    rows: readonly { readonly key: string }[],
    drawn: readonly { row: number; fieldClass: FieldClass }[],
  ): Promise<Actor> {
    if (who.kind !== 'person' || !agreement.grants) return who;
    await kernel.owner.query('delete from kernel.need_to_know where origin = $1', ['agreement']);
    const until = new Date(now.getTime() + 60_000);
    const grants: Grant[] = [];
    for (const { row, fieldClass } of drawn) {
      const objectId = rows[row % rows.length]?.key as string;
      await kernel.owner.query(
        `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
         values ($1, $2, $3, 'person', $4, $5, 'protection', 'test', 'agreement', 'test', $6, $7)`,
        [newId<'grant'>(), agreement.grants.objectKind, objectId, who.person, [fieldClass], now, until],
      );
      // None reaches who holds no role.
      if (who.assignments.length === 0) continue;
      grants.push({
        objectKind: agreement.grants.objectKind,
        objectId,
        fieldClasses: [fieldClass],
        purpose: 'protection',
        until,
      });
    }
    return { ...who, grants };
  }

  /** Keeps the actor from the drawn rows, by themselves, their agency or their name. */
  async function shutOut(
    who: Actor,
    rows: readonly (PolicyRow<C> & { readonly key: string })[],
    drawn: readonly { row: number; by: 'person' | 'agency' | 'name' }[],
  ): Promise<Actor> {
    if (who.kind !== 'person' || !agreement.exclusions) return who;
    const { objectKind, objectOf } = agreement.exclusions;
    await kernel.owner.query("delete from kernel.exclusion where reason = 'AGREEMENT'");
    const subjects = { person: who.person, agency: who.agency, name: who.nameKey };
    const result = await kernel.context(systemActor('agreement')).transaction(async (tx) => {
      for (const { row, by } of drawn) {
        const one = rows[row % rows.length] as PolicyRow<C> & { readonly key: string };
        const subject = { kind: by, value: subjects[by] };
        await exclude(tx, { objectKind, objectId: objectOf?.(one) ?? one.key, subject, reason: 'AGREEMENT' });
      }
      return ok(await exclusionsOf(tx, who));
    });
    if (!result.ok) throw new Error(result.refusal.code);
    return { ...who, exclusions: result.value };
  }
}

function keys(rows: readonly { readonly key: string }[]): string[] {
  return rows.map((row) => row.key).sort();
}
