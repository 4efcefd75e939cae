import { afterAll, beforeAll, expect, it } from 'vitest';
import { ok, systemActor } from '../../kernel/index.ts';
import { type DeadlineRule, deadlineRules, readLaw, recordRule } from '../../vocabulary/index.ts';
import { fileReport, listReports } from '../index.ts';
import { intakeJobs } from '../jobs.ts';
import { type IntakeHome, newKey, openIntakeHome, value } from '../testing.ts';
import { followLaw, reportClocks } from './follow-law.ts';

let home: IntakeHome;
beforeAll(async () => {
  home = await openIntakeHome('2026-11-24T02:00:00Z');
});
afterAll(() => home.close());

const CODE = 'DL-SCREEN';
const file = async (dangerNow: 'yes' | 'no') =>
  value(
    await fileReport(home.public(), {
      report: { reporter: { kind: 'child' }, narrative: 'Văn bản thử trung tính.', danger: { now: dangerNow } },
      idempotencyKey: newKey(),
    }),
  );
const platform = () => home.context(systemActor('intake.test'));
const change = async (id: string, to: Partial<DeadlineRule>) => {
  const rule = deadlineRules.find((one) => one.id === id) as DeadlineRule;
  await platform().transaction(async (tx) => {
    await recordRule(tx, { ...rule, ...to }, 'ministry', 'Đối chiếu lại.');
    return ok();
  });
};
const shown = async () =>
  value(await listReports(home.at(home.counsellor), {}))
    .reports.map((report) => report.clock)
    .map((clock) => [clock?.dueAt, clock?.look]);

it('moves the clocks that run when their rule was corrected, each by its own urgency, and the queue with them', async () => {
  await file('no');
  await file('yes');
  const before = ['2026-11-24T02:15:00.000Z', '2026-11-24T04:00:00.000Z'];
  expect((await shown()).map(([due]) => due).sort()).toEqual(before);
  await change('DL-SCREEN.2025', { amount: 30, unit: 'minute' });
  expect(
    value(await reportClocks.openClocks(platform(), CODE))
      .map(({ ruleCode, dueAt, urgency, ownerAgency }) => [ruleCode, dueAt.toISOString(), urgency, ownerAgency])
      .sort(),
  ).toEqual([
    [CODE, before[0], 'U1', 'C111'],
    [CODE, before[1], undefined, 'C111'],
  ]);
  expect(value(await followLaw(platform(), CODE))).toBe(1);
  expect((await shown()).map(([due]) => due).sort()).toEqual([before[0], '2026-11-24T02:30:00.000Z']);
  expect(value(await followLaw(platform(), CODE))).toBe(0);
});

it('starts new clocks by the rule as it now stands, in whatever process it was read', async () => {
  await readLaw(platform());
  await file('no');
  expect((await shown()).filter(([due]) => due === '2026-11-24T02:30:00.000Z')).toHaveLength(2);
});

it('lets a clock that was over run again where its time became longer', async () => {
  home.clock.advance(40 * 60_000);
  await intakeJobs.find(({ name }) => name === 'intake.sweep-clocks')?.run(platform(), {});
  expect(new Set((await shown()).map(([, look]) => look))).toEqual(new Set(['breached']));
  const overdue = async () =>
    (await home.owner.query('select count(*)::int as n from intake.clock where breached_at is not null')).rows[0].n;
  expect(await overdue()).toBe(3);
  await change('DL-SCREEN.2025', { amount: 3, unit: 'hour' });
  await intakeJobs.find(({ name }) => name === 'intake.follow-law')?.run(platform(), { code: CODE });
  expect(await overdue()).toBe(1);
  expect((await shown()).filter(([due]) => due === '2026-11-24T05:00:00.000Z')).toHaveLength(2);
});
