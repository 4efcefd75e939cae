import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { fileReport, listReports, openReceipt, openReport, replyAsReporter } from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';

const home = fileFixture(() => openIntakeHome());

const file = async (narrative: string, now?: 'yes' | 'no') =>
  must(
    await fileReport(home.public(), {
      report: { reporter: { kind: 'child', band: 'B13_15' }, narrative, ...(now && { danger: { now } }) },
      idempotencyKey: newKey(),
    }),
  );
const newest = async () =>
  (
    await home.owner.query(
      'select id, urgency, danger_now from intake.report order by received_at desc, id desc limit 1',
    )
  ).rows[0] as { id: string; urgency: string | null; danger_now: string };
const atDesk = async (report: string) => {
  home.clock.advance(60_000);
  return must(await openReport(home.at(home.counsellor), { report })).triage.storySignals;
};

test('words of self-harm and of a threat reach the desk and the reporter, whatever was ticked, and decide nothing', async () => {
  const filed = await file('Nó dọa tung ảnh em. Em không muốn sống nữa.', 'no');
  expect(filed.signals).toEqual(['SELF_HARM', 'EXTORTION']);
  expect(filed.imminentDanger).toBe(false);
  const report = await newest();
  expect(report).toMatchObject({ urgency: null, danger_now: 'no' });
  expect(await atDesk(report.id)).toEqual(['SELF_HARM', 'EXTORTION']);
  const listed = must(await listReports(home.at(home.counsellor), { scope: 'all' }));
  expect(listed.reports.find(({ id }) => id === report.id)?.storySignals).toEqual(['SELF_HARM', 'EXTORTION']);
});

test('an ordinary story has none, until a message has', async () => {
  home.clock.advance(60_000);
  const filed = await file('Bạn trêu em trong nhóm lớp.');
  expect(filed.signals).toEqual([]);
  const { id } = await newest();
  expect(await atDesk(id)).toEqual([]);
  const { session } = must(await openReceipt(home.public(), filed.receipt));
  const sent = must(await replyAsReporter(home.public(), { session }, { text: 'em muon chet' }));
  expect(sent.signals).toEqual(['SELF_HARM']);
  expect(await atDesk(id)).toEqual(['SELF_HARM']);
});
