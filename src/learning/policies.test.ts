import fc from 'fast-check';
import { test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { itemPolicy } from './editorial/editorial-policies.ts';
import { itemStages } from './editorial/item.ts';

const home = fileFixture(() => openTestKernel());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const keys = Array.from({ length: 5 }, () => newId<'row'>());

test('memory, filter and row lock agree on what editors work on', async () => {
  await policyAgrees({
    kernel: home,
    policy: itemPolicy,
    keyColumn: 'id',
    rows: fc.record({
      key: fc.constantFrom(...keys),
      stage: fc.constantFrom(...itemStages),
      written_by: fc.option(fc.constantFrom(...people), { nil: null }),
    }),
    actors: actors(
      {
        roles: ['editor', 'catalogue_evaluator', '111_counsellor', 'sysadmin'],
        agencies: ['MOH-MCD', 'C111', 'MPS-A05'],
        functions: ['PUBLISH_LEARNING', 'RUN_HELPLINE'],
        people,
        scopes: ['hash.match'],
      },
      home.clock.now(),
    ),
    others: (row) => ({
      slug: `bai-${row.key}`,
      kind: 'TEXT',
      head: 1,
      started_at: new Date(),
      changed_at: new Date(),
    }),
  });
}, 240_000);
