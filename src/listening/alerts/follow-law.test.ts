import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '../../kernel/index.ts';
import { type DeadlineRule, deadlineRules, recordRule } from '../../vocabulary/index.ts';
import { listAlerts, observe } from '../index.ts';
import { type ListeningHome, must, openListeningHome, PHRASES, post, source } from '../listening.testing.ts';
import { alertClocks, followLaw } from './follow-law.ts';

let home: ListeningHome;
beforeAll(async () => {
  home = await openListeningHome('2026-11-24T02:00:00Z');
});
afterAll(() => home.close());

test('a corrected rule moves the clocks of alerts that run, and those only', async () => {
  const from = await source(home);
  must(await observe(home.system(), { sourceId: from, posts: [post(PHRASES.grooming)] }));
  await home.process();
  const [alert] = must(await listAlerts(home.as(home.people.reviewer))).rows;
  const code = `DL-ALERT-S${alert?.severity}`;
  const rule = deadlineRules.find((one) => one.code === code) as DeadlineRule;
  expect(must(await alertClocks.openClocks(home.system(), code))).toMatchObject([
    { id: alert?.id, ruleCode: code, dueAt: new Date(alert?.dueAt as string), ownerAgency: 'MOH-MCD' },
  ]);
  expect(must(await followLaw(home.system(), code))).toBe(0);
  must(
    await home.system().transaction(async (tx) => {
      await recordRule(tx, { ...rule, amount: 7, unit: 'hour' }, 'ministry', 'Đối chiếu lại.');
      return ok();
    }),
  );
  expect(must(await followLaw(home.system(), code))).toBe(1);
  const [moved] = must(await listAlerts(home.as(home.people.reviewer))).rows;
  expect(moved?.dueAt).toBe('2026-11-24T09:00:00.000Z');
  expect(must(await followLaw(home.system(), 'DL-PLAN-7WD'))).toBe(0);
});
