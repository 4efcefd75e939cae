import fc from 'fast-check';
import { test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { newCode, newId } from '../../kernel/index.ts';
import { actors, policyAgrees } from '../../kernel/policy/agreement.testing.ts';
import { classPolicy } from './class-policies.ts';

const home = fileFixture(() => openTestKernel());
const keys = Array.from({ length: 5 }, () => newId<'row'>());

test('memory, filter and row lock agree that no person and no machine sees a class', async () => {
  await policyAgrees({
    kernel: home,
    policy: classPolicy,
    keyColumn: 'id',
    rows: fc.record({ key: fc.constantFrom(...keys) }),
    actors: actors(
      {
        roles: ['editor', 'catalogue_evaluator', '111_counsellor', 'school_officer', 'sysadmin'],
        agencies: ['MOH-MCD', 'C111'],
        functions: ['PUBLISH_LEARNING', 'RUN_HELPLINE'],
        people: [newId<'person'>()],
        scopes: ['hash.match'],
      },
      home.clock.now(),
    ),
    insert: async (owner, row) =>
      void (await owner.query(
        `insert into learning.class (id, code, key_digest, band, seats, weekdays, opened_at, ends_on, is_demonstration)
         values ($1, $2, decode(repeat('00', 32), 'hex'), 'B9_12', 20, '{2}', now(), current_date, false)`,
        [row.key, newCode()],
      )),
    clear: async (owner) => void (await owner.query('delete from learning.class where id = any($1)', [keys])),
  });
}, 240_000);
