import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { clocksJobs } from '../../clocks/index.ts';
import { ok, systemActor } from '../../kernel/index.ts';
import { type DeadlineRule, deadlineRules, readLaw, recordRule } from '../../vocabulary/index.ts';
import { fileReport, listReports } from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));

const file = async (dangerNow: 'yes' | 'no') =>
  must(
    await fileReport(home.public(), {
      report: { reporter: { kind: 'child' }, narrative: 'Văn bản thử trung tính.', danger: { now: dangerNow } },
      idempotencyKey: newKey(),
    }),
  );
const platform = () => home.context(systemActor('intake.test'));
const job = (name: string) => clocksJobs.find((one) => one.name === name)?.run(platform(), { codes: ['DL-SCREEN'] });
const change = async (id: string, to: Partial<DeadlineRule>) => {
  const rule = deadlineRules.find((one) => one.id === id) as DeadlineRule;
  await platform().transaction(async (tx) => {
    await recordRule(tx, { ...rule, ...to }, 'ministry', 'Đối chiếu lại.');
    return ok();
  });
};
const shown = async () =>
  must(await listReports(home.at(home.counsellor), {}))
    .reports.map((report) => report.clock)
    .map((clock) => [clock?.dueAt, clock?.look]);

it('moves the clocks that run when their rule was corrected, each by its own urgency, and the queue with them', async () => {
  await file('no');
  await file('yes');
  expect((await shown()).map(([due]) => due).sort()).toEqual(['2026-11-24T02:15:00.000Z', '2026-11-24T04:00:00.000Z']);
  await change('DL-SCREEN.2025', { amount: 30, unit: 'minute' });
  await job('clocks.follow-law');
  const after = ['2026-11-24T02:15:00.000Z', '2026-11-24T02:30:00.000Z'];
  expect((await shown()).map(([due]) => due).sort()).toEqual(after);
  await job('clocks.follow-law');
  expect((await shown()).map(([due]) => due).sort()).toEqual(after);
});

it('starts new clocks by the rule as it now stands, in whatever process it was read', async () => {
  await readLaw(platform());
  await file('no');
  expect((await shown()).filter(([due]) => due === '2026-11-24T02:30:00.000Z')).toHaveLength(2);
});

it('lets a clock that was over run again where its time became longer', async () => {
  home.clock.advance(40 * 60_000);
  await job('clocks.sweep');
  expect(new Set((await shown()).map(([, look]) => look))).toEqual(new Set(['breached']));
  const overdue = async () =>
    (await home.owner.query("select count(*)::int as n from clocks.clock where status = 'breached'")).rows[0].n;
  expect(await overdue()).toBe(3);
  await change('DL-SCREEN.2025', { amount: 3, unit: 'hour' });
  await job('clocks.follow-law');
  expect(await overdue()).toBe(1);
  expect((await shown()).filter(([due]) => due === '2026-11-24T05:00:00.000Z')).toHaveLength(2);
  // And it is raised once more if it runs out by the new law.
  home.clock.advance(3 * 3_600_000);
  await job('clocks.sweep');
  expect(await overdue()).toBe(3);
});
