import fc from 'fast-check';
import { describe, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { approvalPolicy, exposureLimitPolicy, exposurePolicy, noticePolicy } from './policies.ts';

const house = fileFixture(() => openTestKernel());

const people = Array.from({ length: 3 }, () => newId<'person'>());
const agencies = ['MPS-A05', 'C111', 'MOH'];
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const PLATFORM_LIMIT = '01936000-0000-7000-8000-000000000010';
const key = fc.constantFrom(...keys);
const agency = fc.constantFrom(...agencies);
const person = fc.constantFrom(...people);
const who = () =>
  actors(
    { roles: ['hash_db_approver', 'listening_supervisor', 'listening_reviewer', 'sysadmin'], agencies, people },
    house.clock.now(),
  );

describe('memory, filter and row lock agree', () => {
  test(
    'on notices',
    () =>
      policyAgrees({
        kernel: house,
        policy: noticePolicy,
        keyColumn: 'id',
        rows: fc.record({ key, person }),
        actors: who(),
        others: () => ({ kind: 'x', facts: '{}', created_at: new Date() }),
      }),
    120_000,
  );

  test(
    'on approvals',
    () =>
      policyAgrees({
        kernel: house,
        policy: approvalPolicy,
        keyColumn: 'id',
        rows: fc.record({ key, asked_by: person, agency: fc.option(agency, { nil: null }) }),
        actors: who(),
        others: (row) => ({
          kind: 'x',
          object_kind: 'x',
          object_id: row.key,
          made_by: '{}',
          asked_at: new Date(),
          digest: 'x',
        }),
      }),
    120_000,
  );

  test(
    'on the load of reviewers',
    () =>
      policyAgrees({
        kernel: house,
        policy: exposurePolicy,
        keyColumn: 'person',
        rows: fc.record({ key: person, agency }).map((row) => ({ ...row, person: row.key })),
        actors: who(),
        others: () => ({ started_at: new Date(), last_at: new Date() }),
      }),
    120_000,
  );

  test(
    'on the limits of that load',
    () =>
      policyAgrees({
        kernel: house,
        policy: exposureLimitPolicy,
        keyColumn: 'id',
        // The platform's own limit, which comes with the tables.
        base: [PLATFORM_LIMIT].map((id) => ({ key: id })),
        rows: key.map((id) => ({ key: id })),
        actors: who(),
        insert: async (owner, row) =>
          void (await owner.query(
            "insert into work.exposure_limit (id, valid_from, items_shift, items_run, source, verified, set_by, set_at) values ($1, now(), 1, 1, 'x', false, 'x', now())",
            [row.key],
          )),
        clear: async (owner) =>
          void (await owner.query('delete from work.exposure_limit where id <> $1', [PLATFORM_LIMIT])),
      }),
    120_000,
  );
});
