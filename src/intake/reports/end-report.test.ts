import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { sweepClocks } from '../../clocks/index.ts';
import type { PersonActor, Result } from '../../kernel/index.ts';
import { type EndReason, endReason, type ReportEnd, reportEnds } from '../../vocabulary/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import {
  assignReport,
  confirmReport,
  endReport,
  fileReport,
  openReport,
  type Receipt,
  receiptView,
  replyAsReporter,
  replyToReporter,
  screenReport,
  startVerifying,
  type Triage,
  undoAct,
} from '../index.ts';
import { newKey, openIntakeHome, person } from '../testing.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));
const desk = (who: PersonActor = home.counsellor) => home.at(who);
const second = person('111_counsellor');
const WORDS = 'Đã xem các đường dẫn và hỏi lại.';

interface Filed {
  readonly receipt: Receipt;
  readonly id: string;
}

async function fileOne(more: object = {}): Promise<Filed> {
  const { receipt } = must(
    await fileReport(home.public(), {
      idempotencyKey: newKey(),
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.', ...more },
    }),
  );
  const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [receipt.locator]);
  home.clock.advance(1_000);
  return { receipt, id: rows[0].report_id };
}

const opened = async (id: string, read: 'thread'[] = []) => must(await openReport(desk(), { report: id, read }));
const now = async (id: string) => (await opened(id)).triage;

/** Takes it, screens it and begins to verify, each with the version that stands. */
async function verifying(id: string, urgency: 'U1' | 'U2' | 'U3' = 'U3'): Promise<Triage> {
  const at = async () => ({ report: id, version: (await now(id)).version });
  must(await assignReport(desk(), { ...(await at()), to: home.counsellor.person }));
  home.clock.advance(60_000);
  const outcome = urgency === 'U1' ? 'EMERGENCY' : 'NORMAL';
  must(await screenReport(desk(), { ...(await at()), outcome, urgency, incidentCodes: ['OI-BULLY'] }));
  home.clock.advance(60_000);
  const triage = must(await startVerifying(desk(), await at()));
  home.clock.advance(60_000);
  return triage;
}

const unfounded = (triage: Pick<Triage, 'id' | 'version'>, more: object = {}, who?: PersonActor) =>
  endReport(desk(who), {
    report: triage.id,
    version: triage.version,
    act: 'find-unfounded',
    reason: 'ER-NOT-FOUND',
    words: WORDS,
    ...more,
  });

const approvals = async (who: PersonActor, id: string) =>
  must(await listApprovals(desk(who))).filter(({ object }) => object.id === id);
const approve = async (
  id: string,
  who: PersonActor = second,
  decision: 'APPROVED' | 'REFUSED' | 'WITHDRAWN' = 'APPROVED',
) => decideApproval(desk(who), { approval: (await approvals(who, id))[0]?.id ?? '', decision });
const childSees = async (receipt: Receipt) => {
  const { timeline, thread } = must(await receiptView(home.public(), receipt));
  return { steps: timeline.map((step) => step.code), lines: thread.map(({ text }) => text) };
};

describe('whoever handles a report', () => {
  it('and nobody else of the desk verifies it or ends it', async () => {
    const { id } = await fileOne();
    const at = async () => ({ report: id, version: (await now(id)).version });
    must(
      await screenReport(desk(), { ...(await at()), outcome: 'NORMAL', urgency: 'U3', incidentCodes: ['OI-BULLY'] }),
    );
    // Nobody handles it yet.
    expect(code(await startVerifying(desk(), await at()))).toBe('access.not-permitted');
    must(await assignReport(desk(), { ...(await at()), to: home.counsellor.person }));
    for (const other of [second, home.supervisor, home.agent])
      expect(code(await startVerifying(desk(other), await at()))).toBe('access.not-permitted');
    must(await startVerifying(desk(), await at()));
    for (const other of [second, home.supervisor, home.agent]) {
      expect(code(await confirmReport(desk(other), await at()))).toBe('access.not-permitted');
      expect(code(await unfounded(await now(id), {}, other))).toBe('access.not-permitted');
    }
    const refused = await home.owner.query(
      "select 1 from kernel.audit_entry where action = 'report.end' and outcome = 'refused' and object_id = $1",
      [id],
    );
    expect(refused.rows.length).toBeGreaterThanOrEqual(3);
    expect((await now(id)).status).toBe('VERIFYING');
  });
});

describe('an end', () => {
  it('needs a reason that fits it, and words where the story is said not to hold', async () => {
    const { id } = await fileOne();
    const triage = await verifying(id);
    const before = await home.counts();
    for (const act of reportEnds)
      for (const reason of endReason.codes.filter((one) => !endReason.get(one).ends.includes(act)))
        expect(code(await unfounded(triage, { act, reason, of: id }))).toBe('report.end-reason-needed');
    expect(code(await unfounded(triage, { reason: 'ER-NONE' as EndReason }))).toBe('report.end-reason-needed');
    for (const act of ['find-unfounded', 'find-unverifiable'] as const) {
      const reason = endReason.terms.find(({ ends }) => ends.includes(act))?.code as EndReason;
      for (const words of [undefined, '', '  \n '])
        expect(code(await unfounded(triage, { act, reason, words }))).toBe('report.end-words-needed');
      expect(code(await unfounded(triage, { act, reason, words: 'x'.repeat(2_001) }))).toBe('message.too-long');
      expect(code(await unfounded(triage, { act, reason, words: 'data:image/png;base64,AAAA' }))).toBe(
        'message.unreadable',
      );
    }
    expect(await home.counts()).toEqual(before);

    must(await unfounded(triage));
    const { notes } = must(await openReport(desk(), { report: id, read: ['notes'] }));
    expect(notes?.map(({ text }) => text)).toEqual([WORDS]);
    const { rows } = await home.owner.query(
      "select body from kernel.audit_entry where object_id = $1 and action = 'report.end'",
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].body).toContain('ER-NOT-FOUND');
    expect(rows[0].body).not.toContain(WORDS);
  });

  it('leaves nobody without an answer who waits for one', async () => {
    const { id, receipt } = await fileOne();
    const triage = await verifying(id);
    must(await unfounded(triage));
    const close = async (line?: string) =>
      endReport(desk(), { report: id, version: (await now(id)).version, act: 'close', reason: 'ER-NO-ANSWER', line });
    expect(code(await close())).toBe('report.reporter-not-told');
    const closed = must(await close('Cô chú đã tìm hiểu. Có chuyện gì em cứ viết lại.'));
    expect(closed).toMatchObject({ status: 'CLOSED', unanswered: false });
    expect(closed.firstReplyAt).not.toBeNull();
    home.clock.advance(10_000);
    expect((await childSees(receipt)).lines).toEqual(['Cô chú đã tìm hiểu. Có chuyện gì em cứ viết lại.']);
  });
});

describe('ten seconds', () => {
  it('give back state and clocks to whoever ended it, and the reporter never knew', async () => {
    const { id, receipt } = await fileOne();
    await verifying(id);
    const before = await opened(id);
    must(await unfounded(before.triage, { line: 'Lời gửi nhầm.' }));
    expect((await opened(id)).undo).toMatchObject({ act: 'find-unfounded' });
    home.clock.advance(9_999);
    expect(await childSees(receipt)).toEqual({ steps: ['received', 'looked-at', 'checking'], lines: [] });
    const ended = await now(id);
    expect(code(await undoAct(desk(second), { report: id, version: ended.version }))).toBe('report.undo-over');
    const back = must(await undoAct(desk(), { report: id, version: ended.version }));
    const { version: _, ...rest } = before.triage;
    expect(back).toMatchObject(rest);
    const after = await opened(id, ['thread']);
    expect(after.clocks).toEqual(before.clocks);
    expect(after).toMatchObject({ thread: [], undo: null });
    home.clock.advance(60_000);
    expect(await childSees(receipt)).toEqual({ steps: ['received', 'looked-at', 'checking'], lines: [] });
    expect(code(await undoAct(desk(), { report: id, version: after.triage.version }))).toBe('report.undo-over');
  });

  it('are over after ten seconds, and then the reporter sees it', async () => {
    const { id, receipt } = await fileOne();
    const ended = must(await unfounded(await verifying(id), { line: 'Cô chú đã tìm hiểu xong.' }));
    home.clock.advance(10_000);
    expect(code(await undoAct(desk(), { report: id, version: ended.version }))).toBe('report.undo-over');
    expect((await opened(id)).undo).toBeNull();
    expect(await childSees(receipt)).toEqual({
      steps: ['received', 'looked-at', 'checking', expect.anything(), expect.anything()],
      lines: ['Cô chú đã tìm hiểu xong.'],
    });
  });

  it('are over as soon as anything else was done', async () => {
    const { id, receipt } = await fileOne();
    const ended = must(await unfounded(await verifying(id)));
    must(await replyAsReporter(home.public(), receipt, { text: 'Em muốn kể thêm.' }));
    expect(code(await undoAct(desk(), { report: id, version: ended.version }))).toBe('record.changed-meanwhile');
    expect(code(await undoAct(desk(), { report: id, version: (await now(id)).version }))).toBe('report.undo-over');
  });

  it('take an answer back, with the clock that it met and with one that had run out', async () => {
    const { id, receipt } = await fileOne();
    await verifying(id);
    home.clock.advance(30 * 24 * 3_600_000);
    must(await sweepClocks(home.context({ kind: 'system', job: 'clocks.sweep' })));
    const before = await opened(id);
    expect(before.triage.clock?.look).toBe('breached');
    const sent = must(
      await replyToReporter(desk(), { report: id, version: before.triage.version, seen: null, text: 'Gửi nhầm.' }),
    );
    expect(sent.clock).toBeNull();
    expect((await opened(id, ['thread'])).thread?.[0]?.shownFrom).toBe(
      new Date(home.clock.now().getTime() + 10_000).toISOString(),
    );
    must(await undoAct(desk(), { report: id, version: sent.version }));
    expect((await opened(id)).clocks).toEqual(before.clocks);
    expect(await now(id)).toMatchObject({ firstReplyAt: null, lastMessageAt: null, clock: before.triage.clock });
    home.clock.advance(60_000);
    expect((await childSees(receipt)).lines).toEqual([]);
    const { rows } = await home.owner.query(
      "select status, ended_at, breached_at from clocks.clock where object_id = $1 and rule_code = 'DL-FEEDBACK'",
      [id],
    );
    expect(rows).toEqual([{ status: 'breached', ended_at: null, breached_at: expect.any(Date) }]);
  });
});

describe('an answer', () => {
  it('is held until the writer has seen the newest line, of the reporter or of a colleague', async () => {
    const { id, receipt } = await fileOne();
    const send = async (who: PersonActor, text: string, seen: string | null) =>
      replyToReporter(desk(who), { report: id, version: (await now(id)).version, text, seen });
    const newest = async () => (await opened(id, ['thread'])).thread?.at(-1)?.id ?? null;
    must(await send(home.counsellor, 'Chào em.', null));
    home.clock.advance(20_000);
    expect(code(await send(second, 'Chào em, cô là cô khác.', null))).toBe('message.thread-moved');
    const seen = await newest();
    must(await replyAsReporter(home.public(), receipt, { text: 'Em sợ lắm.' }));
    home.clock.advance(1_000);
    expect(code(await send(home.counsellor, 'Hẹn em mai nhé.', seen))).toBe('message.thread-moved');
    expect(code(await send(home.counsellor, 'Cô ở đây với em.', await newest()))).toBe('accepted');
    const { lines } = await childSees(receipt);
    expect(lines).toEqual(['Chào em.', 'Em sợ lắm.']);
  });
});

describe('a report in which danger was', () => {
  it.each(['U1', 'U2'] as const)('of %s is ended by two', async (urgency) => {
    const { id, receipt } = await fileOne();
    const triage = await verifying(id, urgency);
    const before = await opened(id);
    const asked = must(await unfounded(triage, { line: 'Cô chú đã tìm hiểu xong.' }));
    expect(asked.status).toBe('VERIFYING');
    const waiting = await opened(id);
    expect(waiting).toMatchObject({ ending: { act: 'find-unfounded', by: home.counsellor.person }, undo: null });
    expect(waiting.clocks).toEqual(before.clocks);
    expect(code(await unfounded(asked))).toBe('report.end-waits');
    // Not the asker, nobody without the right, and nobody of another agency.
    expect(
      (await approvals(home.counsellor, id)).map(({ mayDecide, own, reason }) => ({ mayDecide, own, reason })),
    ).toEqual([{ mayDecide: false, own: true, reason: WORDS }]);
    expect(code(await approve(id, home.counsellor))).toBe('approval.not-yours-to-decide');
    expect(await approvals(home.agent, id)).toEqual([]);
    expect(await approvals(home.stranger, id)).toEqual([]);
    home.clock.advance(60_000);
    expect(await childSees(receipt)).toMatchObject({ lines: [] });
    must(await approve(id));
    expect(await opened(id)).toMatchObject({ ending: null, triage: { status: 'UNFOUNDED' } });
    // Whoever agreed did the act, and may take it back.
    must(await undoAct(desk(second), { report: id, version: (await now(id)).version }));
    expect(await now(id)).toMatchObject({ status: 'VERIFYING', clock: before.triage.clock });
    const { rows } = await home.owner.query('select state from intake.ending where report_id = $1', [id]);
    expect(rows).toEqual([{ state: 'undone' }]);
  });

  it('keeps asking for two after it was lowered, and after the reporter said danger', async () => {
    const { id } = await fileOne({ danger: { now: 'yes' } });
    const at = async () => ({ report: id, version: (await now(id)).version });
    must(await assignReport(desk(), { ...(await at()), to: home.counsellor.person }));
    const lower = { outcome: 'INFO_ONLY', urgency: 'U4', incidentCodes: [] } as const;
    expect(code(await screenReport(desk(), { ...(await at()), ...lower }))).toBe('report.lowering-needs-reason');
    must(await screenReport(desk(), { ...(await at()), ...lower, because: 'Em bấm nhầm nút.' }));
    const asked = must(
      await endReport(desk(), { ...(await at()), act: 'close', reason: 'ER-WISH', line: 'Cô chú ở đây.' }),
    );
    expect(asked.status).toBe('INFO_ONLY');
    expect((await opened(id)).gravest).toBe('U1');
  });

  it('is not ended on what the colleague was not asked about', async () => {
    const { id, receipt } = await fileOne();
    must(await unfounded(await verifying(id, 'U2')));
    must(await replyAsReporter(home.public(), receipt, { text: 'Họ vừa nhắn lại.' }));
    expect(code(await approve(id))).toBe('approval.content-changed');
    expect((await now(id)).status).toBe('VERIFYING');
    must(await approve(id, home.counsellor, 'WITHDRAWN'));
    expect((await opened(id)).ending).toBeNull();
    // Asked for anew, and turned down.
    must(await unfounded(await now(id)));
    must(await approve(id, second, 'REFUSED'));
    expect(await opened(id)).toMatchObject({ ending: null, triage: { status: 'VERIFYING' } });
    // And once more, and the report goes another way.
    must(await unfounded(await now(id)));
    must(await confirmReport(desk(), { report: id, version: (await now(id)).version }));
    expect((await opened(id)).ending).toBeNull();
    expect(await approvals(second, id)).toEqual([]);
    const { rows } = await home.owner.query('select state from intake.ending where report_id = $1 order by asked_at', [
      id,
    ]);
    expect(rows.map(({ state }) => state)).toEqual(['withdrawn', 'refused', 'lapsed']);
  });
});

describe('a screening', () => {
  it.each([
    ['U2', 'NORMAL', 'yes'],
    ['U3', 'NORMAL', 'yes'],
    ['U4', 'INFO_ONLY', 'yes'],
    ['U3', 'NORMAL', 'unknown'],
  ] as const)('that decides %s where danger now was answered with %3$s says why', async (urgency, outcome, answer) => {
    const { id } = await fileOne();
    const decide = async (because?: string) =>
      screenReport(desk(), {
        report: id,
        version: (await now(id)).version,
        outcome,
        urgency,
        incidentCodes: ['OI-BULLY'],
        riskAnswers: { 'IR-NOW': answer },
        because,
      });
    for (const because of [undefined, '', ' \n'])
      expect(code(await decide(because))).toBe('report.lowering-needs-reason');
    expect((await now(id)).status).toBe('RECEIVED');
    must(await decide('Đã gọi lại: em an toàn.'));
    const { notes } = must(await openReport(desk(), { report: id, read: ['notes'] }));
    expect(notes?.map(({ text }) => text)).toEqual(['Đã gọi lại: em an toàn.']);
  });

  it('says nothing more where the answers speak for no more', async () => {
    const { id } = await fileOne();
    const { version } = await now(id);
    const calm = { outcome: 'INFO_ONLY', urgency: 'U4', incidentCodes: [], riskAnswers: { 'IR-NOW': 'no' } } as const;
    must(await screenReport(desk(), { report: id, version, ...calm }));
  });
});

describe('two people on one report', () => {
  const decisions = ['APPROVED', 'REFUSED'] as const;
  it.each(decisions.flatMap((one) => decisions.map((other) => [one, other] as const)))(
    'decide %s and %s at once: the second finds nothing that waits',
    async (one, other) => {
      const { id } = await fileOne();
      must(await unfounded(await verifying(id, 'U2')));
      const [waiting] = await approvals(second, id);
      const both = await Promise.all([
        decideApproval(desk(second), { approval: waiting?.id ?? '', decision: one }),
        decideApproval(desk(home.supervisor), { approval: waiting?.id ?? '', decision: other }),
      ]);
      expect(both.map(code).sort()).toEqual(['accepted', 'approval.unknown']);
    },
  );
});

describe('whoever may only read', () => {
  it('ends, undoes, verifies and answers nothing, also with a post of their own making', async () => {
    const { id } = await fileOne();
    const triage = await verifying(id);
    const reader = home.agent;
    const forged: Promise<Result<unknown>>[] = reportEnds.map((act: ReportEnd) =>
      unfounded(triage, { act, reason: endReason.terms.find(({ ends }) => ends.includes(act))?.code, of: id }, reader),
    );
    const on = { report: id, version: triage.version };
    forged.push(
      undoAct(desk(reader), on),
      startVerifying(desk(reader), on),
      confirmReport(desk(reader), on),
      replyToReporter(desk(reader), { ...on, seen: null, text: 'Chào.' }),
    );
    for (const result of await Promise.all(forged)) expect(code(result)).toBe('access.not-permitted');
    expect(await now(id)).toEqual(triage.clock ? { ...triage, clock: expect.anything() } : triage);
  });
});
