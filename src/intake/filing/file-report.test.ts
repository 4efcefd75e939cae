import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import {
  fileReport,
  openReceipt,
  openReport,
  receiptView,
  replyAsReporter,
  replyToReporter,
  screenReport,
  unmaskIdentity,
  whoOpened,
} from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';

const home = fileFixture(() => openIntakeHome());

describe('a report from the first word to the answer', () => {
  it('goes through filing, screening, a reply and back', async () => {
    const filed = must(
      await fileReport(home.public(), {
        idempotencyKey: newKey(),
        report: {
          reporter: { kind: 'child', band: 'B13_15', name: 'Bạn Nhỏ', phone: '0912 345 678' },
          narrative: 'Có người lạ nhắn tin làm phiền em.',
          places: [
            { kind: 'ZALO', phone: '0987654321' },
            { kind: 'FACEBOOK', link: 'https://www.facebook.com/Nguoi.La?fbclid=1' },
          ],
          province: '79',
          commune: '26737',
          safeContact: { wishes: ['REPLY_HERE'] },
        },
      }),
    );
    expect(filed.receipt.words).toHaveLength(6);
    const { rows } = await home.owner.query('select id, version from intake.report');
    const report = rows[0].id as string;
    home.clock.advance(60_000);

    const opened = must(await openReport(home.at(home.counsellor), { report, read: ['narrative', 'thread', 'notes'] }));
    expect(opened.narrative?.text).toBe('Có người lạ nhắn tin làm phiền em.');
    expect(opened.identityFields).toEqual(['reporter.name', 'reporter.phone']);

    home.clock.advance(60_000);
    const screened = must(
      await screenReport(home.at(home.counsellor), {
        report,
        version: opened.triage.version,
        outcome: 'NORMAL',
        urgency: 'U2',
        incidentCodes: ['OI-BULLY'],
        riskAnswers: { 'IR-NOW': 'no' },
      }),
    );
    expect(screened.status).toBe('NORMAL');
    home.clock.advance(60_000);
    must(
      await replyToReporter(home.at(home.counsellor), {
        report,
        version: screened.version,
        seen: null,
        text: 'Cảm ơn em đã kể.',
      }),
    );

    home.clock.advance(60_000);
    const receipt = must(await openReceipt(home.public(), filed.receipt));
    expect(receipt.view?.thread.map((message) => message.text)).toEqual(['Cảm ơn em đã kể.']);
    home.clock.advance(60_000);
    must(await replyAsReporter(home.public(), { session: receipt.session }, { text: 'Em cảm ơn cô.' }));
    const view = must(await receiptView(home.public(), { session: receipt.session }));
    expect(view.thread).toHaveLength(2);
    expect(view.timeline.map((step) => step.code)).toEqual(['received', 'read', 'looked-at', 'answered', 'you-wrote']);

    const refused = await unmaskIdentity(home.at(home.counsellor), { report, reason: 'call-back' });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'access.step-up-needed' } });
    const steppedUp = { ...home.counsellor, steppedUpUntil: new Date(home.clock.now().getTime() + 60_000) };
    expect(must(await unmaskIdentity(home.at(steppedUp), { report, reason: 'call-back' })).fields).toEqual({
      'reporter.name': 'Bạn Nhỏ',
      'reporter.phone': '+84912345678',
    });
    expect(must(await whoOpened(home.at(home.counsellor), { report })).map((entry) => entry.part)).toEqual([
      'narrative',
      'identity',
    ]);
  });
});
