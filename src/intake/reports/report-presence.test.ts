import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import { fileReport } from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';
import { reportPresence } from './report-presence.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));

async function file(): Promise<string> {
  const filed = must(
    await fileReport(home.public(), {
      idempotencyKey: newKey(),
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.' },
    }),
  );
  const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [
    filed.receipt.locator,
  ]);
  return rows[0].report_id;
}

it('tells colleagues who looks and who writes, and ends by itself', async () => {
  const report = await file();
  const heard: string[] = [];
  const stop = home.kernel.live.listen((event) => event.topic === 'presence.changed' && heard.push(event.id));
  const show = async (who: PersonActor, writing: boolean) =>
    must(await reportPresence(home.at(who), { report, show: { writing } })).map((one) => ({
      person: one.person,
      writing: one.writing,
    }));
  const seen = async (who: PersonActor) => must(await reportPresence(home.at(who), { report }));

  expect(await show(home.counsellor, false)).toEqual([]);
  expect(await show(home.supervisor, false)).toEqual([{ person: home.counsellor.person, writing: false }]);
  expect(await show(home.counsellor, true)).toEqual([{ person: home.supervisor.person, writing: false }]);
  // The same again changes nothing, and tells nobody.
  await show(home.counsellor, true);
  await expect.poll(() => heard.length).toBe(3);
  expect(await seen(home.supervisor)).toMatchObject([{ person: home.counsellor.person, writing: true }]);
  // Who writes on is told of again, or pages that know only the first sign would let it end.
  home.clock.advance(4_000);
  await show(home.counsellor, true);
  await expect.poll(() => heard.length).toBe(4);
  stop();
  // Who writes is not thought to write for ever; who looks is there for half a minute.
  home.clock.advance(5_999);
  expect(await seen(home.supervisor)).toHaveLength(1);
  home.clock.advance(1);
  expect(await seen(home.supervisor)).toEqual([]);
  expect(await seen(home.counsellor)).toMatchObject([{ person: home.supervisor.person }]);
  home.clock.advance(24_000);
  expect(await seen(home.counsellor)).toEqual([]);
  // What has been over for a minute is taken away by whoever comes next.
  home.clock.advance(90_000);
  await show(home.counsellor, false);
  expect((await home.owner.query('select person from work.presence')).rows).toEqual([
    { person: home.counsellor.person },
  ]);
});

it('is for whoever may read the report, and is not shown to anybody by being asked', async () => {
  const report = await file();
  const stranger = { report, show: { writing: true } };
  expect(code(await reportPresence(home.at(home.stranger), stranger))).toBe('record.not-found');
  must(await reportPresence(home.at(home.agent), { report }));
  expect(must(await reportPresence(home.at(home.counsellor), { report }))).toEqual([]);
});
