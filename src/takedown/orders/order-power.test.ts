import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { newId } from '../../kernel/index.ts';
import { cancelOrder } from './end-order.ts';
import { issueOrder } from './issue-order.ts';
import { itemsWithoutOrder } from './list-orders.ts';
import { openOrdersHome, POWERS } from './orders.testing.ts';
import { proposeOrder } from './propose-order.ts';

const home = fileFixture(() => openOrdersHome('2026-06-01T02:00:00Z'), 120_000);

const day = (number: number) => new Date(Date.UTC(2026, 5, 1 + number)).toISOString().slice(0, 10);
const KINDS = ['REMOVE', 'LOCK_ACCOUNT', 'LIMIT_IN_VN', 'USER_DATA'] as const;
const POLICE_FROM = '2026-07-01';

const mostlyNone = (days: { readonly min: number; readonly max: number }) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.integer(days) });

/** A power as an agency held it: which, from when, to when; days are counted from 1 June 2026. */
const held = fc.record({
  code: fc.constantFrom('ORDER_TAKEDOWN', 'ORDER_TAKEDOWN', 'ORDER_BLOCK'),
  from: fc.integer({ min: -30, max: 90 }),
  length: mostlyNone({ min: 0, max: 60 }),
});

/** What the rules say, told anew and by hand: which orders a body that holds the power may give on a day. */
function allowed(kind: string, urgent: boolean, police: boolean, on: string): boolean {
  if (kind === 'USER_DATA' || kind === 'LIMIT_IN_VN' || urgent) return police && on >= POLICE_FROM;
  return true;
}

test('an order rests on a function and a rule of its very instant, and on three persons, whatever became of the agencies', async () => {
  const agencies = [
    { code: 'MAU-CONG-AN', kind: 'POLICE' },
    { code: 'MAU-CUC', kind: 'DEPARTMENT' },
  ];
  for (const one of agencies)
    await home.owner.query(
      "insert into members.agency (code, name_vi, name_en, kind, level, source, verified) values ($1, 'Cơ quan mẫu', 'Sample', $2, 'CENTRAL', 'test', false)",
      [one.code, one.kind],
    );
  const { id: addressee } = await home.addressee({ agency: 'MAU-NEN-TANG' });
  const items: string[] = [];
  for (let at = 0; at < 3; at += 1) items.push(await home.verified(`https://quyen-${at}.example/bai`));
  const grader = home.people.first;
  let given = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(
          fc.record({
            at: fc.integer({ min: 0, max: 120 }),
            agency: fc.constantFrom(0, 1),
            powers: fc.array(held, { maxLength: 3 }),
            kind: fc.constantFrom(...KINDS),
            urgent: fc.boolean(),
            item: fc.integer({ min: 0, max: 2 }),
            who: fc.constantFrom('clean', 'clean', 'clean', 'proposer', 'grader'),
            endsAgency: mostlyNone({ min: 0, max: 130 }),
          }),
          { minLength: 60, maxLength: 60 },
        )
        .map((all) => all.toSorted((a, b) => a.at - b.at)),
      async (scenes) => {
        for (const scene of scenes) {
          const agency = agencies[scene.agency] as (typeof agencies)[number];
          const item = items[scene.item] as string;
          await home.owner.query('delete from members.agency_function where agency = $1', [agency.code]);
          await home.owner.query('update members.agency set valid_to = $2 where code = $1', [
            agency.code,
            scene.endsAgency === null ? null : day(scene.endsAgency),
          ]);
          for (const power of scene.powers)
            await home.owner.query(
              `insert into members.agency_function (id, agency, function_code, area, legal_basis, valid_from, valid_to, source, verified)
               values ($1, $2, $3, null, 'Văn bản mẫu', $4, $5, 'test', false) on conflict do nothing`,
              [
                newId(),
                agency.code,
                power.code,
                day(power.from),
                power.length === null ? null : day(power.from + power.length),
              ],
            );
          home.clock.set(`${day(scene.at)}T05:00:00Z`);
          // The session is one that was opened while the agency could do everything: what counts is the instant of the order.
          const person = scene.who === 'grader' ? grader.person : newId<'person'>();
          const officer = {
            ...testPerson('takedown_officer', agency.code, { functions: POWERS, purpose: 'takedown' }),
            person,
          };
          const proposer = scene.who === 'proposer' ? officer : home.people.fourth;
          const proposed = must(
            await proposeOrder(home.as(proposer), {
              item,
              addressee,
              kind: scene.kind,
              urgent: scene.urgent,
              reasons: ['CSAM'],
            }),
          );
          const on = day(scene.at);
          const alive = scene.endsAgency === null || on <= day(scene.endsAgency);
          const holds = scene.powers.some(
            (power) =>
              power.code === 'ORDER_TAKEDOWN' &&
              day(power.from) <= on &&
              (power.length === null || on <= day(power.from + power.length)),
          );
          const may = alive && holds && allowed(scene.kind, scene.urgent, agency.kind === 'POLICE', on);
          const issued = await issueOrder(home.as(officer), { order: proposed.id });
          expect([code(issued) === 'accepted', scene, on]).toEqual([may && scene.who === 'clean', scene, on]);
          if (issued.ok) {
            given += 1;
            must(await cancelOrder(home.as(officer), { order: proposed.id, reason: 'MISTAKE' }));
          } else {
            refused += 1;
            await home.owner.query("update takedown.takedown_order set state = 'DECLINED' where id = $1", [
              proposed.id,
            ]);
          }
          const left = must(await itemsWithoutOrder(home.as(home.people.fourth))).map((one) => one.id);
          expect(new Set(left)).toEqual(new Set(items));
        }
      },
    ),
    { numRuns: 3, seed: 17 },
  );
  expect([given > 5, refused > 5]).toEqual([true, true]);
  const { rows } = await home.owner.query<{ wrong: number }>(`
    select count(*)::int as wrong from takedown.takedown_order as given where given.ordered_at is not null and (
      given.ordered_by = given.proposed_by or exists (select 1 from takedown.grade where grade.item_id = given.item_id and grade.grader = given.ordered_by)
      or (select count(distinct grader) from takedown.grade where grade.item_id = given.item_id) < 2 or given.preserve_until is null
      or (given.ordered_at at time zone 'Asia/Ho_Chi_Minh')::date not between given.function_from and coalesce(given.function_to, 'infinity'))`);
  expect(rows[0]?.wrong).toBe(0);
}, 300_000);
