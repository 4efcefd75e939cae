import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { itemStates } from './items/item.ts';
import { itemPolicy } from './policies.ts';
import { openTakedownHome } from './takedown.testing.ts';

const home = fileFixture(() => openTakedownHome());
const people = Array.from({ length: 3 }, () => newId<'person'>());
const agencies = ['C111', 'MPS-A05', 'CAT-01'];
const keys = Array.from({ length: 5 }, () => newId<'row'>());
const code = (id: string) => id.slice(-8).toUpperCase();

test('memory, filter and row lock agree on content items, also for whoever is kept from one', async () => {
  await policyAgrees({
    kernel: home,
    policy: itemPolicy,
    keyColumn: 'id',
    rows: fc
      .record({
        key: fc.constantFrom(...keys),
        agency: fc.constantFrom(...agencies),
        state: fc.constantFrom(...itemStates),
        proposed_by: fc.constantFrom(...people),
      })
      .map((row) => ({ ...row, id: row.key })),
    actors: actors(
      {
        roles: ['content_analyst', 'content_verifier', 'takedown_officer', '111_counsellor', 'vncop_member_user'],
        agencies,
        functions: ['VERIFY_CONTENT', 'ORDER_TAKEDOWN', 'ORDER_BLOCK'],
        people,
        scopes: ['hash.match'],
      },
      home.clock.now(),
    ),
    exclusions: { objectKind: 'content-item' },
    insert: async (owner, row) => {
      const state = String(row.state);
      const decided = ['VERIFIED', 'ORDERED', 'GONE', 'RETURNED'].includes(state);
      await owner.query(
        `insert into takedown.item (id, reference, kind, sensitive, match_mark, mask, sealed, state, agency, source, proposed_by, recent_since, tier,
           national_class, not_illegal_reason, set_aside_reason, first_at, last_at, changed_at)
         values ($1, $2, 'url', true, $3, 'x', 'x', $4, $5, 'MACHINE', $6, now(), 'LOW', $7, $8, $9, now(), now(), now())`,
        [
          row.key,
          `ND-${code(row.key).slice(0, 4)}-${code(row.key).slice(4)}`,
          createHash('sha256').update(row.key).digest(),
          state,
          row.agency,
          row.proposed_by,
          decided ? 'N1' : state === 'NOT_ILLEGAL' ? 'N0' : null,
          state === 'NOT_ILLEGAL' ? 'ADULT' : null,
          state === 'SET_ASIDE' ? 'TEST' : null,
        ],
      );
    },
    clear: async (owner) => void (await owner.query('delete from takedown.item where id = any($1)', [keys])),
  });
}, 240_000);
