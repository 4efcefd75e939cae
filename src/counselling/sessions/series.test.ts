import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { declareConflict, labelCase } from '../../cases/index.ts';
import { openOwnCase } from '../../cases/testing.ts';
import { calendar } from '../../clocks/index.ts';
import { HOUR, newId, type PersonActor, vietnamDate } from '../../kernel/index.ts';
import { ageBand } from '../../vocabulary/index.ts';
import { blankContact } from '../contacts/child-presence.ts';
import { beginSeries } from './begin-series.ts';
import { consentRuleFor, missingConsent } from './consent-rule.ts';
import { endSeries, eraseSeries, handOverSeries } from './end-series.ts';
import { holdSession, missSession, writeSummary } from './hold-session.ts';
import { ownAppointments } from './own-appointments.ts';
import { cancelSession, moveSession, planSession } from './plan-session.ts';
import { readPrivateNotes, removePrivateNote, writePrivateNote } from './private-notes.ts';
import { recordAgreement } from './record-agreement.ts';
import { scale } from './series.ts';
import { setGoal, settleGoal } from './series-goals.ts';
import { listSeries, readSeries } from './series-view.ts';
import { openSessionsHome } from './sessions.testing.ts';
import { shareSeries } from './share-series.ts';
import { whoOpenedSeries } from './who-opened-series.ts';

const home = fileFixture(() => openSessionsHome());
const SUMMARY = 'Tóm tắt trung tính của buổi một';
/** Stands nowhere else: found anywhere in the clear, it has leaked. */
const CANARY = 'chimbồcâunâunhạt';

const read = async (who: PersonActor, series: string) => readSeries(await home.as(who), { series });
const listed = async (who: PersonActor) => must(await listSeries(await home.as(who))).series.map(({ id }) => id);
const noted = async (who: PersonActor, series: string, text = `Ghi chú ${CANARY}`) =>
  writePrivateNote(await home.as(who), { series, text });
const notes = async (who: PersonActor, series: string) => readPrivateNotes(await home.as(who), { series });
const later = (hours: number) => new Date(home.clock.now().getTime() + hours * HOUR);

describe('a series of sessions', () => {
  it('begins from a contact that the counsellor had, once, and from nobody else’s', async () => {
    const contact = await home.contact();
    const begin = async (who: PersonActor) => beginSeries(await home.as(who), { from: { contact } });
    const other = await home.person('111_counsellor', 'C111', { desk: '111-intake' });
    expect(code(await begin(other))).toBe('access.not-permitted');
    expect(code(await begin(home.facility))).toBe('record.not-found');
    const { series } = must(await begin(home.counsellor));
    expect(must(await read(home.counsellor, series))).toMatchObject({
      origin: 'contact',
      contact,
      sharedWith: null,
      ageBand: 'UNK',
      state: 'open',
      own: true,
    });
    expect(code(await begin(home.counsellor))).toBe('series.already-open');
  });

  it('begins at a facility from a referral that it accepted, and is shared with who handles the case', async () => {
    const { referral, case: id } = await home.referral();
    const begin = async (who: PersonActor, from: string) =>
      beginSeries(await home.as(who), { from: { referral: from } });
    expect(code(await begin(home.otherFacility, referral))).toBe('record.not-found');
    expect(code(await begin(home.officer, referral))).toBe('access.not-permitted');
    const { series } = must(await begin(home.facility, referral));
    await home.agreed(home.facility, series);
    await home.held(home.facility, series, { summary: SUMMARY });
    expect(must(await read(home.officer, series))).toMatchObject({
      case: id,
      own: false,
      sessions: [{ summary: SUMMARY }],
    });
    // The facility works on the referral, and is not told which case stands behind it.
    expect(must(await read(home.facility, series))).toMatchObject({ case: null, referral, sharedWith: 'UBND-00004' });
    for (const who of [home.otherFacility, home.neighbourOfficer, home.province])
      expect(code(await read(who, series))).toBe('record.not-found');
    expect(await listed(home.officer)).toContain(series);
    expect(await listed(home.neighbourOfficer)).not.toContain(series);
  });

  it('does not begin on a referral that waits or was refused', async () => {
    const { id } = await openOwnCase(home);
    expect(code(await beginSeries(await home.as(home.facility), { from: { case: id } }))).toBe('record.not-found');
    expect(code(await beginSeries(await home.as(home.facility), { from: { referral: newId() } }))).toBe(
      'record.not-found',
    );
  });

  it('lets the agency see that it is there, and a colleague read none of it until it is handed over', async () => {
    const series = await home.atHelpline();
    const supervisor = await home.person('111_supervisor', 'C111', { desk: '111-intake' });
    const colleague = await home.person('111_counsellor', 'C111', { desk: '111-intake' });
    for (const who of [supervisor, colleague]) {
      expect(await listed(who)).toContain(series);
      expect(code(await read(who, series))).toBe('access.not-permitted');
    }
    const give = async (who: PersonActor, to: string) => handOverSeries(await home.as(who), { series, to });
    expect(code(await give(colleague, colleague.person))).toBe('access.not-permitted');
    expect(code(await give(supervisor, home.facility.person))).toBe('series.colleague-unknown');
    const session = await home.plan(home.counsellor, series);
    must(await give(supervisor, colleague.person));
    expect(must(await read(colleague, series))).toMatchObject({ own: true, sessions: [{ id: session }] });
    expect(code(await read(home.counsellor, series))).toBe('access.not-permitted');
    const { rows } = await home.owner.query('select kind from work.notice where person = $1 and object_id = $2', [
      colleague.person,
      series,
    ]);
    expect(rows).toEqual([{ kind: 'series.handed-over' }]);
  });

  it('is shared with a case that was opened later, and the next commune takes the place of the one before', async () => {
    const series = await home.atHelpline();
    must(await setGoal(await home.as(home.counsellor), { series, text: 'Ngủ được' }));
    const { id } = await openOwnCase(home, { commune: '00004' });
    // 111 knows of no case that it did not report.
    expect(code(await shareSeries(await home.as(home.counsellor), { series, case: id }))).toBe('record.not-found');
    await home.owner.query("update cases.protection_case set reporting_agency = 'C111' where id = $1", [id]);
    must(await shareSeries(await home.as(home.counsellor), { series, case: id }));
    expect(must(await read(home.officer, series)).goals).toMatchObject([{ text: 'Ngủ được' }]);
    await home.owner.query("update cases.protection_case set owner_agency = 'UBND-00008' where id = $1", [id]);
    must(await shareSeries(await home.as(home.counsellor), { series, case: id }));
    expect(must(await read(home.neighbourOfficer, series)).goals).toMatchObject([{ text: 'Ngủ được' }]);
    expect(code(await read(home.officer, series))).toBe('record.not-found');
    const other = await openOwnCase(home);
    await home.owner.query("update cases.protection_case set reporting_agency = 'C111' where id = $1", [other.id]);
    expect(code(await shareSeries(await home.as(home.counsellor), { series, case: other.id }))).toBe(
      'series.other-case',
    );
  });

  it('is closed to who handles the case as the case is: by its label, a conflict of interest, or a purpose without texts', async () => {
    const one = await home.atFacility();
    expect((await read(home.officer, one.series)).ok).toBe(true);
    for (const purpose of ['statistics', 'audit', 'administration'])
      expect(code(await readSeries(await home.as(home.officer, { purpose }), one))).toBe('access.other-purpose');
    must(
      await labelCase(await home.as(home.chair), {
        case: one.case,
        sensitivity: 'restricted',
        reason: 'THREAT',
        version: 1,
      }),
    );
    expect(code(await read(home.officer, one.series))).toBe('record.not-found');
    expect((await read(home.chair, one.series)).ok).toBe(true);
    must(
      await declareConflict(await home.as(home.chair), {
        case: one.case,
        implicated: { kind: 'person', person: home.facility.person },
      }),
    );
    expect(code(await read(home.facility, one.series))).toBe('record.not-found');
    expect(await listed(home.facility)).not.toContain(one.series);
  });

  it('ends with what came of it, cancels what was planned, and takes nothing after', async () => {
    const series = await home.atHelpline();
    const ctx = await home.as(home.counsellor);
    await home.plan(home.counsellor, series);
    expect(code(await endSeries(ctx, { series, outcome: 'SOMEHOW' }))).toBe('series.outcome-unknown');
    must(await endSeries(ctx, { series, outcome: 'BETTER', closing: 'Lời kết trung tính' }));
    expect(must(await read(home.counsellor, series))).toMatchObject({
      state: 'ended',
      outcome: 'BETTER',
      closing: 'Lời kết trung tính',
      sessions: [{ state: 'cancelled', reason: 'NO_LONGER_NEEDED' }],
    });
    expect(code(await setGoal(ctx, { series, text: 'Thêm' }))).toBe('series.over');
    expect(code(await planSession(ctx, { series, at: later(1), minutes: 30, mode: 'CHAT' }))).toBe('series.over');
    expect(code(await endSeries(ctx, { series, outcome: 'OTHER' }))).toBe('series.over');
  });

  it('keeps goals in the words of the child, reached or dropped', async () => {
    const series = await home.atHelpline();
    const ctx = await home.as(home.counsellor);
    const { goal } = must(await setGoal(ctx, { series, text: ' Ngủ  được ' }));
    must(await settleGoal(ctx, { series, goal, state: 'reached' }));
    expect(must(await read(home.counsellor, series)).goals).toMatchObject([{ text: 'Ngủ được', state: 'reached' }]);
    must(await settleGoal(ctx, { series, goal, state: 'open' }));
    expect(code(await settleGoal(ctx, { series, goal: newId(), state: 'reached' }))).toBe('goal.not-there');
    expect(code(await settleGoal(ctx, { series, goal, state: 'won' }))).toBe('goal.not-there');
    expect(code(await setGoal(ctx, { series, text: 'a'.repeat(301) }))).toBe('text.too-long');
  });

  it('refuses an act that rests on an older state', async () => {
    const series = await home.atHelpline();
    const ctx = await home.as(home.counsellor);
    must(await setGoal(ctx, { series, text: 'Một', version: 1 }));
    expect(code(await setGoal(ctx, { series, text: 'Hai', version: 1 }))).toBe('record.changed-meanwhile');
  });
});

describe('a session', () => {
  it('is planned ahead, at a time at which its counsellor has no other, and stands in their calendar', async () => {
    const series = await home.atHelpline();
    const ctx = await home.as(home.counsellor);
    const plan = (at: Date, minutes = 50, mode = 'PHONE') => planSession(ctx, { series, at, minutes, mode });
    for (const [at, minutes] of [
      [later(-1), 50],
      [later(24 * 181), 50],
      [new Date(Number.NaN), 50],
      [later(200), 5],
      [later(200), 300],
      [later(200), 20.5],
    ] as const)
      expect(code(await plan(at, minutes))).toBe('session.time-unusable');
    expect(code(await plan(later(200), 50, 'BY_PIGEON'))).toBe('session.mode-unknown');
    const at = later(200);
    const { session } = must(await plan(at));
    const again = await home.atHelpline();
    expect(code(await planSession(ctx, { series: again, at: later(200.5), minutes: 30, mode: 'CHAT' }))).toBe(
      'session.time-taken',
    );
    must(
      await planSession(ctx, { series: again, at: new Date(at.getTime() + 50 * 60_000), minutes: 30, mode: 'CHAT' }),
    );
    const day = vietnamDate(at);
    const entries = must(await calendar(ctx, { from: day, to: day })).flatMap((one) => one.entries);
    expect(entries.find((entry) => entry.object === series)).toMatchObject({
      kind: 'session',
      code: 'PHONE',
      page: `/tu-van/${series}`,
      at,
    });
    // Nobody else finds it in theirs.
    const colleague = await home.person('111_counsellor', 'C111', { desk: '111-intake' });
    const theirs = must(await calendar(await home.as(colleague), { from: day, to: day })).flatMap((one) => one.entries);
    expect(theirs.filter((entry) => entry.object === series)).toEqual([]);
    expect(session).not.toBe('');
  });

  it('is seen by the child on its own page where it agreed to that: when and how, and nothing while the page is blanked', async () => {
    const contact = await home.contact();
    const ctx = await home.as(home.counsellor);
    const { series } = must(await beginSeries(ctx, { from: { contact } }));
    const session = home.page(contact);
    const seen = async () => must(await ownAppointments(home.public(), { session }));
    const plan = (hours: number, childReminder: string) =>
      planSession(ctx, { series, at: later(hours), minutes: 40, mode: 'CHAT', childReminder });
    must(await plan(600, 'none'));
    expect(await seen()).toEqual([]);
    const shown = must(await plan(610, 'own-page')).session;
    must(await setGoal(ctx, { series, text: SUMMARY }));
    expect(await seen()).toEqual([{ at: later(610), minutes: 40, mode: 'CHAT', soon: false }]);
    must(await blankContact(home.public(), { session }));
    expect(await seen()).toEqual([]);
    await home.owner.query('update counselling.contact set child_blanked = false where id = $1', [contact]);
    expect(await seen()).toHaveLength(1);
    must(await cancelSession(ctx, { series, session: shown, reason: 'CHILD_ASKED' }));
    expect(await seen()).toEqual([]);
    const other = await home.contact();
    must(await plan(620, 'own-page'));
    expect(must(await ownAppointments(home.public(), { session: home.page(other) }))).toEqual([]);
  });

  it('is moved, cancelled or missed with why, and keeps what was before in the list', async () => {
    const series = await home.atHelpline();
    // Anew at each act: time goes by.
    const ctx = () => home.as(home.counsellor);
    const first = await home.plan(home.counsellor, series);
    const move = async (reason: string, at = later(30)) =>
      moveSession(await ctx(), { series, session: first, at, minutes: 40, reason });
    expect(code(await move('WEATHER'))).toBe('session.reason-unknown');
    // Its own old time does not stand in its way.
    const second = must(await move('CHILD_ASKED', later(1))).session;
    expect(code(await move('CHILD_ASKED'))).toBe('session.not-planned');
    expect(code(await missSession(await ctx(), { series, session: second }))).toBe('session.not-yet');
    home.clock.advance(2 * HOUR);
    must(await missSession(await ctx(), { series, session: second }));
    const third = await home.plan(home.counsellor, series);
    expect(code(await cancelSession(await ctx(), { series, session: third, reason: '' }))).toBe(
      'session.reason-unknown',
    );
    must(await cancelSession(await ctx(), { series, session: third, reason: 'NOT_SAFE' }));
    const { sessions } = must(await read(home.counsellor, series));
    const states = new Map(sessions.map((one) => [one.id, [one.state, one.reason]]));
    expect([first, second, third].map((id) => states.get(id))).toEqual([
      ['moved', 'CHILD_ASKED'],
      ['missed', null],
      ['cancelled', 'NOT_SAFE'],
    ]);
  });

  it('is written down with a summary and the numbers that the child gave, which are drawn over time', async () => {
    const series = await home.atHelpline();
    await home.agreed(home.counsellor, series);
    // Anew at each act: time goes by.
    const ctx = () => home.as(home.counsellor);
    const session = await home.plan(home.counsellor, series);
    expect(code(await holdSession(await ctx(), { series, session }))).toBe('session.not-yet');
    home.clock.advance(2 * HOUR);
    const refused: Readonly<Record<string, number>>[] = [
      { DISTRESS: 11 },
      { DISTRESS: -1 },
      { DISTRESS: 2.5 },
      { MOOD: 3 },
    ];
    for (const scores of refused)
      expect(code(await holdSession(await ctx(), { series, session, scores }))).toBe('score.unusable');
    must(await holdSession(await ctx(), { series, session, summary: SUMMARY, scores: { DISTRESS: 8, HOPE: 0 } }));
    expect(code(await holdSession(await ctx(), { series, session }))).toBe('session.not-planned');
    await home.held(home.counsellor, series, { scores: { DISTRESS: 5 } });
    must(await writeSummary(await ctx(), { series, session, text: 'Tóm tắt viết lại' }));
    const view = must(await read(home.counsellor, series));
    expect(view.sessions.map(({ state, summary }) => [state, summary])).toEqual([
      ['held', 'Tóm tắt viết lại'],
      ['held', null],
    ]);
    expect(view.scales.map((line) => [line.scale, line.version, line.values.map(({ value }) => value)])).toEqual([
      ['DISTRESS', '1', [8, 5]],
      ['HOPE', '1', [0]],
    ]);
    const planned = await home.plan(home.counsellor, series);
    expect(code(await writeSummary(await ctx(), { series, session: planned, text: 'Sớm' }))).toBe('session.not-held');
  });
});

describe('agreement to counselling', () => {
  it('is asked by age: a rule for every band, with its source and whether it was checked', () => {
    for (const band of ageBand.codes) expect(consentRuleFor(band).source).not.toBe('');
    expect(Object.fromEntries(ageBand.codes.map((band) => [band, consentRuleFor(band).needs.join(' ')]))).toEqual({
      A0_2: 'guardian',
      A3_5: 'guardian',
      A6_8: 'child guardian',
      A9_11: 'child guardian',
      A12_13: 'child guardian',
      A14_15: 'child guardian',
      A16_17: 'child',
      ADULT: 'child',
      UNK: 'child guardian',
    });
    expect(
      scale.terms.every(({ verified, low, lowEn, high, highEn }) => !verified && low && lowEn && high && highEn),
    ).toBe(true);
    expect(missingConsent('A12_13', [])).toEqual(['child', 'guardian']);
  });

  it('stands before a session is written down; a guardian who is not asked needs a reason, the child is always asked', async () => {
    const series = await home.atHelpline('A12_13');
    // Anew at each act: time goes by.
    const ctx = () => home.as(home.counsellor);
    const session = await home.plan(home.counsellor, series);
    home.clock.advance(2 * HOUR);
    const hold = async () => holdSession(await ctx(), { series, session });
    const say = async (giver: string, answer: string, exception?: string) =>
      recordAgreement(await ctx(), { series, giver, answer, exception });
    const missing = async () => must(await read(home.counsellor, series)).consent.missing;
    expect(code(await hold())).toBe('series.consent-needed');
    expect(code(await say('neighbour', 'given'))).toBe('consent.answer-unknown');
    expect(code(await say('child', 'perhaps'))).toBe('consent.answer-unknown');
    expect(code(await say('child', 'not-asked', 'NO_GUARDIAN'))).toBe('consent.exception-needed');
    expect(code(await say('guardian', 'not-asked'))).toBe('consent.exception-needed');
    expect(code(await say('guardian', 'not-asked', 'NO_TIME'))).toBe('consent.exception-needed');
    must(await say('child', 'given'));
    expect(await missing()).toEqual(['guardian']);
    must(await say('guardian', 'refused'));
    expect(code(await hold())).toBe('series.consent-needed');
    must(await say('guardian', 'not-asked', 'GUARDIAN_IMPLICATED'));
    expect(await missing()).toEqual([]);
    // The newest answer counts: what was taken back holds nothing any more.
    must(await say('child', 'withdrawn'));
    expect(code(await hold())).toBe('series.consent-needed');
    must(await say('child', 'given'));
    must(await hold());
    expect(must(await read(home.counsellor, series)).consent.recorded).toHaveLength(5);
  });
});

describe('a private note', () => {
  it('is read by its author alone: not by the supervisor, the next counsellor, who handles the case, or an administrator', async () => {
    const { series } = await home.atFacility();
    must(await noted(home.facility, series));
    expect(must(await notes(home.facility, series)).map(({ text }) => text)).toEqual([`Ghi chú ${CANARY}`]);
    const next = await home.person('facility_worker', 'FACILITY_A');
    const administrator = await home.person('agency_admin', 'FACILITY_A');
    expect(must(await notes(next, series))).toEqual([]);
    expect(must(await notes(home.officer, series))).toEqual([]);
    for (const who of [administrator, home.otherFacility, home.province, home.auditor])
      expect((await notes(who, series)).ok).toBe(false);
    expect(code(await noted(next, series))).toBe('access.not-permitted');
    expect(code(await noted(home.officer, series))).toBe('access.not-permitted');
    must(await handOverSeries(await home.as(next), { series, to: next.person }));
    must(await noted(next, series, 'Của người sau'));
    expect(must(await notes(next, series)).map(({ text }) => text)).toEqual(['Của người sau']);
    // Who had the series before still finds their own, and takes it away.
    const [own] = must(await notes(home.facility, series));
    expect(own?.text).toBe(`Ghi chú ${CANARY}`);
    const remove = async (who: PersonActor) => removePrivateNote(await home.as(who), { series, note: own?.id ?? '' });
    expect(code(await remove(next))).toBe('private-note.not-there');
    must(await remove(home.facility));
    expect(must(await notes(home.facility, series))).toEqual([]);
  });

  it('leaves its author when they leave the agency, or stop counselling there', async () => {
    const series = await home.atHelpline();
    must(await noted(home.counsellor, series));
    for (const assignments of [
      [],
      [{ role: '111_counsellor', agency: 'FACILITY_B' }],
      [{ role: 'auditor', agency: 'C111' }],
    ])
      expect(code(await readPrivateNotes(await home.as(home.counsellor, { assignments }), { series }))).toBe(
        'record.not-found',
      );
  });

  it('does not open under another author, another series or with a bit changed, whoever changes the row', async () => {
    const series = await home.atHelpline();
    const { note } = must(await noted(home.counsellor, series));
    const supervisor = await home.person('111_supervisor', 'C111', { desk: '111-intake' });
    await home.owner.query('update counselling.private_note set author = $2 where id = $1', [note, supervisor.person]);
    await expect(notes(supervisor, series)).rejects.toThrow();
    const another = await home.atHelpline();
    await home.owner.query('update counselling.private_note set author = $2, series_id = $3 where id = $1', [
      note,
      home.counsellor.person,
      another,
    ]);
    await expect(notes(home.counsellor, another)).rejects.toThrow();
    await home.owner.query('update counselling.private_note set series_id = $2 where id = $1', [note, series]);
    expect(must(await notes(home.counsellor, series))).toHaveLength(1);
    await home.owner.query(
      'update counselling.private_note set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = $1',
      [note],
    );
    await expect(notes(home.counsellor, series)).rejects.toThrow();
  });

  it('is opened by no desk’s key and no share of custody: none is wrapped to it', async () => {
    const series = await home.atHelpline();
    must(await noted(home.counsellor, series));
    const { rows } = await home.owner.query(
      `select key.field_class, wrap.holder from kernel.data_key key join kernel.wrapped_key wrap on wrap.data_key_id = key.id
       where key.object_id in ($1, (select id from counselling.private_note where series_id = $1))`,
      [series],
    );
    expect(rows).toEqual([{ field_class: 'narrative', holder: '111-intake' }]);
  });

  it('is in no table, line of the log, job or list in the clear', async () => {
    const series = await home.atHelpline();
    must(await noted(home.counsellor, series));
    must(await notes(home.counsellor, series));
    const { rows: tables } = await home.owner.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    expect(tables.length).toBeGreaterThan(100);
    const marks = [CANARY, Buffer.from(CANARY).toString('hex'), Buffer.from(CANARY).toString('base64')];
    for (const { name } of tables) {
      const { rows } = await home.owner.query(
        `select 1 from ${name} as row where exists (select 1 from unnest($1::text[]) mark where position(mark in row::text) > 0) limit 1`,
        [marks],
      );
      expect([name, rows]).toEqual([name, []]);
    }
    expect(home.log.filter((line) => marks.some((mark) => line.includes(mark)))).toEqual([]);
    expect(JSON.stringify(must(await read(home.counsellor, series)))).not.toContain(CANARY);
    expect(JSON.stringify(must(await listSeries(await home.as(home.counsellor))))).not.toContain(CANARY);
  });
});

describe('erasing a series', () => {
  it('takes its keys, its rows and everybody’s private notes away, once it has ended', async () => {
    const { series } = await home.atFacility();
    await home.agreed(home.facility, series);
    await home.held(home.facility, series, { summary: SUMMARY, scores: { SAFE: 4 } });
    must(await noted(home.facility, series));
    const next = await home.person('facility_worker', 'FACILITY_A');
    must(await handOverSeries(await home.as(next), { series, to: next.person }));
    must(await noted(next, series));
    const erase = async (who: PersonActor) => eraseSeries(await home.as(who), { series });
    expect(code(await erase(next))).toBe('series.not-over');
    must(await endSeries(await home.as(next), { series, outcome: 'CHILD_ENDED' }));
    expect(code(await erase(home.facility))).toBe('access.not-permitted');
    must(await erase(next));
    for (const table of ['series_part', 'series_session', 'series_score', 'series_consent', 'private_note'])
      expect([
        table,
        (await home.owner.query(`select 1 from counselling.${table} where series_id = $1`, [series])).rows,
      ]).toEqual([table, []]);
    const { rows } = await home.owner.query(
      'select 1 from kernel.wrapped_key wrap join kernel.data_key key on key.id = wrap.data_key_id where key.object_id = $1',
      [series],
    );
    expect(rows).toEqual([]);
    expect(code(await read(next, series))).toBe('record.not-found');
    const { rows: audit } = await home.owner.query(
      "select action from kernel.audit_entry where object_id = $1 and action = 'series.erase' and outcome = 'allowed'",
      [series],
    );
    expect(audit).toHaveLength(1);
  });
});

describe('who opened a series', () => {
  it('is told by day and agency, without names, and private notes are no part of it', async () => {
    const { series } = await home.atFacility();
    must(await read(home.facility, series));
    must(await read(home.officer, series));
    must(await noted(home.facility, series));
    must(await notes(home.facility, series));
    home.clock.advance(24 * HOUR);
    must(await read(home.officer, series));
    expect(code(await read(home.otherFacility, series))).toBe('record.not-found');
    const openings = must(await whoOpenedSeries(await home.as(home.officer), { series }));
    expect(openings.map(({ agency }) => agency)).toEqual(['FACILITY_A', 'UBND-00004', 'UBND-00004']);
    expect(Object.keys(openings[0] ?? {}).sort()).toEqual(['agency', 'day']);
    expect(new Set(openings.map(({ day }) => day)).size).toBe(2);
  });
});
