import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openTestKernel, type TestKernel } from '../../tools/test-kernel.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { entryStatuses } from './entry.ts';
import { bankPolicy, entryPolicy, matchEventPolicy, memberRightPolicy, verificationPolicy } from './policies.ts';

let house: TestKernel;
const people = Array.from({ length: 3 }, () => newId<'person'>());
const agencies = ['MPS-A05', 'PLATFORM_A', 'NCMEC'];
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const bank = newId<'bank'>();
const entry = newId<'entry'>();
beforeAll(async () => {
  house = await openTestKernel();
  await house.owner.query(
    "insert into hashes.bank (id, code, name_vi, name_en, mode, owner_agency, created_by, created_at) values ($1, 'BASE', 'x', 'x', 'match', 'MPS-A05', 'x', now())",
    [bank],
  );
  await insertEntry(entry, 'MPS-A05', 'ACTIVE', 'x');
});
afterAll(() => house.close());

const insertEntry = (id: string, owner: string, status: string, by: string) =>
  house.owner.query(
    "insert into hashes.entry (id, bank_id, owner_agency, media_kind, status, legal_basis, proposed_by, proposed_at, updated_at) values ($1, $2, $3, 'image', $4, 'TEST', $5, now(), now())",
    [id, bank, owner, status, by],
  );
const key = fc.constantFrom(...keys);
const agency = fc.constantFrom(...agencies);
const person = fc.constantFrom(...people);
const who = () =>
  actors(
    {
      roles: [
        'content_analyst',
        'hash_db_operator',
        'hash_db_approver',
        'auditor',
        'vncop_member_user',
        '111_counsellor',
      ],
      agencies,
      people,
      scopes: ['hash.match', 'hash.read', 'hash.submit', 'hash.feedback', 'hash.manage'],
    },
    house.clock.now(),
  );

describe('memory, filter and row lock agree', () => {
  test(
    'on entries',
    () =>
      policyAgrees({
        kernel: house,
        policy: entryPolicy,
        keyColumn: 'id',
        base: [{ key: entry, owner_agency: 'MPS-A05', status: 'ACTIVE', proposed_by: 'x' }],
        rows: fc.record({ key, owner_agency: agency, status: fc.constantFrom(...entryStatuses), proposed_by: person }),
        actors: who(),
        insert: async (_owner, row) =>
          void (await insertEntry(row.key, String(row.owner_agency), String(row.status), String(row.proposed_by))),
        clear: async (owner) => void (await owner.query('delete from hashes.entry where id = any($1)', [keys])),
      }),
    120_000,
  );

  test(
    'on verdicts',
    () =>
      policyAgrees({
        kernel: house,
        policy: verificationPolicy,
        keyColumn: 'id',
        rows: fc.record({ key, analyst: person, sealed: fc.boolean() }),
        actors: who(),
        insert: async (owner, row) =>
          void (await owner.query(
            "insert into hashes.verification (id, entry_id, analyst, agency, verdict, national_class, stage, given_at, sealed) values ($1, $2, $3, 'x', 'LISTED', 'N1', 'blind', now(), $4)",
            [row.key, await ownEntry(), row.analyst, row.sealed],
          )),
        clear: async (owner) => {
          await owner.query('delete from hashes.verification');
          await owner.query("delete from hashes.entry where proposed_by = 'verdict'");
        },
      }),
    120_000,
  );

  test(
    'on banks',
    () =>
      policyAgrees({
        kernel: house,
        policy: bankPolicy,
        keyColumn: 'id',
        base: [
          { key: bank, owner_agency: 'MPS-A05' },
          // The bank of take-down requests, which comes with the tables.
          { key: '01936000-0000-7000-8000-000000000001', owner_agency: 'C111' },
        ],
        rows: fc.record({ key, owner_agency: agency }),
        actors: who(),
        insert: async (owner, row) =>
          void (await owner.query(
            "insert into hashes.bank (id, code, name_vi, name_en, mode, owner_agency, created_by, created_at) values ($1, $2, 'x', 'x', 'match', $3, 'x', now())",
            [row.key, `B${row.key.replaceAll('-', '').toUpperCase()}`, row.owner_agency],
          )),
        clear: async (owner) => void (await owner.query('delete from hashes.bank where id = any($1)', [keys])),
      }),
    120_000,
  );

  test(
    'on rights of members',
    () =>
      policyAgrees({
        kernel: house,
        policy: memberRightPolicy,
        keyColumn: 'agency',
        rows: agency.map((one) => ({ key: one, agency: one })),
        actors: who(),
        insert: async (owner, row) =>
          void (await owner.query(
            "insert into hashes.member_right (agency, display_name, scopes, daily_matches, enabled, changed_by, changed_at) values ($1, 'x', '{}', 0, true, 'x', now())",
            [row.agency],
          )),
        clear: async (owner) => void (await owner.query('delete from hashes.member_right')),
      }),
    120_000,
  );

  test(
    'on the log of matches',
    () =>
      policyAgrees({
        kernel: house,
        policy: matchEventPolicy,
        keyColumn: 'id',
        rows: fc.record({ key, agency }),
        actors: who(),
        insert: async (owner, row) =>
          void (await owner.query(
            "insert into hashes.match_event (id, at, agency, actor, purpose, questions, refused, hits, index_seq, question_marks, digest) values ($1, now(), $2, 'x', 'X', 0, 0, 0, 0, '', '')",
            [row.key, row.agency],
          )),
        clear: async (owner) => void (await owner.query('delete from hashes.match_event')),
      }),
    120_000,
  );
});

/** An entry for each verdict, so that one analyst may give several. */
async function ownEntry(): Promise<string> {
  const id = newId<'entry'>();
  await insertEntry(id, 'MPS-A05', 'PROPOSED', 'verdict');
  return id;
}
