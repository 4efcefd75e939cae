import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { AGENCY, type ListeningHome, openListeningHome, source } from './listening.testing.ts';
import { alertPolicy, labelDecisionPolicy, relinkPolicy, reviewTaskPolicy, sourcePolicy } from './listening-policy.ts';

const home = fileFixture(() => openListeningHome());
let base: string;
const people = Array.from({ length: 3 }, () => newId<'person'>());
const agencies = [AGENCY, 'MPS-A05', 'C111'];
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const key = fc.constantFrom(...keys);
const person = fc.constantFrom(...people);
beforeAll(async () => {
  base = await source(home);
});

const who = () =>
  actors(
    {
      roles: [
        'listening_analyst',
        'listening_reviewer',
        'listening_supervisor',
        'auditor',
        'dpo',
        'ministry_child_officer',
        '111_counsellor',
      ],
      agencies,
      functions: ['RUN_LISTENING'],
      people,
      scopes: ['listening.push'],
    },
    home.clock.now(),
  );
const clear = (table: string) => async (owner: ListeningHome['owner']) =>
  void (await owner.query(`delete from ${table} where id = any($1)`, [keys]));

describe('memory, filter and row lock agree', () => {
  test(
    'on sources',
    () =>
      policyAgrees({
        kernel: home,
        policy: sourcePolicy,
        keyColumn: 'id',
        base: [{ key: base, agency: AGENCY, state: 'RUNNING' }],
        rows: fc.record({
          key,
          agency: fc.constantFrom(...agencies),
          state: fc.constantFrom('RUNNING', 'PAUSED', 'DRIFTED'),
        }),
        actors: who(),
        others: () => ({
          kind: 'push',
          name: 'x',
          purpose_code: 'XX',
          legal_basis: 'xxx',
          lane: 1,
          rate_per_hour: 1,
          created_by: 'x',
          created_at: new Date(),
          changed_by: 'x',
          changed_at: new Date(),
        }),
      }),
    120_000,
  );

  test(
    'on alerts',
    () =>
      policyAgrees({
        kernel: home,
        policy: alertPolicy,
        keyColumn: 'id',
        rows: fc.record({ key, state: fc.constantFrom('RAISED', 'CONFIRMED', 'DISMISSED') }),
        actors: who(),
        others: (row) => ({
          id: row.key,
          reference: row.key,
          cluster_id: row.key,
          label: 'sextortion',
          severity: 3,
          window_start: new Date(),
          source_id: base,
          observation_id: row.key,
          pipeline_version_id: row.key,
          origin: 'rule',
          raised_at: new Date(),
        }),
      }),
    120_000,
  );

  test('on tasks and on blind decisions', async () => {
    const insertTask = (id: string, state: string) =>
      home.owner.query(
        `insert into listening.review_task (id, observation_id, cluster_id, source_id, stratum, score, wanted, place, state, created_at)
           values ($1, $1, $1, $2, 'random', 0, 2, 0, $3, now())`,
        [id, base, state],
      );
    await policyAgrees({
      kernel: home,
      policy: reviewTaskPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, state: fc.constantFrom('OPEN', 'DONE', 'EXPIRED') }),
      actors: who(),
      insert: async (_owner, row) => void (await insertTask(row.key, String(row.state))),
      clear: clear('listening.review_task'),
    });
    await policyAgrees({
      kernel: home,
      policy: labelDecisionPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, reviewer: person, sealed: fc.boolean() }),
      actors: who(),
      insert: async (owner, row) => {
        await insertTask(row.key, 'OPEN');
        await owner.query(
          `insert into listening.label_decision (id, task_id, observation_id, reviewer, agency, schema_version, labels, severity, sealed, stratum, given_at)
             values ($1, $1, $1, $2, 'x', '1', '{}', 0, $3, 'random', now())`,
          [row.key, row.reviewer, row.sealed],
        );
      },
      clear: async (owner) => {
        await clear('listening.label_decision')(owner);
        await clear('listening.review_task')(owner);
      },
    });
  }, 240_000);

  test(
    'on joinings of pseudonyms',
    () =>
      policyAgrees({
        kernel: home,
        policy: relinkPolicy,
        keyColumn: 'id',
        rows: fc.record({ key, requested_by: person, state: fc.constantFrom('REQUESTED', 'APPROVED', 'REFUSED') }),
        actors: who(),
        others: (row) => ({
          case_id: row.key,
          source_id: base,
          reason: 'x',
          pseudonyms: '{}',
          agency: 'x',
          requested_at: new Date(),
          expires_at: new Date(),
        }),
      }),
    120_000,
  );
});
