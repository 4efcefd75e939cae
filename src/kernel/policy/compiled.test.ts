import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testPerson } from '../../../tools/test/test-person.ts';
import type { Actor } from '../actor.ts';
import { couldEver } from './check.ts';
import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  type Condition,
  columnIn,
  columnNull,
  excluded,
  granted,
  holds,
  holdsAt,
  holdsNationwide,
  machineScope,
  never,
  not,
  steppedUp,
} from './condition.ts';
import { explain } from './explain.ts';
import { filter } from './filter.ts';
import { defineCapabilities, definePolicy } from './policy.ts';
import { rowLock } from './row-lock.ts';

const NOW = new Date('2026-11-24T02:00:00Z');
const ID = '01936000-0000-7000-8000-000000000001';
const until = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);
const grant = (objectKind: string, milliseconds = 1) => ({
  objectKind,
  objectId: ID,
  fieldClasses: ['triage' as const],
  purpose: 'protection',
  until: until(milliseconds),
});
const officer: Actor = testPerson('officer', 'A', {
  person: ID,
  desk: 'D',
  province: '01',
  functions: ['RUN'],
  grants: [grant('case')],
  exclusions: [{ objectKind: 'case', objectId: ID }],
  steppedUpUntil: until(1),
});
const national: Actor = testPerson(['officer', 'chief'], 'A', { person: ID });
const machine: Actor = { kind: 'machine', client: 'client', agency: 'A', scopes: ['hash.match'] };
const receipt: Actor = { kind: 'receipt', report: ID };
const anonymous: Actor = { kind: 'anonymous' };

const database = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
function compiled(condition: Condition, actor: Actor): [string, readonly unknown[]] {
  const { sql, parameters } = filter(condition, actor, NOW, 'row').compile(database);
  return [sql, parameters];
}

describe('the SQL of a known actor', () => {
  test.each<[string, Condition, Actor, string, readonly unknown[]]>([
    ['everybody', always, anonymous, 'true', []],
    ['nobody', never, officer, 'false', []],
    ['both', all(columnNull('a'), columnNull('b')), officer, '("row"."a" is null and "row"."b" is null)', []],
    ['either', any(columnNull('a'), columnNull('b')), officer, '("row"."a" is null or "row"."b" is null)', []],
    ['not', not(columnNull('a')), officer, '(("row"."a" is null) is not true)', []],
    ['values', columnIn('a', 'x', 'y'), officer, '"row"."a" = any($1)', [['x', 'y']]],
    ['at a desk', holdsAt('desk', 'a', 'officer'), officer, '"row"."a" = any($1::text[])', [['D']]],
    ['at no desk', holdsAt('desk', 'a', 'officer'), national, 'false', []],
    ['at a desk in another role', holdsAt('desk', 'a', 'chief'), officer, 'false', []],
    ['of a machine at a desk', holdsAt('agency', 'a', 'officer'), machine, 'false', []],
    ['own', actorIs('person', 'a'), officer, '"row"."a" = $1', [ID]],
    ['own of nobody', actorIs('person', 'a'), anonymous, 'false', []],
    ['own report', actorIs('report', 'a'), receipt, '"row"."a" = $1', [ID]],
    ['granted', granted('case', 'triage', 'a'), officer, '"row"."a" = any($1::uuid[])', [[ID]]],
    ['granted of another kind', granted('report', 'triage', 'a'), officer, 'false', []],
    ['granted of another class', granted('case', 'narrative', 'a'), officer, 'false', []],
    ['granted to nobody', granted('case', 'triage', 'a'), machine, 'false', []],
    ['kept from', excluded('case', 'a'), officer, '"row"."a" = any($1::uuid[])', [[ID]]],
    ['kept from another kind', excluded('report', 'a'), officer, 'false', []],
    ['kept from, of a machine', excluded('case', 'a'), machine, 'false', []],
    ['a role', holds('officer'), officer, 'true', []],
    ['another role', holds('chief'), officer, 'false', []],
    ['a role of a machine', holds('officer'), machine, 'false', []],
    ['a kind', actorKind('machine'), machine, 'true', []],
    ['another kind', actorKind('machine'), officer, 'false', []],
    ['a permission', machineScope('hash.match'), machine, 'true', []],
    ['another permission', machineScope('hash.read'), machine, 'false', []],
    ['a permission of a person', machineScope('hash.match'), officer, 'false', []],
    ['a function', agencyHas('RUN'), officer, 'true', []],
    ['a function that is not held', agencyHas('RUN'), national, 'false', []],
    ['a function of a machine', agencyHas('RUN'), machine, 'false', []],
    ['the nation', holdsNationwide('chief'), national, 'true', []],
    ['the nation from a desk', holdsNationwide('officer'), officer, 'false', []],
    ['the nation in another role', holdsNationwide('other'), national, 'false', []],
    ['the nation of a machine', holdsNationwide('officer'), machine, 'false', []],
    ['a fresh proof', steppedUp, officer, 'true', []],
    ['no proof', steppedUp, national, 'false', []],
    ['a proof of a machine', steppedUp, machine, 'false', []],
  ])('%s', (_name, condition, actor, text, parameters) => {
    expect(compiled(condition, actor)).toEqual([text, parameters]);
  });

  test('what is over at this very moment is over', () => {
    const ended = testPerson('officer', 'A', { grants: [grant('case', 0)], steppedUpUntil: NOW });
    expect(compiled(granted('case', 'triage', 'a'), ended)).toEqual(['false', []]);
    expect(compiled(steppedUp, ended)).toEqual(['false', []]);
  });

  test('any part of an area is not the nation', () => {
    for (const area of [{ province: '01' }, { commune: '00004' }, { desk: 'D' }]) {
      const one = testPerson([], 'A', { assignments: [{ role: 'officer', agency: 'A', ...area }] });
      expect([area, compiled(holdsNationwide('officer'), one)]).toEqual([area, ['false', []]]);
    }
  });
});

describe('the row lock', () => {
  const who = (said: string) => `(select ${said} from (select kernel.actor() as actor offset 0) as who)`;
  const role = (inner: string) => `coalesce(jsonb_path_exists(actor, '$.assignments[*] ? ((${inner}))'), false)`;

  test.each<[string, Condition, string]>([
    ['everybody', always, '(true)'],
    ['nobody', never, '(false)'],
    ['a kind', actorKind('system'), who("(actor ->> 'kind' is not distinct from 'system')")],
    ['roles', holds('a', 'b'), who(role('@.role == "a" || @.role == "b"'))],
    ['no role', holds(), '(false)'],
    [
      'the nation',
      holdsNationwide('a'),
      who(
        `coalesce(jsonb_path_exists(actor, '$.assignments[*] ? ((@.role == "a") && !(@.province != null) && !(@.commune != null) && !(@.desk != null))'), false)`,
      ),
    ],
    ['a function', agencyHas('RUN'), who("coalesce(actor -> 'functions' ? 'RUN', false)")],
    ['a permission', machineScope('a.b'), who("coalesce(actor -> 'scopes' ? 'a.b', false)")],
    [
      'a proof',
      steppedUp,
      who("coalesce((actor ->> 'steppedUpUntil')::timestamptz > (actor ->> 'now')::timestamptz, false)"),
    ],
    [
      'the actor alone, nested',
      not(any(actorKind('x'), all(actorKind('y'), actorKind('z')))),
      who(
        "((((actor ->> 'kind' is not distinct from 'x') or ((actor ->> 'kind' is not distinct from 'y') and (actor ->> 'kind' is not distinct from 'z')))) is not true)",
      ),
    ],
    ['values', columnIn('a', 'x', "y'z", 7, true), `"a" in ('x', 'y''z', 7, true)`],
    ['no value', columnIn('a'), 'false'],
    ['nothing in it', columnNull('a"b'), '"a""b" is null'],
    [
      'at a desk',
      holdsAt('desk', 'a', 'r', 's'),
      `"a" = any((select kernel.actor_scopes(array['r', 's']::text[], 'desk'))::text[])`,
    ],
    [
      'at a desk in no role',
      holdsAt('desk', 'a'),
      `"a" = any((select kernel.actor_scopes('{}'::text[], 'desk'))::text[])`,
    ],
    ['own', actorIs('person', 'a'), `"a"::text = (select kernel.actor_attribute('person'))`],
    ['granted', granted('case', 'triage', 'a'), `"a" = any((select kernel.actor_granted('case', 'triage'))::uuid[])`],
    ['kept from', excluded('case', 'a'), `"a" = any((select kernel.actor_excluded('case'))::uuid[])`],
    ['not on a row', not(columnNull('a')), '(("a" is null) is not true)'],
    [
      'the actor once for all that looks at nothing else',
      any(actorKind('x'), columnNull('a'), actorKind('y')),
      `(${who("(actor ->> 'kind' is not distinct from 'x') or (actor ->> 'kind' is not distinct from 'y')")} or "a" is null)`,
    ],
    [
      'and together',
      all(columnNull('a'), actorKind('x'), actorKind('y')),
      `("a" is null and ${who("(actor ->> 'kind' is not distinct from 'x') and (actor ->> 'kind' is not distinct from 'y')")})`,
    ],
  ])('%s', (_name, condition, text) => {
    expect(rowLock(condition)).toBe(text);
  });
});

describe('before any row is known', () => {
  test.each<[string, Condition, Actor, boolean]>([
    ['all of what could be', all(actorIs('agency', 'a'), columnNull('b')), officer, true],
    ['all, one of which never', all(actorIs('report', 'a'), columnNull('b')), officer, false],
    ['any of what could be', any(actorIs('report', 'a'), columnNull('b')), officer, true],
    ['any of what never', any(actorIs('report', 'a'), holds('chief')), officer, false],
    ['some value', columnIn('a', 'x'), anonymous, true],
    ['no value', columnIn('a'), officer, false],
    ['at a desk', holdsAt('desk', 'a', 'officer'), officer, true],
    ['at no desk', holdsAt('desk', 'a', 'officer'), national, false],
    ['granted', granted('case', 'triage', 'a'), officer, true],
    ['not granted', granted('case', 'narrative', 'a'), officer, false],
    ['kept from, a person', excluded('case', 'a'), national, true],
    ['kept from, a machine', excluded('case', 'a'), machine, false],
    ['not what always holds', not(holds('officer')), officer, false],
    ['not what never holds', not(holds('chief')), officer, true],
    ['not what may hold on some row', not(columnNull('a')), officer, true],
    ['not a value', not(columnIn('a', 'x')), officer, true],
    ['not at a desk', not(holdsAt('desk', 'a', 'officer')), officer, true],
    ['not own', not(actorIs('person', 'a')), officer, true],
    ['not granted to them', not(granted('case', 'triage', 'a')), officer, true],
    ['not kept from', not(excluded('case', 'a')), officer, true],
    ['not not', not(not(holds('officer'))), officer, true],
    ['not not, of what never holds', not(not(holds('chief'))), officer, false],
    ['not all of two that hold', not(all(holds('officer'), actorKind('person'))), officer, false],
    ['not all of two, one of which may not', not(all(holds('officer'), columnNull('a'))), officer, true],
    ['not any, one of which always holds', not(any(holds('officer'), columnNull('a'))), officer, false],
    ['not any of what may not', not(any(holds('chief'), columnNull('a'))), officer, true],
  ])('%s', (_name, condition, actor, could) => {
    expect(couldEver(condition, actor, NOW)).toBe(could);
  });
});

describe('why somebody gets in', () => {
  const why = (condition: Condition, actor: Actor = officer) => explain(condition, actor, { a: ID, b: null }, NOW);

  test('is each leaf that lets them in, and nothing where they are kept out', () => {
    const own = actorIs('person', 'a');
    expect(why(any(own, holds('chief'), columnNull('b')))).toEqual([own, columnNull('b')]);
    expect(why(all(own, columnNull('b')))).toEqual([own, columnNull('b')]);
    expect(why(all(own, columnNull('a')))).toEqual([]);
    expect(why(any(holds('chief'), columnNull('a')))).toEqual([]);
    expect(why(not(holds('chief')))).toEqual([not(holds('chief'))]);
    expect(why(own, anonymous)).toEqual([]);
  });
});

describe('a policy', () => {
  const source = {
    resource: 'thing',
    table: 'x.thing',
    columns: { id: 'uuid', a: 'text' },
    visible: columnNull('a'),
    insertable: actorKind('system'),
    actions: { 'thing.read': always, 'thing.own': actorIs('person', 'id') },
    followers: [{ table: 'x.part', column: 'thing_id' }],
  } as const;
  const policy = definePolicy(source);

  test('lets an action happen only inside what is visible', () => {
    expect(policy.actions).toEqual(['thing.read', 'thing.own']);
    expect(policy.can(officer, 'thing.own', { id: ID, a: null }, NOW)).toBe(true);
    expect(policy.can(officer, 'thing.own', { id: ID, a: 'x' }, NOW)).toBe(false);
    expect(policy.can(national, 'thing.own', { id: 'other', a: null }, NOW)).toBe(false);
    expect(policy.couldEver(anonymous, 'thing.own', NOW)).toBe(false);
    expect(policy.couldEver(officer, 'thing.own', NOW)).toBe(true);
    const { sql } = policy.filter(officer, 'thing.own', NOW).compile(database);
    expect(sql).toBe('("x"."thing"."a" is null and "x"."thing"."id" = $1)');
    expect(policy.filter(officer, 'thing.read', NOW, 't').compile(database).sql).toBe('("t"."a" is null and true)');
  });

  test('locks its table and those that follow it, for the app alone, and nobody deletes where it does not say who', () => {
    const visible = '"a" is null';
    const follows = 'exists (select 1 from x.thing as leader where leader.id = thing_id)';
    const system =
      "(select (actor ->> 'kind' is not distinct from 'system') from (select kernel.actor() as actor offset 0) as who)";
    const head = (table: string) => [
      `alter table ${table} enable row level security`,
      `alter table ${table} force row level security`,
      ...['select', 'insert', 'update', 'delete'].map((verb) => `drop policy if exists lachan_${verb} on ${table}`),
    ];
    const tail = (table: string) => [
      `drop policy if exists lachan_owner on ${table}`,
      `create policy lachan_owner on ${table} to current_user using (true) with check (true)`,
    ];
    const lock = (table: string, select: string, insert: string, remove?: string) => [
      ...head(table),
      `create policy lachan_select on ${table} for select to lachan_app using (${select})`,
      `create policy lachan_insert on ${table} for insert to lachan_app with check (${insert})`,
      `create policy lachan_update on ${table} for update to lachan_app using (${select}) with check (${select})`,
      ...(remove ? [`create policy lachan_delete on ${table} for delete to lachan_app using (${remove})`] : []),
      ...tail(table),
    ];
    expect(policy.lockStatements()).toEqual([
      ...lock('x.thing', visible, system),
      ...lock('x.part', follows, follows, follows),
    ]);
    const alone = definePolicy({ ...source, followers: [], deletable: actorKind('system') });
    expect(alone.lockStatements()).toEqual(lock('x.thing', visible, system, `(${visible} and ${system})`));
    const { followers: _none, ...bare } = source;
    expect(definePolicy(bare).lockStatements()).toEqual(lock('x.thing', visible, system));
  });

  test('permissions that hang on no row look at the actor alone', () => {
    const permissions = defineCapabilities({ 'a.b': holds('officer'), 'c.d': machineScope('hash.match') });
    expect(permissions.actions).toEqual(['a.b', 'c.d']);
    expect([officer, machine, anonymous].map((one) => permissions.can(one, 'a.b', NOW))).toEqual([true, false, false]);
    expect([officer, machine, anonymous].map((one) => permissions.can(one, 'c.d', NOW))).toEqual([false, true, false]);
  });
});
