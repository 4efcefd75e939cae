import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { anonymous, createDeskKey } from '../../kernel/index.ts';
import { fileReport } from '../filing/file-report.ts';
import { INTAKE } from '../intake-desk.ts';
import { promisedTimes } from './promised-times.ts';

const home = fileFixture(() => openTestKernel());
const MINUTE = 60_000;

beforeAll(async () => {
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
});

const promised = (danger: boolean) => promisedTimes(home.context(anonymous), { danger });

async function fileMany(
  count: number,
  danger: 'yes' | 'no',
  minutesToRead: number,
  minutesToAnswer: number | null,
): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const filed = await fileReport(home.context(anonymous), {
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung giữ chỗ.', danger: { now: danger } },
      idempotencyKey: `promised-${danger}-${minutesToRead}-${at}-0123456789`,
    });
    expect(filed.ok).toBe(true);
  }
  await home.owner.query(
    `update intake.report set screened_at = received_at + make_interval(mins => $2), first_reply_at = received_at + make_interval(mins => $3)
     where danger_now = $1`,
    [danger, minutesToRead, minutesToAnswer],
  );
}

test('too few reports promise what the rules ask for, and working days to nobody in danger', async () => {
  expect(await promised(false)).toEqual({
    read: { amount: 2, unit: 'hour', measured: false },
    answer: { amount: 5, unit: 'working_day', measured: false },
  });
  expect(await promised(true)).toEqual({ read: { amount: 15, unit: 'minute', measured: false }, answer: null });
});

test('enough of them promise what nine of ten waited, rounded up, each kind for itself', async () => {
  await fileMany(20, 'yes', 7, 31);
  home.clock.advance(20 * MINUTE);
  expect(await promised(true)).toEqual({
    read: { amount: 10, unit: 'minute', measured: true },
    answer: { amount: 45, unit: 'minute', measured: true },
  });
  expect((await promised(false)).read.measured).toBe(false);
});

test('a desk that falls behind promises less: what still waits counts with the time it has waited', async () => {
  await fileMany(3, 'yes', 7, null);
  await home.owner.query(
    `update intake.report set screened_at = null where id in (select id from intake.report order by id desc limit 3)`,
  );
  home.clock.advance(30 * 60 * MINUTE);
  expect(await promised(true)).toEqual({
    read: { amount: 2, unit: 'calendar_day', measured: true },
    answer: { amount: 2, unit: 'calendar_day', measured: true },
  });
});
