import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { newId, ok } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { entryStatuses } from './entries/entry.ts';
import {
  bankPolicy,
  entryPolicy,
  importBatchPolicy,
  matchEventPolicy,
  memberRightPolicy,
  verificationPolicy,
} from './policies.ts';

const house = fileFixture(() => openTestKernel());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const agencies = ['MPS-A05', 'PLATFORM_A', 'NCMEC'];
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const bank = newId<'bank'>();
const entry = newId<'entry'>();
const source = newId<'source'>();
beforeAll(async () => {
  await house.owner.query(
    "insert into hashes.bank (id, code, name_vi, name_en, mode, owner_agency, created_by, created_at) values ($1, 'BASE', 'x', 'x', 'match', 'MPS-A05', 'x', now())",
    [bank],
  );
  await insertEntry(entry, 'MPS-A05', 'ACTIVE', 'x');
});

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
      functions: ['RUN_HASH_DB'],
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
        others: () => ({
          at: new Date(),
          actor: 'x',
          purpose: 'X',
          questions: 0,
          refused: 0,
          hits: 0,
          index_seq: 0,
          question_marks: '',
          digest: '',
        }),
      }),
    120_000,
  );

  test('on files that are taken in, and their lines', async () => {
    await house.owner.query(
      "insert into hashes.source (id, code, kind, agency, licence, may_redistribute, arrives_verified, created_by, created_at) values ($1, 'import-source', 'register', 'NCMEC', 'x', true, false, 'x', now())",
      [source],
    );
    const clear = async (owner: typeof house.owner) => {
      await owner.query('delete from hashes.import_line');
      await owner.query('delete from hashes.import_batch');
    };
    const insert = (owner: typeof house.owner, row: { readonly key: string; readonly agency?: unknown }) =>
      owner.query(
        "insert into hashes.import_batch (id, agency, source_id, bank_id, format, state, started_by, started_at) values ($1, $2, $3, $4, 'csv', 'OPEN', 'x', now())",
        [row.key, row.agency, source, bank],
      );
    await policyAgrees({
      kernel: house,
      policy: importBatchPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, agency }),
      actors: who(),
      insert: async (owner, row) => void (await insert(owner, row)),
      clear,
    });
    // A line is seen by whoever sees its file.
    for (const [at, one] of agencies.entries()) {
      await insert(house.owner, { key: keys[at] as string, agency: one });
      await house.owner.query(
        "insert into hashes.import_line (id, batch_id, line, verdict) values ($1, $2, 1, 'known')",
        [newId<'line'>(), keys[at]],
      );
    }
    await fc.assert(
      fc.asyncProperty(who(), async (actor) => {
        const seen = await house.context(actor).transaction(async (tx) => {
          const { rows } = await sql<{ batch: string; lines: number }>`
              select batch.id as batch, (select count(*)::int from hashes.import_line where batch_id = batch.id) as lines
              from hashes.import_batch as batch`.execute(tx.query<object>());
          const lines = await sql<object>`select 1 from hashes.import_line`.execute(tx.query<object>());
          return ok({ rows, all: lines.rows.length });
        });
        if (!seen.ok) throw new Error(seen.refusal.code);
        expect(seen.value.rows.every((row) => row.lines === 1)).toBe(true);
        expect(seen.value.all).toBe(seen.value.rows.length);
      }),
      { numRuns: 40 },
    );
    await clear(house.owner);
  }, 120_000);
});

/** An entry for each verdict, so that one analyst may give several. */
async function ownEntry(): Promise<string> {
  const id = newId<'entry'>();
  await insertEntry(id, 'MPS-A05', 'PROPOSED', 'verdict');
  return id;
}
