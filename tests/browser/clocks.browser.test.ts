import { beforeAll, describe, expect, test } from 'vitest';
import { sweepClocks } from '../../src/clocks/index.ts';
import { createBank, disputeEntry, proposeEntry, verifyEntry } from '../../src/hashes/index.ts';
import { fileReport, INTAKE } from '../../src/intake/index.ts';
import { anonymous, createDeskKey, systemActor } from '../../src/kernel/index.ts';
import { observe, processAll, syncListeningData } from '../../src/listening/index.ts';
import { PHRASES, post } from '../../src/listening/listening.testing.ts';
import type { TestPerson } from '../../src/members/members.testing.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import { runTestSource } from '../../tools/test/test-source.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { useServer } from './use-server.ts';

const MINUTE = 60_000;
let entry = '';

const house = useServer(startDesk);
const { missing } = house;
beforeAll(async () => {
  if (missing !== null) return;
  const { kernel, owner, clock, context } = house.server;
  const platform = () => context(systemActor('test'));
  await createDeskKey(owner, kernel.vault, INTAKE.desk, clock.now());
  must(await syncListeningData(platform()));

  // A report with danger that nobody screens, within fifteen minutes.
  const report = { reporter: { kind: 'child' }, narrative: 'Văn bản thử trung tính.', danger: { now: 'yes' } };
  must(await fileReport(context(anonymous), { report, idempotencyKey: crypto.randomUUID() }));

  // An alert of the highest severity that is passed on to nobody.
  const analyst = context(testPerson('listening_analyst', 'MOH-MCD', { purpose: 'takedown' }));
  const source = await runTestSource(analyst);
  must(await observe(platform(), { sourceId: source, posts: [post(PHRASES.selfHarm)] }));
  must(await processAll(platform(), { until: Date.now() + 30_000 }));

  // A disputed entry of the register that nobody decides on, within a day.
  const keeper = (role: string) => context(testPerson(role, 'MPS-A05', { purpose: 'hash-register' }));
  const operator = keeper('hash_db_operator');
  must(await createBank(operator, { code: 'NATIONAL', nameVi: 'Ngân hàng thử', nameEn: 'Test bank', mode: 'match' }));
  const signals = [{ type: 'pdq', value: 'ab'.repeat(32) }] as const;
  ({ id: entry } = must(
    await proposeEntry(operator, { bank: 'NATIONAL', mediaKind: 'image', legalBasis: 'TEST', signals }),
  ));
  for (const one of [keeper('content_analyst'), keeper('content_analyst')])
    must(await verifyEntry(one, { entry, verdict: 'LISTED', nationalClass: 'N1' }));
  must(await disputeEntry(operator, { entry, reason: 'NOT_CSAM' }));

  clock.advance(25 * 60 * MINUTE);
  must(await sweepClocks(platform()));
}, 180_000);

async function sitAt(person: TestPerson, path: string): Promise<Desk> {
  const desk = await deskOf(house, person);
  await desk.page.goto(path);
  await ready(desk.page);
  return desk;
}

if (missing !== null) console.warn(`SKIPPED: the clocks of every module in a browser (${missing})`);
describe.skipIf(missing !== null)('a clock that nobody kept, of whatever module', () => {
  test('is raised to the ministry, which sees the screening at 111 and the alert, names none of them, and says that it has looked', async () => {
    const ministry = await house.server.person('MOH-MCD', ['ministry_child_officer']);
    const desk = await sitAt(ministry, '/dong-ho?loc=qua-han');
    const { page, context, complaints } = desk;
    const raised = page.locator('section.edge li');
    await expect.poll(() => raised.filter({ hasText: 'Sàng lọc tin báo' }).count()).toBe(1);
    expect(await raised.filter({ hasText: 'Sàng lọc tin báo' }).innerText()).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(await raised.filter({ hasText: 'Chuyển cảnh báo nguy hiểm tức thời' }).count()).toBe(1);
    const rows = page.getByRole('region', { name: 'Từng thời hạn đang chạy' });
    await expect.poll(() => rows.getByRole('row').count()).toBe(4);
    for (const what of ['Tin báo', 'Cảnh báo lắng nghe', 'Mã băm'])
      expect(
        await rows
          .getByRole('row')
          .filter({ hasText: `${what} (ngoài quyền xem)` })
          .count(),
      ).toBe(1);
    await noViolations(desk, '/dong-ho of the ministry');
    const before = await raised.count();
    await raised
      .first()
      .getByRole('button', { name: /^Đã xem/ })
      .click();
    await expect.poll(() => raised.count()).toBe(before - 1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('stands on the own clocks page of the 111 supervisor, who was told, and leads to the report', async () => {
    const supervisor = await house.server.person(INTAKE.agency, [{ role: '111_supervisor', desk: INTAKE.desk }]);
    // The next sweep finds the supervisor there; a second report runs out.
    const report = { reporter: { kind: 'child' }, narrative: 'Văn bản thử trung tính.', danger: { now: 'yes' } };
    must(await fileReport(house.server.context(anonymous), { report, idempotencyKey: crypto.randomUUID() }));
    house.server.clock.advance(16 * MINUTE);
    must(await sweepClocks(house.server.context(systemActor('test'))));
    const { page, context, complaints } = await sitAt(supervisor, '/thong-bao');
    await page
      .getByRole('link', { name: /^Đã quá hạn/ })
      .first()
      .click();
    await page.waitForURL(/\/bao-cao\//);
    await page.goto('/dong-ho?loc=qua-han');
    await ready(page);
    const rows = page.getByRole('region', { name: 'Từng thời hạn đang chạy' }).getByRole('row');
    const screening = rows.filter({ hasText: 'Sàng lọc tin báo' });
    await expect.poll(() => screening.count()).toBe(2);
    expect(await screening.first().innerText()).toMatch(/Tin báo\s+[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('of a disputed hash is raised to who runs the register, with the way to the entry', async () => {
    const approver = await house.server.person('MPS-A05', ['hash_db_approver']);
    const { page, context, complaints } = await sitAt(approver, '/dong-ho?loc=qua-han');
    const row = page
      .getByRole('region', { name: 'Từng thời hạn đang chạy' })
      .getByRole('row')
      .filter({ hasText: 'Quyết định về mã băm bị phản đối' });
    await expect.poll(() => row.count()).toBe(1);
    expect(await row.innerText()).toContain(`…${entry.slice(-8)}`);
    await row.locator('a[data-row]').click();
    await page.waitForURL(new RegExp(`/ma-bam/${entry}$`));
    expect(complaints).toEqual([]);
    await context.close();
  });
});
