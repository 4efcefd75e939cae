import { readFile, writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { sweepClocks } from '../../clocks/index.ts';
import { ok } from '../../kernel/index.ts';
import {
  addNote,
  assignReport,
  confirmReport,
  deskSummary,
  endReport,
  fileReport,
  listReports,
  openReport,
  type Receipt,
  receiptView,
  recordProgress,
  relatedReports,
  reopenReport,
  replyToReporter,
  screenReport,
  searchReports,
  startVerifying,
  type Triage,
} from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';
import { queueParts, queueQuery } from './report-store.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));
// A Tuesday, 09:00 in Viet Nam, which is Culture Day and a day off.

const desk = () => home.at(home.counsellor);
const fileOne = async (more: object = {}): Promise<{ receipt: Receipt; triage: Triage }> => {
  const { receipt } = must(
    await fileReport(home.public(), {
      idempotencyKey: newKey(),
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.', ...more },
    }),
  );
  const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [receipt.locator]);
  const triage = must(await openReport(desk(), { report: rows[0].report_id })).triage;
  return { receipt, triage };
};
const screen = async (
  triage: Triage,
  outcome: 'EMERGENCY' | 'NORMAL' | 'INFO_ONLY' = 'NORMAL',
  urgency: 'U1' | 'U2' | 'U3' | 'U4' = 'U3',
) =>
  must(
    await screenReport(desk(), {
      report: triage.id,
      version: triage.version,
      outcome,
      urgency,
      incidentCodes: ['OI-BULLY'],
    }),
  );

/** Whoever handles a report verifies it, and ends it. */
const take = async (triage: Triage) =>
  must(await assignReport(desk(), { report: triage.id, version: triage.version, to: home.counsellor.person }));
/** What can no longer be taken back is shown to the reporter. */
const past = () => home.clock.advance(10_000);

describe('screening', () => {
  it('starts with 15 minutes where there is danger now, and with two hours else', async () => {
    const urgent = (await fileOne({ danger: { now: 'yes' } })).triage;
    expect(urgent).toMatchObject({
      urgency: 'U1',
      dangerNow: 'yes',
      clock: { rule: 'DL-SCREEN', dueAt: '2026-11-24T02:15:00.000Z' },
    });
    const calm = (await fileOne({ danger: { now: 'no' } })).triage;
    expect(calm).toMatchObject({ urgency: null, clock: { rule: 'DL-SCREEN', dueAt: '2026-11-24T04:00:00.000Z' } });
    expect((await fileOne()).triage).toMatchObject({ urgency: null, dangerNow: 'unknown' });
  });

  it('stops its clock and starts those that follow', async () => {
    const { triage } = await fileOne();
    home.clock.advance(600_000);
    const answers = { 'IR-NOW': 'yes', 'IR-ALONE': 'unknown' } as const;
    const screened = must(
      await screenReport(desk(), {
        report: triage.id,
        version: triage.version,
        outcome: 'EMERGENCY',
        urgency: 'U1',
        incidentCodes: ['OI-LURE', 'OI-LURE'],
        riskAnswers: answers,
      }),
    );
    expect(screened).toMatchObject({
      status: 'EMERGENCY',
      urgency: 'U1',
      incidentCodes: ['OI-LURE'],
      version: triage.version + 1,
    });
    const { clocks, events } = must(await openReport(desk(), { report: triage.id }));
    const byRule = Object.fromEntries(clocks.map((clock) => [clock.rule, clock]));
    expect(byRule['DL-SCREEN']).toMatchObject({ metAt: home.clock.now().toISOString(), lapsed: false });
    // Screened is not passed on: that has its own quarter of an hour, and nobody has done it.
    const quarter = new Date(home.clock.now().getTime() + 15 * 60_000).toISOString();
    expect(byRule['DL-FWD']).toMatchObject({ metAt: null, dueAt: quarter });
    // Twelve hours from the arrival, not from the screening.
    expect(byRule['DL-EMERG-12H']?.startedAt).toBe(triage.receivedAt);
    expect(byRule['DL-EMERG-12H']?.dueAt).toBe(new Date(Date.parse(triage.receivedAt) + 12 * 3_600_000).toISOString());
    // Five working days after 24 November: the 25th, 26th, 27th, 30th and 1 December.
    expect(byRule['DL-FEEDBACK']?.dueAt).toBe('2026-12-01T16:59:59.999Z');
    expect(events.find((event) => event.code === 'screened')?.codes).toEqual({
      outcome: 'EMERGENCY',
      urgency: 'U1',
      suggested: 'U1',
      ...answers,
    });
    expect(must(await openReport(desk(), { report: triage.id })).triage.clock?.rule).toBe('DL-FWD');

    // Second thoughts: no emergency, so its clocks fall away, and nothing says that they were met.
    const lowered = must(
      await screenReport(desk(), {
        report: triage.id,
        version: screened.version,
        outcome: 'NORMAL',
        urgency: 'U2',
        incidentCodes: ['OI-LURE'],
        because: 'Đã gọi lại: em đang ở nhà với mẹ.',
      }),
    );
    expect(lowered.clock?.rule).toBe('DL-FEEDBACK');
    const after = must(await openReport(desk(), { report: triage.id })).clocks;
    expect(
      after.filter((clock) => ['DL-FWD', 'DL-EMERG-12H'].includes(clock.rule)).map(({ lapsed }) => lapsed),
    ).toEqual([true, true]);
  });

  it('is passed on at once when it is an emergency or was confirmed, and that is met by who takes it over alone', async () => {
    const { triage } = await fileOne();
    const clock = async () =>
      must(await openReport(desk(), { report: triage.id })).clocks.find(({ rule }) => rule === 'DL-FWD');
    const step = { report: triage.id, outcome: 'NORMAL', urgency: 'U2', incidentCodes: ['OI-LURE'] } as const;
    const screened = must(await screenReport(desk(), { ...step, version: triage.version }));
    expect(await clock()).toBeUndefined();
    const taken = await take(screened);
    const verifying = must(await startVerifying(desk(), { report: triage.id, version: taken.version }));
    const confirmed = must(await confirmReport(desk(), { report: triage.id, version: verifying.version }));
    expect(confirmed.clock).toMatchObject({
      rule: 'DL-FWD',
      dueAt: new Date(home.clock.now().getTime() + 2 * 3_600_000).toISOString(),
    });
    must(await recordProgress(home.public(), triage.id, 'case-opened'));
    expect(await clock()).toMatchObject({ metAt: home.clock.now().toISOString(), lapsed: false });
  });

  it.each([
    [{ outcome: 'EMERGENCY', urgency: 'U2', incidentCodes: ['OI-LURE'] }, 'report.urgency-mismatch'],
    [{ outcome: 'NORMAL', urgency: 'U1', incidentCodes: ['OI-LURE'] }, 'report.urgency-mismatch'],
    [{ outcome: 'INFO_ONLY', urgency: 'U3', incidentCodes: [] }, 'report.urgency-mismatch'],
    [{ outcome: 'NORMAL', urgency: 'U3', incidentCodes: [] }, 'report.incident-needed'],
    [{ outcome: 'NORMAL', urgency: 'U3', incidentCodes: ['OI-NEW'] }, 'request.invalid'],
    [
      { outcome: 'NORMAL', urgency: 'U3', incidentCodes: ['OI-LURE'], riskAnswers: { 'IR-X': 'yes' } },
      'request.invalid',
    ],
    [{ outcome: 'DUPLICATE', urgency: 'U4', incidentCodes: [] }, 'request.invalid'],
    [
      { outcome: 'NORMAL', urgency: 'U3', incidentCodes: ['OI-LURE'], riskAnswers: { 'IR-ACCESS': 'yes' } },
      'report.lowering-needs-reason',
    ],
    [{ outcome: 'NORMAL', urgency: 'U3', incidentCodes: ['OI-LURE'], version: 99 }, 'record.changed-meanwhile'],
  ])('refuses %j', async (decision, refusal) => {
    const { triage } = await fileOne();
    const result = await screenReport(desk(), { report: triage.id, version: triage.version, ...decision } as never);
    expect(code(result)).toBe(refusal);
    expect(must(await openReport(desk(), { report: triage.id })).triage).toEqual(triage);
  });

  it('lets one of two people win who screen at the same time', async () => {
    const { triage } = await fileOne();
    const both = await Promise.all(
      (['U2', 'U3'] as const).map((urgency) =>
        screenReport(home.at(home.supervisor), {
          report: triage.id,
          version: triage.version,
          outcome: 'NORMAL',
          urgency,
          incidentCodes: ['OI-BULLY'],
        }),
      ),
    );
    expect(both.map(code).sort()).toEqual(['accepted', 'record.changed-meanwhile']);
  });
});

describe('a report that is worked on', () => {
  it('goes from verification to the answer, and the reporter sees its steps', async () => {
    const { receipt, triage } = await fileOne();
    const step = async (act: () => Promise<unknown>) => {
      home.clock.advance(60_000);
      return act();
    };
    home.clock.advance(60_000);
    let now = await take(await screen(triage));
    await step(async () => (now = must(await startVerifying(desk(), { report: now.id, version: now.version }))));
    await step(async () => (now = must(await confirmReport(desk(), { report: now.id, version: now.version }))));
    const close = () =>
      endReport(desk(), { report: now.id, version: now.version, act: 'close', reason: 'ER-ANSWERED' });
    const answer = { seen: null, text: 'Kết quả.', feedback: true };
    expect(code(await close())).toBe('report.act-not-open');
    expect(code(await replyToReporter(desk(), { report: now.id, version: now.version, ...answer }))).toBe(
      'report.act-not-open',
    );
    await step(async () => must(await recordProgress(home.at(home.stranger), now.id, 'case-opened')));
    now = must(await openReport(desk(), { report: now.id })).triage;
    expect(now.status).toBe('ROUTED');
    await step(
      async () => (now = must(await replyToReporter(desk(), { report: now.id, version: now.version, ...answer }))),
    );
    expect(now).toMatchObject({ status: 'FEEDBACK_GIVEN', clock: null, firstReplyAt: home.clock.now().toISOString() });
    await step(async () => (now = must(await close())));
    past();
    expect(now.status).toBe('CLOSED');
    expect(code(await reopenReport(desk(), { report: now.id, version: now.version }))).toBe('access.not-permitted');

    const view = must(await receiptView(home.public(), receipt));
    expect(view.timeline.map(({ code }) => code)).toEqual([
      'received',
      'looked-at',
      'checking',
      'checked',
      expect.anything(),
      expect.anything(),
      'answered',
      'finished',
    ]);
    expect(
      view.timeline
        .slice(4, 6)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['case-opened', 'passed-on']);
    expect(must(await openReport(desk(), { report: now.id })).events.map((event) => event.code)).toContain(
      'feedback-given',
    );

    now = must(await reopenReport(home.at(home.supervisor), { report: now.id, version: now.version }));
    expect(now).toMatchObject({ status: 'REOPENED', closedAt: null, clock: { rule: 'DL-SCREEN' } });
  });

  it('sends an answer that was sent twice once', async () => {
    const { receipt, triage } = await fileOne();
    const reply = {
      report: triage.id,
      version: triage.version,
      seen: null,
      text: 'Chào em.',
      messageId: '019e4d3c-0000-7000-8000-0000000000aa',
    };
    const [first, second] = await Promise.all([replyToReporter(desk(), reply), replyToReporter(desk(), reply)]);
    expect([code(first), code(second)]).toEqual(['accepted', 'accepted']);
    past();
    expect(must(await receiptView(home.public(), receipt)).thread.map(({ from, text }) => ({ from, text }))).toEqual([
      { from: 'desk', text: 'Chào em.' },
    ]);
  });

  it('keeps notes from the reporter', async () => {
    const { receipt, triage } = await fileOne();
    must(await addNote(desk(), { report: triage.id, text: 'Ghi chú nội bộ.' }));
    home.clock.advance(1_000);
    must(await addNote(home.at(home.agent), { report: triage.id, text: 'Ghi chú thứ hai.' }));
    expect(
      must(await openReport(home.at(home.agent), { report: triage.id, read: ['notes'] })).notes?.map(
        (note) => note.text,
      ),
    ).toEqual(['Ghi chú nội bộ.', 'Ghi chú thứ hai.']);
    expect(JSON.stringify(must(await receiptView(home.public(), receipt)))).not.toMatch(/note|Ghi chú/);
  });

  it('is told to whoever listens, in codes', async () => {
    const heard: { topic: string; desk?: string }[] = [];
    const stop = home.kernel.live.listen((event) => heard.push(event));
    const { triage } = await fileOne({ danger: { now: 'yes' } });
    await screen(triage, 'EMERGENCY', 'U1');
    await expect
      .poll(() => heard.map((event) => event.topic))
      .toEqual(expect.arrayContaining(['report.imminent-danger', 'report.screened']));
    stop();
    for (const event of heard) expect(Object.keys(event).sort()).toEqual(['desk', 'id', 'topic']);
  });
});

describe('the same account in several reports', () => {
  it('is found by link, account or number, however it was written', async () => {
    const { triage: first, receipt } = await fileOne({
      places: [
        { kind: 'FACEBOOK', link: 'https://www.facebook.com/Ke.La.99?ref=x' },
        { kind: 'PHONE_SMS', phone: '0987 111 222' },
      ],
    });
    home.clock.advance(1_000);
    const second = (await fileOne({ places: [{ kind: 'MESSENGER', account: '@ke.la.99' }] })).triage;
    home.clock.advance(1_000);
    await fileOne({ places: [{ kind: 'TIKTOK', account: 'ke.la.99' }] });
    const related = must(await relatedReports(desk(), { report: second.id }));
    expect(related).toEqual({ visible: [expect.objectContaining({ id: first.id, same: ['ACCOUNT'] })], elsewhere: [] });

    const find = async (term: string) => must(await searchReports(desk(), term)).map((row) => row.id);
    expect(await find('m.facebook.com/ke.la.99/')).toEqual([second.id, first.id]);
    expect(await find('+84 987 111 222')).toEqual([first.id]);
    expect(await find('KE.LA.99')).toHaveLength(3);
    expect(await find(first.reference.toLowerCase().replace('-', ' '))).toEqual([first.id]);
    // What a child who calls reads out.
    expect(await find(receipt.locator)).toEqual([first.id]);
    expect(await find('ke.la')).toEqual([]);
    expect(code(await searchReports(desk(), ' '))).toBe('search.term-unreadable');
    const { rows } = await home.owner.query("select body from kernel.audit_entry where action = 'report.search'");
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(rows)).not.toMatch(/ke\.la|987 ?111 ?222/i);

    const join = async (triage: Triage, of: string, line?: string) => {
      const { version } = must(await openReport(desk(), { report: triage.id })).triage;
      return endReport(desk(), {
        report: triage.id,
        version,
        act: 'mark-duplicate',
        reason: 'ER-SAME-MATTER',
        of,
        line,
      });
    };
    await take(second);
    await take(first);
    expect(code(await join(second, second.id))).toBe('report.duplicate-unusable');
    expect(code(await join(second, first.id))).toBe('report.reporter-not-told');
    const joined = must(await join(second, first.id, 'Cô chú đã nhận tin của em.'));
    expect(joined).toMatchObject({ status: 'DUPLICATE', duplicateOf: first.id, clock: null });
    expect(code(await join(first, second.id))).toBe('report.duplicate-unusable');
  });
});

describe('the queue', () => {
  it('stands in the order of work: danger, then the clock that ends first; pages follow on', async () => {
    await home.owner.query("update intake.report set status = 'CLOSED'");
    const made: Triage[] = [];
    for (const [outcome, urgency] of [
      ['INFO_ONLY', 'U4'],
      ['NORMAL', 'U3'],
      ['NORMAL', 'U2'],
      ['EMERGENCY', 'U1'],
    ] as const) {
      made.unshift(await screen((await fileOne({ province: '79' })).triage, outcome, urgency));
      home.clock.advance(1_000);
    }
    const [u1, u2, u3, u4] = made as [Triage, Triage, Triage, Triage];
    const late = (await fileOne()).triage;
    home.clock.advance(60_000);
    const later = (await fileOne()).triage;
    // The answers to the three others are owed at the end of the same day: the oldest leads.
    const expected = [u1, late, later, u4, u3, u2].map((row) => row.id);

    const all = must(await listReports(desk()));
    expect(all.reports.map((row) => row.id)).toEqual(expected);
    expect(all.next).toBeUndefined();
    const paged: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 10; pages += 1) {
      const page = must(await listReports(desk(), { limit: 2, ...(after === undefined ? {} : { after }) }));
      paged.push(...page.reports.map((row) => row.id));
      after = page.next;
      if (after === undefined) break;
    }
    expect(paged).toEqual(expected);

    const ids = async (filters: object) => must(await listReports(desk(), filters)).reports.map((row) => row.id);
    expect(await ids({ urgency: ['unscreened'] })).toEqual([late.id, later.id]);
    expect(await ids({ status: ['EMERGENCY', 'INFO_ONLY'] })).toEqual([u1.id, u4.id]);
    expect(await ids({ province: '79', incident: 'OI-BULLY' })).toEqual([u1.id, u4.id, u3.id, u2.id]);
    expect(await ids({ channel: 'TEL111' })).toEqual([]);
    expect(await ids({ assigned: 'me' })).toEqual([]);
    expect(await ids({ assigned: 'nobody' })).toEqual(expected);
    expect(await ids({ overdue: true })).toEqual([]);
    const everything = await ids({ scope: 'all', limit: 100 });
    expect(everything.slice(0, 2)).toEqual([later.id, late.id]);
    expect(everything.length).toBeGreaterThan(expected.length);

    const summary = must(await deskSummary(desk()));
    expect(summary).toMatchObject({
      U1: 1,
      unscreened: 2,
      U2: 1,
      U3: 1,
      U4: 1,
      overdue: 0,
      mine: 0,
      nobody: 6,
      unanswered: 0,
    });

    // Three hours later those of screening have run out, and that of passing the emergency on; each is marked and told once.
    home.clock.advance(3 * 3_600_000);
    const breaches = async () =>
      (
        await home.owner.query(
          "select report_id from intake.event where code = 'clock-breached' and report_id = any($1)",
          [[late.id, later.id]],
        )
      ).rows.length;
    for (let i = 0; i < 2; i += 1) {
      must(await sweepClocks(home.context({ kind: 'system', job: 'clocks.sweep' })));
      expect(await breaches()).toBe(2);
    }
    expect(await ids({ overdue: true })).toEqual([u1.id, late.id, later.id]);
    expect(must(await openReport(desk(), { report: late.id })).triage.clock?.look).toBe('breached');
  });

  it.each([
    { after: 'nonsense' },
    { after: 'W10' },
    { limit: 0 },
    { limit: 1_000 },
    { status: ['X'] },
    { province: '7' },
    { unknown: 1 },
  ])('refuses the filter %j', async (filters) => {
    expect(code(await listReports(desk(), filters as never))).toBe('request.invalid');
  });

  it('reads by the statement that was agreed on', async () => {
    const file = new URL('./queue.sql', import.meta.url);
    const compiled = must(
      await home.at(home.counsellor).transaction(async (tx) =>
        ok(
          queueQuery(tx, { desk: '111-intake', scope: 'open' }, 51, {
            part: 'kept',
            at: tx.now,
            rank: 2,
            due: tx.now,
            id: '019e4d3c-0000-7000-8000-000000000000',
          }).compile().sql,
        ),
      ),
    );
    const text = `-- The queue of a desk, second page, as PostgreSQL gets it. Written by desk.test.ts with UPDATE_GOLDEN=1.\n${compiled
      .replaceAll(/ (from|where|order by|limit) /g, '\n$1 ')
      .replaceAll(' and ', '\n  and ')}\n`;
    if (process.env.UPDATE_GOLDEN) await writeFile(file, text);
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});

describe('the filter by incident code', () => {
  const wanted = async () => must(await listReports(desk(), { incident: 'OI-BULLY' })).reports.map(({ id }) => id);

  it('follows screening and closing, page by page, in the order of the queue', async () => {
    const before = await wanted();
    const made: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      const { triage } = await fileOne();
      expect(await wanted()).not.toContain(triage.id);
      await screen(triage);
      made.push(triage.id);
      home.clock.advance(60_000);
    }
    const all = await wanted();
    expect(new Set(all)).toEqual(new Set([...before, ...made]));
    const queue = must(await listReports(desk(), { limit: 100 })).reports.map(({ id }) => id);
    expect(all).toEqual(queue.filter((id) => all.includes(id)));
    const first = must(await listReports(desk(), { incident: 'OI-BULLY', limit: 2 }));
    const second = must(
      await listReports(desk(), { incident: 'OI-BULLY', limit: 100, ...(first.next && { after: first.next }) }),
    );
    expect([...first.reports, ...second.reports].map(({ id }) => id)).toEqual(all);
    const [gone] = made;
    await home.owner.query("update intake.report set status = 'CLOSED', closed_at = now() where id = $1", [gone]);
    expect(await wanted()).toEqual(all.filter((id) => id !== gone));
    // Among all reports it is found still.
    expect(
      must(await listReports(desk(), { incident: 'OI-BULLY', scope: 'all' })).reports.map(({ id }) => id),
    ).toContain(gone);
  });

  it('reads the rows of the code from an index of its own, for the app’s role under the row locks', async () => {
    await home.owner.query(
      `insert into intake.report (id, reference, channel, received_at, informant_type, age_band, sex, desk_code, organisation,
         status, urgency, incident_codes, danger_now, language, sealed_by, next_due_from, next_due_at, next_due_rule)
       select uuidv7(), translate(upper(left(md5(n::text), 4)) || '-' || upper(right(md5(n::text), 4)), 'ILOU', '1100'), 'WEB', now(), 'CHILD',
         'A12_13', 'F', '111-intake', 'C111', 'NORMAL', 'U3',
         case when n % 500 = 0 then '{OI-LURE,OI-BULLY}'::text[] else '{OI-BULLY}' end, 'no', 'vi', 'server', now(), now(), 'DL-SCREEN'
       from generate_series(1, 20000) as n on conflict do nothing`,
    );
    await home.owner.query('analyze intake.report; analyze intake.report_incident');
    // Every part of the queue is read in the order of an index, so that a page of ten thousand costs a page.
    for (const part of queueParts) {
      const plan = must(
        await desk().transaction(async (tx) => {
          const query = queueQuery(tx, { desk: '111-intake', scope: 'open' }, 51, { part, at: tx.now });
          const lines = (await query.explain('text', sql`analyze, costs off, summary off, timing off`)) as unknown as {
            'QUERY PLAN': string;
          }[];
          return ok(lines.map((line) => line['QUERY PLAN']).join('\n'));
        }),
      );
      expect(plan, `${part}\n${plan}`).toMatch(/Index (Only )?Scan using report_queue/);
      expect(plan, `${part}\n${plan}`).not.toMatch(/Seq Scan on report\b|CTE Scan/);
    }
    for (const incident of ['OI-LURE', 'OI-BULLY'] as const) {
      const plan = must(
        await desk().transaction(async (tx) => {
          const from = { part: 'kept', at: tx.now } as const;
          const query = queueQuery(tx, { desk: '111-intake', scope: 'open', incident }, 51, from);
          const lines = (await query.explain('text', sql`analyze, costs off, summary off, timing off`)) as unknown as {
            'QUERY PLAN': string;
          }[];
          return ok(lines.map((line) => line['QUERY PLAN']).join('\n'));
        }),
      );
      if (process.env.SHOW_PLANS) console.info(`${incident}\n${plan}`);
      expect(plan, plan).toContain('report_incident_queue');
      expect(plan, plan).not.toMatch(/Seq Scan on (report|report_incident)\b/);
    }
  });
});

describe('a report found to be unfounded', () => {
  it('is told to the reporter as checked, and the outcome is left to a person', async () => {
    const { receipt, triage } = await fileOne();
    const taken = await take(await screen(triage));
    const { version } = must(await startVerifying(desk(), { report: triage.id, version: taken.version }));
    const end = { report: triage.id, version, act: 'find-unfounded', reason: 'ER-NOT-FOUND' } as const;
    must(await endReport(desk(), { ...end, words: 'Đã xem đường dẫn.' }));
    past();
    expect(JSON.stringify(must(await receiptView(home.public(), receipt)))).not.toMatch(/unfounded/i);
  });
});
