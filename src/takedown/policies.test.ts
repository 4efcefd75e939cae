import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { newId } from '../kernel/index.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { alertStates, receiverRoles } from './alerts/alert.ts';
import { alertPolicy, alertReceiptPolicy } from './alerts/alert-policies.ts';
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

const networkActors = () =>
  actors(
    {
      roles: ['content_analyst', 'content_verifier', 'vncop_coordinator', '111_counsellor', ...receiverRoles],
      agencies,
      functions: ['VERIFY_CONTENT', 'COORDINATE_VNCOP', 'ORDER_TAKEDOWN'],
      people,
      scopes: ['network-alert.fetch', 'alert-receipt.acknowledge', 'hash.match'],
    },
    home.clock.now(),
  );

const insertAlert = `insert into takedown.alert (id, reference, chain, number, message, nature, event, headline, urgency, severity, certainty, tlp, pap,
    areas, audiences, functions, named, effective_at, expires_at, state, written_by, agency, written_at, approved_by, issued_at)
  values ($1, $2, $1, 1, 'ALERT', 'WARNING', 'SCAM', 'x', 'EXPECTED', 'SEVERE', 'LIKELY', 'GREEN', 'GREEN', '{}', '{PLATFORM}', '{}', '{}', now(),
    now() + interval '1 day', $3, $4, $5, now(), $6, $7)`;
const reference = (key: string) => `CB-${code(key).slice(0, 4)}-${code(key).slice(4)}`;
const approver = newId<'person'>();

test('memory, filter and row lock agree on alerts of the network', async () => {
  await policyAgrees({
    kernel: home,
    policy: alertPolicy,
    keyColumn: 'id',
    rows: fc.record({
      key: fc.constantFrom(...keys),
      agency: fc.constantFrom(...agencies),
      state: fc.constantFrom(...alertStates),
      written_by: fc.constantFrom(...people),
    }),
    actors: networkActors(),
    insert: async (owner, row) => {
      const issued = row.state !== 'WAITING' && row.state !== 'REFUSED';
      await owner.query(insertAlert, [
        row.key,
        reference(row.key),
        row.state,
        row.written_by,
        row.agency,
        issued ? approver : null,
        issued ? new Date() : null,
      ]);
    },
    clear: async (owner) => void (await owner.query('delete from takedown.alert where id = any($1)', [keys])),
  });
}, 240_000);

test('memory, filter and row lock agree on what each recipient was sent', async () => {
  const alert = keys[0] as string;
  await home.owner.query(insertAlert, [
    alert,
    reference(alert),
    'ISSUED',
    people[0],
    agencies[0],
    approver,
    new Date(),
  ]);
  const receipts = Array.from({ length: 5 }, () => newId<'row'>());
  await policyAgrees({
    kernel: home,
    policy: alertReceiptPolicy,
    keyColumn: 'id',
    // Of one alert each has one receipt.
    rows: fc
      .record({ at: fc.nat(agencies.length - 1), sender: fc.constantFrom(...agencies) })
      .map(({ at, sender }) => ({ key: receipts[at] as string, agency: agencies[at] as string, sender })),
    actors: networkActors(),
    others: () => ({
      alert_id: alert,
      chain: alert,
      reference: reference(alert),
      recall: false,
      named: false,
      audiences: '{PLATFORM}',
      functions: '{}',
      sent_at: new Date(),
    }),
  });
  await home.owner.query('delete from takedown.alert where id = $1', [alert]);
}, 240_000);
