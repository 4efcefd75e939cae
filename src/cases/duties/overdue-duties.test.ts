import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { listWork } from '../../work/index.ts';
import { communeOverview, listCases } from '../index.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

/** What each list says to somebody of the overdue duties of a case. */
async function numbers(who: PersonActor, id: string) {
  const ctx = await home.as(who);
  const { rows } = must(await listWork(ctx));
  const listed = must(await listCases(ctx)).cases.find((one) => one.id === id);
  const late = must(await listCases(ctx, { overdue: true })).cases.filter((one) => one.id === id);
  return {
    work: rows.filter(({ object, look }) => object.id === id && look === 'breached').length,
    cases: listed?.overdue,
    found: late.length,
  };
}

test('every list counts the overdue duties of a case alike: of plans as of clocks, for each who has them', async () => {
  const planned = drive(home, (await openOwnCase(home)).id);
  await planned.to('IMPLEMENTING');
  const waiting = drive(home, (await openOwnCase(home)).id);
  await waiting.to('PLAN_DRAFT');
  for (const { on } of [planned, waiting])
    expect(await numbers(home.officer, on.case)).toEqual({ work: 0, cases: 0, found: 0 });

  home.clock.set('2026-08-20T02:00:00Z');
  // Nobody wrote down what the plan of the first foresees; no clock of the law runs on it any more.
  expect(await numbers(home.officer, planned.on.case)).toEqual({ work: 1, cases: 1, found: 1 });
  expect(must(await listCases(await planned.officer())).cases).toContainEqual(
    expect.objectContaining({ id: planned.on.case, clock: null }),
  );
  // The form that the next step rests on is the one duty of both.
  expect(await numbers(home.officer, waiting.on.case)).toEqual({ work: 1, cases: 1, found: 1 });

  const overview = must(await communeOverview(await home.as(home.officer)));
  const counted = (id: string) => overview.cases.find((one) => one.id === id)?.overdue;
  expect([counted(planned.on.case), counted(waiting.on.case)]).toEqual([1, 1]);
  expect(overview.overdue).toBe(overview.cases.filter((one) => one.overdue > 0).length);
  expect(overview.overdue).toBe(must(await listCases(await home.as(home.officer), { overdue: true })).cases.length);
});

test('who has no duty on a case counts its clock that has run out', async () => {
  const { id } = await openOwnCase(home);
  home.clock.set('2026-11-20T02:00:00Z');
  expect(await numbers(home.province, id)).toEqual({ work: 0, cases: 1, found: 1 });
});
