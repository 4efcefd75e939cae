import fc from 'fast-check';
import { test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { ideaStates } from './ideas/idea.ts';
import { consultationPolicy, ideaPolicy, paperEntryPolicy } from './policies.ts';
import { openVoiceHome } from './voice.testing.ts';

const home = fileFixture(() => openVoiceHome());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const someActors = () =>
  actors(
    {
      roles: ['youth_union_moderator', 'catalogue_evaluator', '111_counsellor'],
      agencies: ['YOUTH_UNION', 'C111'],
      functions: ['VOICE_OF_CHILD'],
      people,
      scopes: ['hash.match'],
    },
    home.clock.now(),
  );
const insertDraft = `insert into voice.consultation (id, code, kind, state, title_vi, question_vi, bands, agency, started_by, started_at, changed_at)
  values ($1, $2, 'POLL', 'DRAFT', 'x', 'x', '{B9_12}', 'YOUTH_UNION', $3, now(), now())`;
const codeOf = (at: number) => `0000-000${at}`;

test('memory, filter and row lock agree on consultations', async () => {
  await policyAgrees({
    kernel: home,
    policy: consultationPolicy,
    keyColumn: 'id',
    // A row in another state needs a key, a box and dates: the states are asked in the policy table.
    rows: fc.record({ key: fc.constantFrom(...keys), state: fc.constant('DRAFT') }),
    actors: someActors(),
    insert: async (owner, row) =>
      void (await owner.query(insertDraft, [
        row.key,
        codeOf(keys.indexOf(row.key as (typeof keys)[number])),
        people[0],
      ])),
    clear: async (owner) => void (await owner.query('delete from voice.consultation where id = any($1)', [keys])),
  });
}, 240_000);

test('memory, filter and row lock agree on ideas', async () => {
  const { id } = await home.opened({ kind: 'STATEMENTS' });
  const { rows } = await home.owner.query('select id from voice.statement where consultation_id = $1 limit 1', [id]);
  await policyAgrees({
    kernel: home,
    policy: ideaPolicy,
    keyColumn: 'id',
    rows: fc.record({ key: fc.constantFrom(...keys), state: fc.constantFrom(...ideaStates) }),
    actors: someActors(),
    insert: async (owner, row) => {
      const waits = row.state === 'WAITING';
      await owner.query(
        `insert into voice.idea (id, consultation_id, locator, salt, memory_kib, passes, verifier, submission, band, sealed, made_at, state, reason,
           statement_id, decided_by, decided_at, is_demonstration)
         values ($1, $2, $3, '\\x00', 1, 1, '\\x00', sha256(convert_to($3::text, 'UTF8')), 'B9_12', $4, now(), $5, $6, $7, $8, $9, false)`,
        [
          row.key,
          id,
          codeOf(keys.indexOf(row.key as (typeof keys)[number])),
          waits ? Buffer.from('x') : null,
          row.state,
          row.state === 'REFUSED' ? 'HURTS' : null,
          row.state === 'SHOWN' || row.state === 'JOINED' ? rows[0]?.id : null,
          waits ? null : people[0],
          waits ? null : new Date(),
        ],
      );
    },
    clear: async (owner) => void (await owner.query('delete from voice.idea where id = any($1)', [keys])),
  });
}, 240_000);

test('memory, filter and row lock agree on what one of two typed', async () => {
  const { id } = await home.opened();
  const batches = await Promise.all(
    keys.map(async () => {
      const batch = newId<'paper-batch'>();
      await home.owner.query(
        `insert into voice.paper_batch (id, consultation_id, papers, state, begun_by, agency, begun_at) values ($1, $2, 1, 'OPEN', $3, 'YOUTH_UNION', now())`,
        [batch, id, people[0]],
      );
      return batch;
    }),
  );
  await policyAgrees({
    kernel: home,
    policy: paperEntryPolicy,
    keyColumn: 'batch_id',
    rows: fc.record({ key: fc.constantFrom(...batches), person: fc.constantFrom(...people) }),
    actors: someActors(),
    insert: async (owner, row) =>
      void (await owner.query(
        `insert into voice.paper_entry (batch_id, person, choices, typed_at) values ($1, $2, '{}', now())`,
        [row.key, row.person],
      )),
    clear: async (owner) =>
      void (await owner.query('delete from voice.paper_entry where batch_id = any($1)', [batches])),
  });
}, 240_000);
