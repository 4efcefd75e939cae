import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { fileReport } from '../../intake/index.ts';
import { newKey, openIntakeHome } from '../../intake/testing.ts';
import { systemActor } from '../../kernel/index.ts';
import { giveGrade } from '../grades/give-grade.ts';
import { triageItem } from '../items/triage-item.ts';
import { ILLEGAL } from '../takedown.testing.ts';
import { handOverReport } from './hand-over-report.ts';
import { originSteps } from './origin-steps.ts';
import { tellOrigins, tellReport } from './tell-origins.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));
const verifier = (agency: string) =>
  testPerson('content_verifier', agency, { functions: ['VERIFY_CONTENT'], purpose: 'takedown' });
const platform = () => home.at(systemActor('test'));

async function filed(places: object[]): Promise<string> {
  home.clock.advance(1_000);
  must(
    await fileReport(home.public(), {
      idempotencyKey: newKey(),
      report: { reporter: { kind: 'child', band: 'B13_15' }, narrative: 'Lời kể giữ chỗ.', places },
    }),
  );
  const { rows } = await home.owner.query('select id from intake.report order by received_at desc, id desc limit 1');
  return rows[0].id as string;
}
const told = async (report: string) =>
  (
    await home.owner.query(
      "select code from intake.event where report_id = $1 and code like 'content-%' order by at, code",
      [report],
    )
  ).rows.map((row) => row.code as string);

it('the addresses of a report become items once, and the reporter is told once how each step ended', async () => {
  const report = await filed([
    { kind: 'WEBSITE', link: 'https://tin-bao-mau.example/1' },
    { kind: 'FACEBOOK', account: 'tai.khoan.mau' },
    { kind: 'ZALO', phone: '0987654321' },
  ]);
  const ctx = home.at(home.counsellor);
  expect(must(await handOverReport(ctx, { report }))).toEqual({ taken: 2 });
  expect(must(await handOverReport(ctx, { report }))).toEqual({ taken: 0 });
  const { rows } = await home.owner.query(
    'select distinct item_id, object_reference from takedown.arrival where object_id = $1',
    [report],
  );
  expect(rows).toHaveLength(2);
  // The job is enqueued with the arrivals; run twice, it tells once.
  const jobs = await home.owner.query(
    "select count(*)::int as jobs from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = job.task_id where task.identifier = 'takedown.tell-report'",
  );
  expect(jobs.rows[0].jobs).toBe(1);
  await tellReport(platform(), report, 'content-taken');
  await tellReport(platform(), report, 'content-taken');
  expect(await told(report)).toEqual(['content-taken']);
  const item = rows[0].item_id as string;
  const [one, other] = [verifier('C111'), verifier('MPS-A05')];
  must(await triageItem(home.at(one), { item }));
  must(await giveGrade(home.at(one), { ...ILLEGAL, item }));
  must(await giveGrade(home.at(other), { ...ILLEGAL, item }));
  await tellOrigins(platform(), item, 'VERIFIED');
  await tellOrigins(platform(), item, 'VERIFIED');
  expect(await told(report)).toEqual(['content-taken', 'content-verified']);
  await tellOrigins(platform(), item, 'ORDERED');
  await tellOrigins(platform(), item, 'ORDERED');
  expect(await told(report)).toEqual(['content-ordered', 'content-taken', 'content-verified']);
  // That somebody says that it is done is not told: only that it was removed, once, and not where it is back by then.
  const tell = async (to: string) => {
    home.clock.advance(1_000);
    // An order that stands is a constraint of the database: its telling alone is tried.
    if (to !== 'ORDERED')
      await home.owner.query("update takedown.item set state = $2, national_class = 'N1' where id = $1", [item, to]);
    for (let times = 0; times < 2; times += 1) await tellOrigins(platform(), item, to);
  };
  await tellOrigins(platform(), item, 'GONE');
  expect(await told(report)).not.toContain('content-removed-part');
  await tell('GONE');
  // The other address of the report still stands: what is said is true of the one alone.
  const steps = ['content-ordered', 'content-removed-part', 'content-taken', 'content-verified'];
  expect((await told(report)).toSorted()).toEqual(steps);
  await home.owner.query(
    "update takedown.item set state = 'GONE', national_class = 'N1', set_aside_reason = null where id in (select item_id from takedown.arrival where object_id = $1)",
    [report],
  );
  await tell('GONE');
  // There again, ordered and removed once more: each is news once, in its turn.
  await tell('RETURNED');
  await tell('ORDERED');
  await tell('GONE');
  await tell('RETURNED');
  expect((await told(report)).slice(3)).toEqual([
    'content-removed-part',
    'content-removed',
    'content-back',
    'content-ordered',
    'content-removed',
    'content-back',
  ]);
});

it('that something is back is told to whoever was told that it was removed, and to nobody else', async () => {
  const report = await filed([{ kind: 'WEBSITE', link: 'https://tin-bao-mau.example/2' }]);
  must(await handOverReport(home.at(home.counsellor), { report }));
  const { rows } = await home.owner.query('select item_id from takedown.arrival where object_id = $1', [report]);
  const item = rows[0].item_id as string;
  await home.owner.query("update takedown.item set state = 'RETURNED', national_class = 'N1' where id = $1", [item]);
  await tellOrigins(platform(), item, 'RETURNED');
  expect(await told(report)).toEqual([]);
});

it('the words of its return are calm, say that somebody is at it, and blame nobody, in both languages', () => {
  const { reporter } = originSteps.find(({ code: step }) => step === 'content-back') as (typeof originSteps)[number];
  for (const words of [reporter.vi, reporter.en]) {
    expect(words).not.toMatch(/thất bại|lỗi|vi phạm|fail|fault|sorry|illegal/i);
    expect(words.length).toBeLessThan(180);
  }
  expect(reporter.vi).toContain('{em}');
});

it('a report without an address, one that is not theirs, and somebody without the part are refused', async () => {
  const report = await filed([{ kind: 'ZALO', phone: '0987654321' }]);
  expect(code(await handOverReport(home.at(home.counsellor), { report }))).toBe('content-item.no-address');
  expect(code(await handOverReport(home.at(home.agent), { report }))).toBe('access.not-permitted');
  expect(code(await handOverReport(home.at(home.stranger), { report }))).not.toBe('accepted');
  await tellReport(platform(), '0197f000-0000-7000-8000-0000000000cc', 'content-taken');
});
