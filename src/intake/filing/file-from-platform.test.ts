import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { systemActor } from '../../kernel/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import {
  assignReport,
  confirmReport,
  endReport,
  fileFromPlatform,
  openReport,
  replyToReporter,
  screenReport,
  startVerifying,
} from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';

const home = fileFixture(() => openIntakeHome());

const report = {
  reporter: { kind: 'other' },
  narrative: 'Hệ thống phát hiện một nội dung cần xem. Văn bản mẫu.',
  danger: { now: 'unknown' },
};

describe('a report that the platform files', () => {
  test('stands in the queue like any other, with no receipt, no thread and nobody to answer', async () => {
    const key = newKey();
    const input = { report, idempotencyKey: key, channel: 'LISTENING' } as const;
    const platform = home.at(systemActor('test'));
    const filed = must(await fileFromPlatform(platform, input));
    expect(must(await fileFromPlatform(platform, { ...input, report: { ...report, narrative: 'Khác.' } }))).toEqual({
      ...filed,
      repeated: true,
    });
    const counts = await home.counts();
    expect(counts).toMatchObject({ 'intake.report': 1, 'intake.receipt': 0, 'clocks.clock': 1 });

    const desk = home.at(home.counsellor);
    const opened = must(await openReport(desk, { report: filed.report, read: ['narrative'] }));
    expect(opened.narrative?.text).toContain('Văn bản mẫu');
    expect(opened.canBeAnswered).toBe(false);
    let { version } = opened.triage;
    const screened = must(
      await screenReport(desk, {
        report: filed.report,
        version,
        outcome: 'NORMAL',
        urgency: 'U2',
        incidentCodes: ['OI-GROOM'],
      }),
    );
    version = screened.version;
    const clocks = must(await openReport(desk, { report: filed.report })).clocks.map(({ rule }) => rule);
    expect(clocks).toEqual(['DL-SCREEN']);
    expect(await replyToReporter(desk, { report: filed.report, version, seen: null, text: 'Chào bạn' })).toMatchObject({
      refusal: { code: 'message.nobody-reads' },
    });
    version = must(await assignReport(desk, { report: filed.report, version, to: home.counsellor.person })).version;
    version = must(await startVerifying(desk, { report: filed.report, version })).version;
    version = must(await confirmReport(desk, { report: filed.report, version })).version;
    expect(must(await openReport(desk, { report: filed.report })).openActs).toContain('close');
    // What listening found was grave: a colleague agrees to its end.
    must(await endReport(desk, { report: filed.report, version, act: 'close', reason: 'ER-NO-REPORTER' }));
    const second = home.at(home.supervisor);
    const [asked] = must(await listApprovals(second));
    must(await decideApproval(second, { approval: asked?.id ?? '', decision: 'APPROVED' }));
    expect(must(await openReport(desk, { report: filed.report })).triage.status).toBe('CLOSED');
  });

  test('is filed by the platform alone, over a channel of machines', async () => {
    const input = { report, idempotencyKey: newKey(), channel: 'LISTENING' } as const;
    expect(await fileFromPlatform(home.at(home.counsellor), input)).toMatchObject({
      refusal: { code: 'access.not-permitted' },
    });
    expect(await fileFromPlatform(home.at(systemActor('test')), { ...input, channel: 'WEB' })).toMatchObject({
      refusal: { code: 'request.invalid' },
    });
  });
});
