import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type Actor, exclude, exclusionsOf, type Grant, newId, ok, rows, systemActor } from '../../kernel/index.ts';
import { actors, policyAgrees } from '../../kernel/policy/agreement.testing.ts';
import { pointerPolicy, watchPolicy } from '../deconfliction/deconfliction-policies.ts';
import { seriesStates } from '../series/series.ts';
import { seriesPolicy } from '../series/series-policies.ts';
import { hubPolicy, visibilityPolicy } from './graph-policies.ts';
import type { ClassRow } from './graph-tables.ts';
import { visibleClasses } from './node-store.ts';

const home = fileFixture(() => openTestKernel());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const agencies = ['CAT-01', 'CAT-79', 'MPS-A05', 'UBND-00004'];
const files = Array.from({ length: 4 }, () => newId<'offence-file'>());
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const blind = (of: string) => createHash('sha256').update(of).digest();
const drawn = () =>
  actors(
    {
      roles: ['police_investigator', 'police_intake', 'commune_child_officer', 'content_verifier'],
      agencies,
      functions: ['INVESTIGATE', 'COORDINATE_OFFENCES'],
      people,
      scopes: ['hash.match'],
    },
    home.clock.now(),
  );

let identifier: string;
const nodes: number[] = [];
let hit: string;

beforeAll(async () => {
  for (const id of files)
    await home.owner.query(
      `insert into offences.offence_file (id, reference, stage, stage_since, lead_agency, level, origin, sealed, opened_by, opened_at, changed_at)
       values ($1, $2, 'TIP', now(), 'CAT-01', 'CASE', 'HAND', 'x', 'test', now(), now())`,
      [id, `VP-${id.slice(-8, -4)}-${id.slice(-4)}`.toUpperCase()],
    );
  const made = await home.owner.query<{ id: number; object: string }>(
    'insert into offences.node (kind, object) select 7, gen_random_uuid() from generate_series(1, 6) returning id, object',
  );
  nodes.push(...made.rows.map(({ id }) => id));
  identifier = made.rows[0]?.object as string;
  await home.owner.query(
    `insert into offences.identifier (id, node, kind, blind, form_version, mask, sealed, made_at) values ($1, $2, 'PHONE', $3, 1, '••••', 'x', now())`,
    [identifier, nodes[0], blind('identifier')],
  );
  const [one, other] = files.slice(0, 2).toSorted();
  hit = newId<'hit'>();
  await home.owner.query(
    `insert into offences.deconfliction_hit (id, identifier, one_file, one_agency, other_file, other_agency, source, at)
     values ($1, $2, $3, 'CAT-01', $4, 'CAT-79', 'ADDED', now())`,
    [hit, identifier, one, other],
  );
});

test('memory, filter, row lock and the classes that a walk looks for agree, whoever leads and takes part, and for whoever is kept out', async () => {
  const now = home.clock.now();
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: home.owner }) });
  await home.owner.query(
    "insert into offences.visibility_class (level, agency) values ('UNIT', 'CAT-01'), ('UNIT', 'CAT-79')",
  );
  // Links of two files: seen by who has a part in both, and moved with the lead of either.
  for (const pair of [files.slice(0, 2), files.slice(1, 3), [files[0], files[3]]])
    await home.owner.query(
      "insert into offences.visibility_class (level, one_file, one_agency, other_file, other_agency) values ('BOTH', $1, 'CAT-01', $2, 'CAT-01')",
      pair.toSorted(),
    );
  const { rows: numbered } = await home.owner.query<ClassRow>(
    'select id, level, agency, file_id, one_file, one_agency, other_file, other_agency from offences.visibility_class order by id',
  );
  const classOf = (file: string) => numbered.find(({ file_id: of }) => of === file);
  const withAccess = async (
    bare: Actor,
    granted: readonly (readonly [number, 'evidence' | 'narrative'])[],
    kept: readonly (readonly [number, 'person' | 'agency' | 'name'])[],
  ): Promise<Actor> => {
    if (bare.kind !== 'person') return bare;
    await home.owner.query("delete from kernel.need_to_know where origin = 'agreement'");
    await home.owner.query("delete from kernel.exclusion where reason = 'AGREEMENT'");
    const until = new Date(now.getTime() + 60_000);
    const grants: Grant[] = [];
    for (const [at, fieldClass] of granted) {
      const objectId = files[at] as string;
      await home.owner.query(
        `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
         values ($1, 'offence-file', $2, 'person', $3, $4, 'protection', 'test', 'agreement', 'test', $5, $6)`,
        [newId<'grant'>(), objectId, bare.person, [fieldClass], now, until],
      );
      if (bare.assignments.length > 0)
        grants.push({ objectKind: 'offence-file', objectId, fieldClasses: [fieldClass], purpose: 'protection', until });
    }
    const subjects = { person: bare.person, agency: bare.agency, name: bare.nameKey };
    const exclusions = must(
      await home.context(systemActor('agreement')).transaction(async (tx) => {
        for (const [at, by] of kept)
          await exclude(tx, {
            objectKind: 'offence-file',
            objectId: files[at] as string,
            subject: { kind: by, value: subjects[by] },
            reason: 'AGREEMENT',
          });
        return ok(await exclusionsOf(tx, bare));
      }),
    );
    return { ...bare, grants, exclusions };
  };
  await fc.assert(
    fc.asyncProperty(
      drawn(),
      fc.tuple(...files.map(() => fc.constantFrom(...agencies))),
      fc.array(fc.tuple(fc.nat(files.length - 1), fc.constantFrom('evidence' as const, 'narrative' as const)), {
        maxLength: 3,
      }),
      fc.array(
        fc.tuple(fc.nat(files.length - 1), fc.constantFrom('person' as const, 'agency' as const, 'name' as const)),
        { maxLength: 2 },
      ),
      async (bare, leads, granted, kept) => {
        for (const [at, file] of files.entries()) {
          const { rowCount } = await home.owner.query(
            'update offences.offence_file set lead_agency = $2 where id = $1',
            [file, leads[at]],
          );
          expect(rowCount).toBe(1);
        }
        const leadOf = (file: string | null, known: string | null) =>
          leads[files.indexOf(file as (typeof files)[number])] ?? known;
        const all = numbered.map((row) => ({
          ...row,
          agency: leadOf(row.file_id, row.agency),
          one_agency: leadOf(row.one_file, row.one_agency),
          other_agency: leadOf(row.other_file, row.other_agency),
        }));
        const who = await withAccess(bare, granted, kept);
        const expected = all.filter((row) => visibilityPolicy.can(who, 'graph.walk', row, now)).map(({ id }) => id);
        const may = visibilityPolicy.filter(who, 'graph.walk', now, 'class');
        const alone = await sql<{
          id: number;
        }>`select class.id from offences.visibility_class as class where ${may} order by class.id`.execute(owner);
        expect(
          alone.rows.map(({ id }) => id),
          'the filter alone',
        ).toEqual(expected);
        const locked = await home.context(who).transaction(async (tx) =>
          ok({
            lock: await rows(tx, sql<{ id: number }>`select id from offences.visibility_class order by id`),
            found: await visibleClasses(tx),
          }),
        );
        expect(
          must(locked).lock.map(({ id }) => id),
          'the row lock',
        ).toEqual(expected);
        expect(must(locked).found, 'what a walk looks for').toEqual(expected);
      },
    ),
    { numRuns: 120 },
  );
  expect(files.every((file) => classOf(file) !== undefined)).toBe(true);
  expect(numbered.filter(({ level }) => level === 'BOTH')).toHaveLength(3);
}, 240_000);

test('memory, filter and row lock agree on shared points', async () => {
  await policyAgrees({
    kernel: home,
    policy: hubPolicy,
    keyColumn: 'id',
    rows: fc.record({ key: fc.constantFrom(...keys), agency: fc.constantFrom(...agencies) }),
    actors: drawn(),
    others: ({ key }) => ({
      node: nodes[keys.indexOf(key as (typeof keys)[number])],
      reason: 'SCHOOL_WIFI',
      until_at: home.clock.now(),
      reviewed_by: people[0],
      reviewed_at: home.clock.now(),
    }),
  });
}, 240_000);

const ofFile = fc
  .record({ key: fc.constantFrom(...files), agency: fc.constantFrom(...agencies) })
  .map((row) => ({ ...row, file_id: row.key as string, key: row.key as string }));

test('memory, filter and row lock agree on pointers, also for whoever is kept from the file', async () => {
  await policyAgrees({
    kernel: home,
    policy: pointerPolicy,
    keyColumn: 'file_id',
    rows: ofFile,
    actors: drawn(),
    grants: { objectKind: 'offence-file', fieldClasses: ['evidence', 'narrative'] },
    exclusions: { objectKind: 'offence-file' },
    insert: async (owner, row) =>
      void (await owner.query(
        `insert into offences.deconfliction_pointer (id, hit_id, file_id, agency, other_agency, identifier, mask, told_at, state)
         values ($1, $2, $3, $4, 'CAT-92', $5, '••••', now(), 'OPEN')`,
        [newId<'pointer'>(), hit, row.file_id, row.agency, identifier],
      )),
    clear: async (owner) => void (await owner.query('delete from offences.deconfliction_pointer')),
  });
}, 240_000);

test('memory, filter and row lock agree on watch terms, also for whoever is kept from the file', async () => {
  await policyAgrees({
    kernel: home,
    policy: watchPolicy,
    keyColumn: 'file_id',
    rows: ofFile,
    actors: drawn(),
    grants: { objectKind: 'offence-file', fieldClasses: ['evidence', 'narrative'] },
    exclusions: { objectKind: 'offence-file' },
    insert: async (owner, row) =>
      void (await owner.query(
        `insert into offences.watch_term (id, file_id, agency, kind, blind, mask, until_at, made_by, made_at)
         values ($1, $2, $3, 'PHONE', $4, '••••', now() + interval '1 day', $5, now())`,
        [newId<'watch'>(), row.file_id, row.agency, blind(String(row.file_id)), people[0]],
      )),
    clear: async (owner) => void (await owner.query('delete from offences.watch_term')),
  });
}, 240_000);

test('memory, filter and row lock agree on series', async () => {
  await policyAgrees({
    kernel: home,
    policy: seriesPolicy,
    keyColumn: 'id',
    rows: fc.record({
      key: fc.constantFrom(...keys),
      audience: fc.option(fc.constantFrom(...agencies), { nil: null }),
      state: fc.constantFrom(...seriesStates),
    }),
    actors: drawn(),
    others: ({ key, state }) => {
      const decided = state === 'TAKEN' || state === 'REFUSED';
      return {
        reference: `CV-${key.slice(-8, -4)}-${key.slice(-4)}`.toUpperCase(),
        once_mark: blind(key),
        members: 2,
        found_at: home.clock.now(),
        reason: decided ? 'SAME_PERSON' : null,
        decided_by: decided ? people[0] : null,
        decided_agency: decided ? 'CAT-01' : null,
        decided_at: decided ? home.clock.now() : null,
      };
    },
  });
}, 240_000);
