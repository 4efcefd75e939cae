import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { clocksJobs } from '../../clocks/index.ts';
import { ok } from '../../kernel/index.ts';
import { type DeadlineRule, deadlineRules, recordRule } from '../../vocabulary/index.ts';
import { listAlerts, observe } from '../index.ts';
import { openListeningHome, PHRASES, post, source } from '../listening.testing.ts';

const home = fileFixture(() => openListeningHome('2026-11-24T02:00:00Z'));

const job = (name: string, codes: readonly string[]) =>
  clocksJobs.find((one) => one.name === name)?.run(home.system(), { codes });
const first = async () => must(await listAlerts(home.as(home.people.reviewer))).rows[0];

test('a corrected rule moves the clocks of alerts that run; one that runs out is told once, in the audit too', async () => {
  const from = await source(home);
  must(await observe(home.system(), { sourceId: from, posts: [post(PHRASES.grooming)] }));
  await home.process();
  const alert = await first();
  const code = `DL-ALERT-S${alert?.severity}`;
  const rule = deadlineRules.find((one) => one.code === code) as DeadlineRule;
  const clock = async () =>
    (
      await home.owner.query(
        "select rule_code, due_at, owner_agency, status from clocks.clock where object_kind = 'listening-alert' and object_id = $1",
        [alert?.id],
      )
    ).rows;
  expect(await clock()).toEqual([
    { rule_code: code, due_at: new Date(alert?.dueAt as string), owner_agency: 'MOH-MCD', status: 'running' },
  ]);
  must(
    await home.system().transaction(async (tx) => {
      await recordRule(tx, { ...rule, amount: 7, unit: 'hour' }, 'ministry', 'Đối chiếu lại.');
      return ok();
    }),
  );
  await job('clocks.follow-law', [code]);
  expect((await first())?.dueAt).toBe('2026-11-24T09:00:00.000Z');
  expect(await clock()).toMatchObject([{ due_at: new Date('2026-11-24T09:00:00.000Z') }]);

  home.clock.set('2026-11-24T09:01:00Z');
  const told = async () =>
    (
      await home.owner.query(
        "select count(*)::int as n from kernel.audit_entry where action = 'listening-alert.overdue' and object_id = $1",
        [alert?.id],
      )
    ).rows[0].n;
  await job('clocks.sweep', []);
  await job('clocks.sweep', []);
  expect(await clock()).toMatchObject([{ status: 'breached' }]);
  expect(await told()).toBe(1);
  expect((await first())?.overdue).toBe(true);
});
