import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { mayHoldRole, role } from '../vocabulary/index.ts';
import { stages } from './files/offence-file.ts';
import { filePolicy, registerPolicy } from './policies.ts';

const home = fileFixture(() => openTestKernel());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const agencies = ['CAT-01', 'CAT-79', 'MPS-A05', 'UBND-00004'];
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const code = (id: string) => `VP-${id.slice(-8, -4)}-${id.slice(-4)}`.toUpperCase();

const rows = fc
  .record({
    key: fc.constantFrom(...keys),
    lead_agency: fc.constantFrom(...agencies),
    stage: fc.constantFrom(...stages),
  })
  .map((row) => ({ ...row, id: row.key }));

const insert = (
  owner: Parameters<NonNullable<Parameters<typeof policyAgrees>[0]['insert']>>[0],
  row: Record<string, unknown>,
) =>
  owner.query(
    `insert into offences.offence_file (id, reference, stage, stage_since, lead_agency, level, origin, sealed, opened_by, opened_at, changed_at)
     values ($1, $2, $3, now(), $4, 'CASE', 'HAND', 'x', 'test', now(), now())`,
    [row.key, code(String(row.key)), row.stage, row.lead_agency],
  );
const drawn = () =>
  actors(
    {
      roles: [
        'police_investigator',
        'police_intake',
        'commune_child_officer',
        'content_verifier',
        'ministry_child_officer',
      ],
      agencies,
      functions: ['INVESTIGATE', 'COORDINATE_OFFENCES'],
      people,
      scopes: ['hash.match'],
    },
    home.clock.now(),
  );
const clear = async (owner: { query(text: string, values: unknown[]): Promise<unknown> }) => {
  await owner.query('delete from offences.file_register where id = any($1)', [keys]);
  await owner.query('delete from offences.visibility_class where file_id = any($1)', [keys]);
  await owner.query('delete from offences.offence_file where id = any($1)', [keys]);
};

for (const policy of [filePolicy, registerPolicy])
  test(`memory, filter and row lock agree on ${policy.source.table}, also for whoever is kept from a file`, async () => {
    await policyAgrees({
      kernel: home,
      policy: policy as typeof filePolicy,
      keyColumn: 'id',
      rows,
      actors: drawn(),
      grants: { objectKind: 'offence-file', fieldClasses: ['evidence', 'narrative', 'identity'] },
      exclusions: { objectKind: 'offence-file' },
      insert: async (owner, row) => void (await insert(owner, row)),
      clear,
    });
  }, 240_000);

test('no role of welfare can be given where the police are, so nobody holds one beside the other', () => {
  const police = { kind: 'POLICE', level: 'PROVINCE', functions: ['INVESTIGATE', 'RECEIVE_REPORT'] } as const;
  const welfare = role.codes.filter((one) =>
    /^(111_|commune_|province_child|ministry_child|facility_|school_)/.test(one),
  );
  expect(welfare.length).toBeGreaterThan(7);
  for (const one of welfare) expect([one, mayHoldRole(one, police, '2026-11-24')]).toEqual([one, false]);
});
