import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { sweepClocks } from '../../clocks/index.ts';
import {
  assignReport,
  confirmReport,
  fileReport,
  openReport,
  screenReport,
  startVerifying,
} from '../../intake/index.ts';
import { anonymous, type PersonActor } from '../../kernel/index.ts';
import { moveFunction } from '../../members/index.ts';
import { deadlineRules } from '../../vocabulary/index.ts';
import { listWork } from '../../work/index.ts';
import { type Answers, checkAnswers } from '../forms/definition.pure.ts';
import {
  assignSupplement,
  caseView,
  declareConflict,
  findSupplementOfReport,
  formToday,
  listOwnSupplements,
  mergeCases,
  openCase,
  openForm,
  saveFormDraft,
  sendSupplement,
  submitForm,
  takeInSupplement,
  transferCase,
  viewSupplement,
} from '../index.ts';
import { followFunctions } from '../process/follow-functions.ts';
import { COMMUNE, drive, NEIGHBOUR, openCasesHome, openOwnCase, reception } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));
const NONE = '0197f000-0000-7000-8000-0000000000aa';
const SECRET = 'Lời kể trung tính bổ sung';
const STREET = 'Số nhà trung tính 17';

/** What is known when an emergency is handed over: hardly anything. */
const first: Answers = {
  category: ['ABUSED'],
  source_channel: 'ONLINE',
  received_at: '2026-04-22T01:30:00Z',
  age_known: 'UNKNOWN',
  sex: 'OTHER_UNK',
  informant_willing: false,
  place_of_incident: 'Trên mạng',
  present_state: 'Khẩn cấp theo sàng lọc.',
  likely_consequence: 'Nội dung chỉ có lúc chuyển.',
};
const whole: Answers = { ...reception, present_state: SECRET, place_of_incident: STREET };

let filed = 0;
async function emergency(who: PersonActor = home.counsellor): Promise<string> {
  filed += 1;
  const { receipt } = must(
    await fileReport(home.context(anonymous), {
      idempotencyKey: `supplement-key-${String(filed).padStart(4, '0')}`,
      report: { reporter: { kind: 'child' }, narrative: 'Nội dung trung tính.', danger: { now: 'yes' } },
    }),
  );
  const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [receipt.locator]);
  const report = rows[0].report_id as string;
  const ctx = await home.as(who);
  const { version } = must(await openReport(ctx, { report })).triage;
  must(await screenReport(ctx, { report, version, outcome: 'EMERGENCY', urgency: 'U1', incidentCodes: ['OI-GROOM'] }));
  return report;
}

async function handedOver(who: PersonActor = home.counsellor) {
  const report = await emergency(who);
  const opened = must(
    await openCase(await home.as(who), { report, commune: COMMUNE, reception: first, restFollows: true }),
  );
  return { report, supplement: opened.supplement as string, ...drive(home, opened.id) };
}
const send = async (supplement: string, version = 1, answers: Answers = whole, who = home.counsellor) =>
  sendSupplement(await home.as(who), { supplement, version, answers });
const takeIn = async (one: { supplement: string; on: { case: string } }, version = 2, who = home.officer) =>
  takeInSupplement(await home.as(who), { ...one.on, supplement: one.supplement, version });
const view = async (supplement: string, who = home.counsellor) => viewSupplement(await home.as(who), { supplement });
const duties = async (who: PersonActor, id: string) =>
  must(await listWork(await home.as(who))).rows.filter(
    (row) => row.object.id === id && row.kind.startsWith('supplement'),
  );
const notices = async (person: string, id: string) =>
  (
    await home.owner.query<{ kind: string }>(
      "select kind from work.notice where person = $1 and object_id = $2 and kind like 'supplement%' order by created_at",
      [person, id],
    )
  ).rows.map((row) => row.kind);
const supervisor = () => home.person('111_supervisor', 'C111', { desk: '111-intake' });
const draftOf = async (one: { on: { case: string } }, who = home.officer) => {
  const ctx = await home.as(who);
  const { file } = must(await caseView(ctx, one.on));
  const draft = file?.forms.find(({ form, status }) => form === 'FORM-01' && status === 'draft');
  return must(await openForm(ctx, { ...one.on, form: draft?.id ?? NONE, read: ['narrative', 'identity', 'internal'] }));
};

describe('an emergency that was handed over at once', () => {
  it('leaves the rest of form 01 owed by who handed it over, in the time of a dated rule', async () => {
    const one = await handedOver();
    const rule = deadlineRules.find(({ code: known }) => known === 'DL-FORM01');
    expect(rule).toMatchObject({
      verified: false,
      validFrom: expect.any(String),
      legalSource: expect.stringMatching(/56/),
    });
    const dueAt = new Date(home.clock.now().getTime() + (rule?.amount ?? 0) * 3_600_000);
    expect(await duties(home.counsellor, one.supplement)).toMatchObject([
      {
        kind: 'supplement',
        act: 'complete',
        mine: true,
        assigned: true,
        urgency: 'U1',
        reference: must(await view(one.supplement)).reference,
        facts: { agency: `UBND-${COMMUNE}`, left: false },
        clock: { rule: 'DL-FORM01', dueAt },
      },
    ]);
    // Not a colleague's, nor that of who has the case; who answers for the shift sees it and whose it is.
    const colleague = await home.person('111_counsellor', 'C111', { desk: '111-intake' });
    for (const who of [colleague, home.officer, home.chair, home.province, home.police])
      expect(await duties(who, one.supplement), who.agency).toEqual([]);
    expect(await duties(await supervisor(), one.supplement)).toMatchObject([
      { mine: false, band: 'waits-for-others', turn: { person: home.counsellor.person } },
    ]);
    expect(await duties(home.officer, one.on.case)).toEqual([]);
    expect(must(await findSupplementOfReport(await home.as(home.counsellor), one))?.id).toBe(one.supplement);
    expect(must(await findSupplementOfReport(await home.as(colleague), one))).toBeNull();
    expect(must(await findSupplementOfReport(await home.as(home.officer), one))).toBeNull();
    expect(must(await listOwnSupplements(await home.as(home.counsellor))).map(({ id }) => id)).toContain(
      one.supplement,
    );
  });

  it('is the only thing that goes first: what was confirmed, or is the commune’s own, comes with its whole form', async () => {
    const desk = await home.as(home.counsellor);
    const report = await emergency();
    const seen = async () => must(await openReport(desk, { report })).triage.version;
    must(await assignReport(desk, { report, version: await seen(), to: home.counsellor.person }));
    must(await startVerifying(desk, { report, version: await seen() }));
    must(await confirmReport(desk, { report, version: await seen() }));
    const input = { report, commune: COMMUNE, reception: first, restFollows: true };
    expect(code(await openCase(desk, input))).toBe('case.form-cannot-follow');
    expect(
      code(await openCase(await home.as(home.officer), { commune: COMMUNE, reception: first, restFollows: true })),
    ).toBe('case.form-cannot-follow');
    // And whoever sends the whole form at once owes nothing afterwards.
    const other = await emergency();
    expect(must(await openCase(desk, { report: other, commune: COMMUNE, reception })).supplement).toBeNull();
    expect(must(await openCase(desk, { report, commune: COMMUNE, reception: first })).supplement).toBeNull();
    expect(
      (await home.owner.query('select from cases.supplement where report_id = any ($1)', [[report, other]])).rowCount,
    ).toBe(0);
  });

  it('is completed: sealed to the commune, told there, taken into a draft over what came first, checked and signed', async () => {
    const one = await handedOver();
    must(await send(one.supplement));
    expect(await duties(home.counsellor, one.supplement)).toEqual([]);
    const clock = await home.owner.query('select status from clocks.clock where object_id = $1', [one.supplement]);
    expect(clock.rows).toEqual([{ status: 'met' }]);
    for (const who of [home.officer, home.chair])
      expect(await notices(who.person, one.on.case)).toEqual(['supplement.sent']);
    expect(await duties(home.officer, one.on.case)).toMatchObject([
      { kind: 'supplement-taking-in', act: 'take-in', mine: true, facts: { agency: 'C111' } },
    ]);
    expect(must(await caseView(await one.officer(), one.on)).file?.supplements).toMatchObject([
      { id: one.supplement, status: 'SENT', version: 2, from: 'C111', form: null },
    ]);

    const taken = must(await takeIn(one));
    expect(taken).toMatchObject({ conflicts: [], leftOut: [] });
    const draft = await draftOf(one);
    expect(draft.answers).toMatchObject({
      ...whole,
      received_at: expect.any(String),
      // Said at the handing over and not afterwards: it is not lost.
      likely_consequence: first.likely_consequence,
    });
    const writers = (await home.owner.query('select field_writers from cases.form where id = $1', [draft.id])).rows[0];
    expect(writers.field_writers.present_state.by).toBe(home.counsellor.person);
    expect(await duties(home.officer, one.on.case)).toMatchObject([{ act: 'sign-form' }]);
    const events = must(await caseView(await one.officer(), one.on)).file?.events ?? [];
    expect(events.find((event) => event.code === 'supplement-taken-in')?.codes).toEqual({ from: 'C111' });

    must(await submitForm(await one.officer(), { ...one.on, form: 'FORM-01', base: draft.version }));
    expect(await duties(home.officer, one.on.case)).toEqual([]);
    const file = must(await caseView(await one.officer(), { ...one.on, read: ['identity'] })).file;
    expect(file?.supplements).toMatchObject([{ status: 'SIGNED' }]);
    expect(file?.child?.name).toBe(whole.child_name);
  });

  it('is taken in at a later step too, since the form was late and not the child’s need', async () => {
    const one = await handedOver();
    must(await one.act('officer', 'start-initial-risk'));
    await one.fill('officer', 'FORM-02');
    must(await one.act('officer', 'start-specific-risk'));
    const draftIt = async () =>
      saveFormDraft(await one.officer(), { ...one.on, form: 'FORM-01', base: 0, changes: { mother: 'Nội dung.' } });
    expect(code(await draftIt())).toBe('form.not-open');
    must(await send(one.supplement));
    const taken = must(await takeIn(one));
    const saved = must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form: 'FORM-01',
        base: taken.version,
        changes: { mother: 'Nội dung.' },
      }),
    );
    must(await submitForm(await one.officer(), { ...one.on, form: 'FORM-01', base: saved.version }));
    expect(must(await caseView(await one.officer(), one.on)).overview.status).toBe('SPECIFIC_RISK');
    // Signed, it is a form of an earlier step as any other.
    expect(code(await draftIt())).toBe('form.not-open');
  });

  it('overwrites nothing that the commune has written already: both values stand until somebody chooses', async () => {
    const one = await handedOver();
    must(
      await saveFormDraft(await one.officer(), {
        ...one.on,
        form: 'FORM-01',
        base: 0,
        changes: { present_state: 'Xã đã gặp trẻ.', sex: 'F' },
      }),
    );
    must(await send(one.supplement));
    const taken = must(await takeIn(one));
    expect(taken.conflicts.map(({ field }) => field)).toEqual(['present_state']);
    const draft = await draftOf(one);
    expect(draft.answers).toMatchObject({ present_state: 'Xã đã gặp trẻ.', place_of_incident: STREET });
    expect(draft.conflicts).toMatchObject([{ field: 'present_state', value: SECRET, by: home.counsellor.person }]);
    expect(code(await submitForm(await one.officer(), { ...one.on, form: 'FORM-01', base: draft.version }))).toBe(
      'form.has-conflicts',
    );
  });

  it('is seen by who wrote it as codes alone, and stands nowhere in the clear', async () => {
    const one = await handedOver();
    must(await send(one.supplement));
    const seen = must(await view(one.supplement));
    expect(seen).toMatchObject({ state: 'sent', handedTo: `UBND-${COMMUNE}`, sentAt: home.clock.now() });
    expect(JSON.stringify(seen)).not.toMatch(/trung tính/);
    const desk = await home.as(home.counsellor);
    const { overview, file } = must(await caseView(desk, one.on));
    expect(file).toBeNull();
    expect(JSON.stringify(overview)).not.toMatch(/trung tính/);
    for (const form of (await home.owner.query('select id from cases.form where case_id = $1', [one.on.case])).rows)
      expect(code(await openForm(desk, { ...one.on, form: form.id, read: ['narrative'] }))).toBe(
        'access.not-permitted',
      );
    // Wrapped to the commune's desk and to no other.
    const { rows: wraps } = await home.owner.query(
      "select distinct holder from kernel.wrapped_key join kernel.data_key as key on key.id = data_key_id where object_kind = 'supplement' and object_id = $1",
      [one.supplement],
    );
    expect(wraps).toEqual([{ holder: `UBND-${COMMUNE}` }]);
    must(await takeIn(one));
    const { rows: tables } = await home.owner.query<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
    );
    for (const { name } of tables)
      for (const word of [SECRET, STREET]) {
        const { rows } = await home.owner.query(
          `select count(*)::int as n from ${name} as t where position($1 in t::text) > 0 or position(encode(convert_to($1, 'UTF8'), 'hex') in t::text) > 0`,
          [word],
        );
        expect([name, rows[0].n]).toEqual([name, 0]);
      }
    expect(home.log.join('\n')).not.toMatch(/trung tính bổ sung|trung tính 17/);
  });

  it('is refused for who may not: a colleague, the commune, a supervisor of cases, somebody who is kept from the case', async () => {
    const one = await handedOver();
    const colleague = await home.person('111_counsellor', 'C111', { desk: '111-intake' });
    for (const who of [colleague, home.neighbourOfficer, home.province, home.ministry, home.police, home.auditor]) {
      expect(code(await send(one.supplement, 1, whole, who)), who.agency).toBe('record.not-found');
      expect(code(await view(one.supplement, who)), who.agency).toBe('record.not-found');
    }
    // The commune sees that it is owed, and does not write it.
    expect(code(await send(one.supplement, 1, whole, home.officer))).toBe('access.not-permitted');
    expect(code(await send(NONE))).toBe('record.not-found');
    expect(code(await send('khong-phai-ma'))).toBe('record.not-found');
    expect(code(await takeIn(one, 1))).toBe('supplement.not-sent');
    must(await send(one.supplement));
    for (const who of [home.counsellor, home.province, home.ministry])
      expect(code(await takeIn(one, 2, who)), who.agency).toBe('access.not-permitted');
    for (const who of [home.neighbourOfficer, home.facility])
      expect(code(await takeIn(one, 2, who)), who.agency).toBe('record.not-found');
    expect(code(await takeIn({ ...one, supplement: NONE }))).toBe('record.not-found');
    expect(code(await takeIn({ ...one, supplement: 'khong-phai-ma' }))).toBe('record.not-found');
    // Of another case of the same agency.
    expect(code(await takeIn({ ...one, on: { case: (await openOwnCase(home)).id } }))).toBe('record.not-found');
    const kept = await handedOver();
    must(
      await declareConflict(await kept.chair(), {
        ...kept.on,
        implicated: { kind: 'person', person: home.counsellor.person },
      }),
    );
    expect(code(await send(kept.supplement))).toBe('record.not-found');
    expect(await duties(home.counsellor, kept.supplement)).toEqual([]);
  });

  it('is sent once and taken in once, in the version that was seen', async () => {
    const one = await handedOver();
    expect(code(await send(one.supplement, 7))).toBe('record.changed-meanwhile');
    const both = await Promise.all([
      send(one.supplement),
      send(one.supplement, 1, { ...whole, present_state: 'Khác.' }),
    ]);
    expect(both.map((sent) => (sent.ok ? 'ok' : code(sent))).sort()).toEqual(['ok', 'supplement.already-sent']);
    expect(code(await send(one.supplement, 2))).toBe('supplement.already-sent');
    expect(code(await takeIn(one, 1))).toBe('record.changed-meanwhile');
    const twice = await Promise.all([takeIn(one), takeIn(one, 2, home.chair)]);
    expect(twice.map((taken) => (taken.ok ? 'ok' : code(taken))).sort()).toEqual(['ok', 'supplement.already-taken-in']);
    // By SQL of the sender's own neither.
    await expect(
      home.owner.query("update cases.supplement_part set sealed = '' where supplement_id = $1", [one.supplement]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('says which answer is missing or wrong, as every form, and keeps nothing of it', async () => {
    const one = await handedOver();
    const { category: _left, ...without } = whole;
    const missing = await send(one.supplement, 1, without);
    expect([code(missing), missing.ok ? '' : missing.refusal.field]).toEqual(['form.answer-missing', 'category']);
    const wrong = await send(one.supplement, 1, { ...whole, sex: 'X' });
    expect([code(wrong), wrong.ok ? '' : wrong.refusal.field]).toEqual(['form.answer-invalid', 'sex']);
    expect(must(await view(one.supplement))).toMatchObject({ state: 'owed', version: 1 });
    const form = must(await formToday(await home.as(home.counsellor), { form: 'FORM-01' }));
    expect(checkAnswers(form, first)).toMatchObject({ missing: [], invalid: [] });
  });

  it('falls away where the case has ended, and is neither sent nor taken in any more', async () => {
    const end = async (one: Awaited<ReturnType<typeof handedOver>>) =>
      must(await one.act('chair', 'end-deceased', { reason: 'Nội dung.', document: 'Văn bản số 1' }));
    const owed = await handedOver();
    await end(owed);
    expect(code(await send(owed.supplement))).toBe('supplement.case-ended');
    expect(code(await send(owed.supplement, 2))).toBe('supplement.case-ended');
    expect(must(await view(owed.supplement))).toMatchObject({ state: 'ended', sentAt: null });
    expect(await duties(home.counsellor, owed.supplement)).toEqual([]);
    const { rows } = await home.owner.query('select status from clocks.clock where object_id = $1', [owed.supplement]);
    expect(rows).toEqual([{ status: 'cancelled' }]);
    const sent = await handedOver();
    must(await send(sent.supplement));
    await end(sent);
    expect(code(await takeIn(sent, 3))).toBe('supplement.case-ended');
    expect(await duties(home.officer, sent.on.case)).toEqual([]);
    expect(must(await view(sent.supplement)).state).toBe('sent');
  });
});

describe('whoever handed over and has left', () => {
  const leave = (person: string) =>
    home.owner.query('update members.role_assignment set valid_to = $2 where person = $1', [person, home.clock.now()]);

  it('sends nothing any more; who answers for the shift sees it as theirs, gives it to a colleague or completes it', async () => {
    const gone = await home.person('111_counsellor', 'C111', { desk: '111-intake' });
    const one = await handedOver(gone);
    const other = await handedOver(gone);
    home.clock.advance(60_000);
    await leave(gone.person);
    const left = { ...gone, assignments: [] };
    expect(code(await send(one.supplement, 1, whole, left))).toBe('record.not-found');
    expect(code(await send(one.supplement, 1, whole, { ...left, agency: 'FACILITY_A' }))).toBe('record.not-found');
    const boss = await supervisor();
    expect(await duties(boss, one.supplement)).toMatchObject([{ mine: true, assigned: false, facts: { left: true } }]);
    const give = async (supplement: string, to: string, version = 1, who = boss) =>
      assignSupplement(await home.as(who), { supplement, version, to });
    expect(code(await give(one.supplement, gone.person))).toBe('case.assignee-unknown');
    expect(code(await give(one.supplement, home.officer.person))).toBe('case.assignee-unknown');
    expect(code(await give(one.supplement, home.counsellor.person, 9))).toBe('record.changed-meanwhile');
    expect(code(await give(one.supplement, home.counsellor.person, 1, home.counsellor))).toBe('record.not-found');
    const before = must(await view(one.supplement, boss)).dueAt;
    must(await give(one.supplement, home.counsellor.person));
    expect(await duties(home.counsellor, one.supplement)).toMatchObject([{ mine: true, clock: { dueAt: before } }]);
    expect(await notices(home.counsellor.person, one.supplement)).toEqual(['supplement.given']);
    must(await send(one.supplement, 2));
    expect(code(await give(one.supplement, boss.person, 3))).toBe('supplement.already-sent');
    must(await send(other.supplement, 1, whole, boss));
  });
});

describe('a case that goes on elsewhere', () => {
  const transfer = async (one: Awaited<ReturnType<typeof handedOver>>) => {
    const version = await one.version();
    const moved = must(
      await transferCase(await one.chair(), { ...one.on, version, commune: NEIGHBOUR, reason: 'Chuyển nhà.' }),
    );
    await home.work();
    return moved.case;
  };

  it('takes with it what is owed, what was sent and what was not signed yet; who holds it now reads it, who held it does not', async () => {
    const owed = await handedOver();
    const sent = await handedOver();
    const drafted = await handedOver();
    for (const one of [sent, drafted]) must(await send(one.supplement));
    must(await takeIn(drafted));
    for (const [one, version] of [
      [owed, 2],
      [sent, 3],
      [drafted, 4],
    ] as const) {
      const there = await transfer(one);
      // Owed: it is sent to where the child is now, of which who sends it is told nothing.
      if (one === owed) {
        expect(must(await view(one.supplement))).toMatchObject({ state: 'owed', handedTo: `UBND-${COMMUNE}` });
        must(await send(one.supplement));
      }
      expect(code(await takeIn(one, version))).toBe('record.not-found');
      expect(code(await takeIn({ ...one, on: { case: there } }, version))).toBe('record.not-found');
      const at = { ...one, on: { case: there } };
      expect(await duties(home.neighbourOfficer, there)).toMatchObject([{ act: 'take-in' }]);
      expect(await notices(home.neighbourOfficer.person, there)).toEqual(['supplement.sent']);
      must(await takeIn(at, version, home.neighbourOfficer));
      expect((await draftOf(at, home.neighbourOfficer)).answers).toMatchObject({ place_of_incident: STREET });
    }
  });

  it('is sealed to who holds it while it is on its way, and goes on from there', async () => {
    const one = await handedOver();
    const version = await one.version();
    const moved = must(
      await transferCase(await one.chair(), { ...one.on, version, commune: NEIGHBOUR, reason: 'Chuyển nhà.' }),
    );
    must(await send(one.supplement));
    await home.work();
    const row = must(await caseView(await home.as(home.neighbourOfficer), { case: moved.case })).file?.supplements[0];
    expect(row).toMatchObject({ id: one.supplement, status: 'SENT' });
    must(await takeIn({ ...one, on: { case: moved.case } }, row?.version, home.neighbourOfficer));
  });

  it('as a duplicate: what is owed and sent belongs to the case that stays', async () => {
    const one = await handedOver();
    must(await send(one.supplement));
    const into = (await openOwnCase(home)).id;
    must(await mergeCases(await one.officer(), { ...one.on, version: await one.version(), into, reason: 'Trùng.' }));
    expect(code(await takeIn(one, 3))).toBe('record.not-found');
    must(await takeIn({ ...one, on: { case: into } }, 3));
  });
});

describe('what is owed and late', () => {
  it('is warned of, missed, and told to who answers for the shift and to the ministry', async () => {
    const one = await handedOver();
    const raised = async () =>
      (
        await home.owner.query(
          'select kind, level, to_agency from clocks.escalation as e join clocks.clock as d on d.id = e.clock_id where d.object_id = $1 order by at, level desc',
          [one.supplement],
        )
      ).rows;
    const boss = await supervisor();
    home.clock.advance(3 * 3_600_000);
    must(await sweepClocks(home.platform()));
    expect(await raised()).toEqual([{ kind: 'warning', level: 'OWNER', to_agency: 'C111' }]);
    home.clock.advance(2 * 3_600_000);
    must(await sweepClocks(home.platform()));
    expect(await raised()).toContainEqual({ kind: 'breach', level: 'CENTRAL', to_agency: 'MOH-MCD' });
    expect(await duties(home.counsellor, one.supplement)).toMatchObject([{ look: 'breached', band: 'my-turn' }]);
    const told = await home.owner.query(
      "select distinct kind from work.notice where person = $1 and kind like 'clock.%'",
      [boss.person],
    );
    expect(told.rows.map(({ kind }) => kind).sort()).toEqual(['clock.breached', 'clock.due-soon']);
    // Late is better than never: it is taken, and counted as late.
    must(await send(one.supplement));
    const { rows } = await home.owner.query('select status from clocks.clock where object_id = $1', [one.supplement]);
    expect(rows).toEqual([{ status: 'met-late' }]);
  });
});

// Last, since nothing takes it back.
describe('a case whose function moves', () => {
  it('takes it along: the new holder has its key', async () => {
    const owed = await handedOver();
    const sent = await handedOver();
    must(await send(sent.supplement));
    must(
      await moveFunction(home.platform(), {
        functionCode: 'OWN_CASE',
        from: `UBND-${COMMUNE}`,
        to: `UBND-${NEIGHBOUR}`,
        day: '2026-05-10',
        legalBasis: 'Quyết định thử nghiệm',
      }),
    );
    home.clock.set('2026-05-11T02:00:00Z');
    expect(must(await followFunctions(home.platform())).moved).toBeGreaterThan(1);
    must(await send(owed.supplement));
    for (const one of [owed, sent]) {
      expect(code(await takeIn(one))).toBe('record.not-found');
      must(await takeIn(one, 2, home.neighbourOfficer));
      expect((await draftOf(one, home.neighbourOfficer)).answers).toMatchObject({ place_of_incident: STREET });
    }
  });
});
