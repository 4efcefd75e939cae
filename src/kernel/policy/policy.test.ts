import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { type Actor, systemActor } from '../actor.ts';
import { newId } from '../id.ts';
import { ok } from '../result.ts';
import { check, couldEver } from './check.ts';
import type { Condition } from './condition.ts';
import { exclude, exclusionsOf } from './exclusion-store.ts';
import { filter } from './filter.ts';
import { rowLock } from './row-lock.ts';

/** The three compilers on conditions, actors and rows that nobody chose. */
const test_ = fileFixture(() => openTestKernel(NOW.toISOString()));
const NOW = new Date('2026-11-24T02:00:00Z');
const columns = ['desk', 'agency', 'province', 'flag', 'owner'] as const;
type Column = (typeof columns)[number];
const OBJECTS = Array.from({ length: 4 }, () => newId<'thing'>());

const text = fc.constantFrom('a', 'b', "c'); --");
const roles = fc.subarray(['r1', 'r2', 'r3'], { minLength: 1 });
const column = fc.constantFrom<Column>('desk', 'agency', 'province', 'owner');
const leaf: fc.Arbitrary<Condition<Column | 'id'>> = fc.oneof(
  fc.record({ op: fc.constant('column-in' as const), column, values: fc.array(text, { maxLength: 2 }) }),
  fc.record({ op: fc.constant('column-null' as const), column }),
  fc.record({
    op: fc.constant('actor-kind' as const),
    kind: fc.constantFrom('anonymous', 'receipt', 'person', 'machine', 'system'),
  }),
  fc.record({ op: fc.constant('holds' as const), roles }),
  fc.record({ op: fc.constant('holds-nationwide' as const), roles }),
  fc.record({ op: fc.constant('agency-has' as const), function: text }),
  fc.record({
    op: fc.constant('holds-at' as const),
    roles,
    dimension: fc.constantFrom('agency' as const, 'desk' as const, 'province' as const),
    column,
  }),
  fc.record({
    op: fc.constant('actor-is' as const),
    attribute: fc.constantFrom('person' as const, 'agency' as const, 'report' as const),
    column,
  }),
  fc.record({ op: fc.constant('scope' as const), scope: text }),
  fc.record({
    op: fc.constant('granted' as const),
    objectKind: fc.constant('thing'),
    fieldClass: fc.constantFrom('triage', 'narrative'),
    column: fc.constant('id' as const),
  }),
  fc.record({
    op: fc.constant('excluded' as const),
    objectKind: fc.constant('thing'),
    column: fc.constant('id' as const),
  }),
  fc.constant({ op: 'stepped-up' as const }),
);
const { condition } = fc.letrec<{ condition: Condition<Column | 'id'> }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ op: fc.constant('all' as const), of: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ op: fc.constant('any' as const), of: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ op: fc.constant('not' as const), of: tie('condition') }),
  ),
}));

const assignment = fc.record(
  { role: fc.constantFrom('r1', 'r2', 'r3'), agency: text, desk: text, province: text },
  { requiredKeys: ['role', 'agency'] },
);
const actor: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant({ kind: 'anonymous' as const }),
  text.map((report) => ({ kind: 'receipt' as const, report })),
  fc.constant({ kind: 'system' as const, job: 'j' }),
  fc.record({
    kind: fc.constant('machine' as const),
    client: text,
    agency: text,
    scopes: fc.array(text, { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('person' as const),
    person: text,
    name: fc.constant('x'),
    agency: text,
    functions: fc.option(fc.array(text, { maxLength: 2 }), { nil: undefined }),
    assignments: fc.array(assignment, { maxLength: 3 }),
    nameKey: fc.constantFrom('', '0a', '0b'),
    agencyGrants: fc.constantFrom(true, false, undefined),
    grants: fc.constant([]),
    exclusions: fc.constant([]),
    session: fc.constant('s'),
    purpose: fc.constant('counselling'),
    steppedUpUntil: fc.option(fc.constantFrom(new Date('2026-11-24T01:59:59Z'), new Date('2026-11-24T02:00:01Z')), {
      nil: undefined,
    }),
  }),
);
const row = fc.record({
  id: fc.constantFrom(...OBJECTS),
  desk: fc.option(text),
  agency: fc.option(text),
  province: fc.option(text),
  owner: fc.option(text),
});
const grant = fc.record({
  object: fc.constantFrom(...OBJECTS),
  subject: fc.oneof(
    text.map((value) => ({ kind: 'person', value })),
    text.map((value) => ({ kind: 'desk', value })),
    text.map((value) => ({ kind: 'agency', value })),
  ),
  fieldClass: fc.constantFrom('triage', 'narrative'),
  expires: fc.constantFrom('2026-11-24T01:00:00Z', '2026-11-24T03:00:00Z'),
  revoked: fc.boolean(),
});

const exclusion = fc.record({
  object: fc.constantFrom(...OBJECTS),
  subject: fc.oneof(
    text.map((value) => ({ kind: 'person' as const, value })),
    text.map((value) => ({ kind: 'agency' as const, value })),
    fc.constantFrom('0a', '0b').map((value) => ({ kind: 'name' as const, value })),
  ),
});

beforeAll(async () => {
  await test_.owner.query('create schema probe; grant usage on schema probe to lachan_app');
  await test_.owner.query('create table probe.thing (id uuid, desk text, agency text, province text, owner text)');
  await test_.owner.query('grant select on probe.thing to lachan_app');
});

describe('one policy source, three back ends', () => {
  test('memory, SQL filter and row lock agree on random conditions, actors, rows and grants', async () => {
    await fc.assert(
      fc.asyncProperty(
        condition,
        actor,
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.array(grant, { maxLength: 4 }),
        fc.array(exclusion, { maxLength: 4 }),
        async (rule, bareActor, rows, grants, exclusions) => {
          await test_.owner.query(
            'delete from probe.thing; delete from kernel.need_to_know; delete from kernel.exclusion',
          );
          for (const one of rows)
            await test_.owner.query('insert into probe.thing values ($1, $2, $3, $4, $5)', [
              one.id,
              one.desk,
              one.agency,
              one.province,
              one.owner,
            ]);
          for (const one of grants) {
            await test_.owner.query(
              "insert into kernel.need_to_know values ($1, 'thing', $2, $3, $4, $5, 'p', 'r', 'assignment', 'x', '2026-11-01', $6, $7, null)",
              [
                newId(),
                one.object,
                one.subject.kind,
                one.subject.value,
                [one.fieldClass],
                one.expires,
                one.revoked ? '2026-11-02' : null,
              ],
            );
          }
          await test_.context(systemActor('test')).transaction(async (tx) => {
            for (const { object, subject } of exclusions)
              await exclude(tx, { objectKind: 'thing', objectId: object, subject, reason: 'TEST' });
            return ok();
          });
          const who = await withExclusions(withGrants(bareActor, grants));
          await test_.owner.query(`drop policy if exists probe on probe.thing; alter table probe.thing enable row level security;
          alter table probe.thing force row level security; create policy probe on probe.thing for select to lachan_app using (${rowLock(rule)})`);
          const expected = rows.filter((one) => check(rule, who, one, NOW));
          const locked = await read(who, sql`true`);
          expect(locked).toEqual(sorted(expected));
          await test_.owner.query('alter table probe.thing disable row level security');
          expect(await read(who, filter(rule, who, NOW, 'thing'))).toEqual(sorted(expected));
          // A route lets in whoever could do the act on some row; it may let in more, never fewer.
          if (expected.length > 0) expect(couldEver(rule, who, NOW)).toBe(true);
        },
      ),
      { numRuns: 250 },
    );
  }, 120_000);
});

/** As identification gives them. */
async function withExclusions(who: Actor): Promise<Actor> {
  if (who.kind !== 'person') return who;
  const found = await test_.context(systemActor('test')).transaction(async (tx) => ok(await exclusionsOf(tx, who)));
  return { ...who, exclusions: found.ok ? found.value : [] };
}

function withGrants(
  who: Actor,
  grants: readonly {
    object: string;
    subject: { kind: string; value: string };
    fieldClass: string;
    expires: string;
    revoked: boolean;
  }[],
): Actor {
  if (who.kind !== 'person') return who;
  const reaching = grants.filter(
    ({ subject, revoked }) =>
      !revoked &&
      who.assignments.length > 0 &&
      ((subject.kind === 'person' && subject.value === who.person) ||
        (subject.kind === 'agency' && subject.value === who.agency && who.agencyGrants === true) ||
        (subject.kind === 'desk' && who.assignments.some((held) => held.desk === subject.value))),
  );
  return {
    ...who,
    grants: reaching.map((one) => ({
      objectKind: 'thing',
      objectId: one.object,
      fieldClasses: [one.fieldClass as 'triage'],
      purpose: 'p',
      until: new Date(one.expires),
    })),
  };
}

async function read(who: Actor, where: ReturnType<typeof filter>) {
  const result = await test_.context(who).transaction(async (tx) => {
    const rows = await tx
      .query<{ 'probe.thing': Record<string, string | null> }>()
      .selectFrom('probe.thing as thing')
      .selectAll()
      .where(where)
      .execute();
    return ok(rows);
  });
  return sorted(result.ok ? result.value : []);
}

function sorted(rows: readonly object[]): string[] {
  return rows.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
}
