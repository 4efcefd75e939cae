import fc from 'fast-check';
import { test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { newId } from '../../kernel/index.ts';
import { actors, policyAgrees } from '../../kernel/policy/agreement.testing.ts';
import { itemStages } from '../editorial/item.ts';
import { announcementPolicy, fanCommentPolicy } from './fan-page-policies.ts';

const home = fileFixture(() => openTestKernel());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const agencies = ['MOH-MCD', 'C111'];
const someActors = () =>
  actors(
    {
      roles: ['editor', 'catalogue_evaluator', '111_counsellor'],
      agencies,
      functions: ['PUBLISH_LEARNING', 'RUN_HELPLINE'],
      people,
      scopes: ['hash.match'],
    },
    home.clock.now(),
  );

test('memory, filter and row lock agree on announcements', async () => {
  const item = newId<'learning-item'>();
  await home.owner.query(
    `insert into learning.item (id, slug, kind, stage, head, started_at, changed_at) values ($1, 'bai-mau', 'TEXT', 'APPROVED', 1, now(), now())`,
    [item],
  );
  await policyAgrees({
    kernel: home,
    policy: announcementPolicy,
    keyColumn: 'id',
    rows: fc.record({
      key: fc.constantFrom(...keys),
      stage: fc.constantFrom(...itemStages),
      written_by: fc.constantFrom(...people),
      agency: fc.constantFrom(...agencies),
    }),
    actors: someActors(),
    others: (row) => ({
      item_id: item,
      head: 1,
      started_by: row.written_by,
      started_at: new Date(),
      changed_at: new Date(),
      is_demonstration: false,
    }),
  });
}, 240_000);

test('memory, filter and row lock agree on comments', async () => {
  await policyAgrees({
    kernel: home,
    policy: fanCommentPolicy,
    keyColumn: 'id',
    rows: fc.record({
      key: fc.constantFrom(...keys),
      state: fc.constantFrom('WAITING', 'KEPT'),
      agency: fc.constantFrom(...agencies),
    }),
    actors: someActors(),
    others: (row) => ({
      account_id: row.key,
      network: 'FACEBOOK',
      subject_mark: Buffer.alloc(32, row.key),
      sealed: row.state === 'WAITING' ? Buffer.from('x') : null,
      made_at: new Date(),
      hidden_at_once: false,
      decided_at: row.state === 'WAITING' ? null : new Date(),
      is_demonstration: false,
    }),
  });
}, 240_000);
