import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { LiveEvent } from '../../kernel/index.ts';
import {
  assignCase,
  caseView,
  declareConflict,
  findCaseOfReport,
  formToday,
  labelCase,
  listCases,
  separate,
  simulateAccess,
  unmaskChild,
} from '../index.ts';
import { type CasesHome, COMMUNE, drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

describe('the list of the cases that a reader may know of', () => {
  it('shows the owner and the province what they hold, and nobody else anything', async () => {
    const { id } = await openOwnCase(home);
    const ids = async (ctx: Awaited<ReturnType<CasesHome['as']>>) =>
      must(await listCases(ctx)).cases.map((one) => one.id);
    expect(await ids(await home.as(home.officer))).toContain(id);
    expect(await ids(await home.as(home.province))).toContain(id);
    expect(await ids(await home.as(home.ministry))).toContain(id);
    expect(await ids(await home.as(home.neighbourOfficer))).not.toContain(id);
    expect(await ids(await home.as(home.facility))).toEqual([]);
    expect(code(await listCases(home.platform()))).toBe('access.not-permitted');
  });

  it('narrows by state, urgency, commune, colleague and label, and finds a code with or without its dash', async () => {
    const opened = await openOwnCase(home, { urgency: 'U1' });
    const one = drive(home, opened.id);
    must(await assignCase(await one.chair(), { ...one.on, version: await one.version(), to: home.officer.person }));
    must(
      await labelCase(await one.chair(), {
        ...one.on,
        version: await one.version(),
        sensitivity: 'sensitive',
        reason: 'OTHER',
      }),
    );
    const has = async (filters: Parameters<typeof listCases>[1]) =>
      must(await listCases(await one.officer(), filters)).cases.some((row) => row.id === opened.id);
    expect(await has({ urgency: ['U1'], status: ['OPEN'], commune: COMMUNE, assigned: 'me' })).toBe(true);
    expect(await has({ sensitivity: ['sensitive'] })).toBe(true);
    expect(await has({ sensitivity: ['normal'] })).toBe(false);
    expect(await has({ assigned: 'nobody' })).toBe(false);
    expect(await has({ urgency: ['U4'] })).toBe(false);
    expect(await has({ province: '48' })).toBe(false);
    expect(await has({ overdue: true })).toBe(false);
    expect(await has({ reference: opened.reference })).toBe(true);
    expect(await has({ reference: opened.reference.replace('-', '').toLowerCase() })).toBe(true);
    expect(await has({ reference: '%' })).toBe(true);
    expect(code(await listCases(await one.officer(), { after: 'no cursor' }))).toBe('request.invalid');
  });

  it('pages by the time left, without a gap or a double', async () => {
    for (let more = 0; more < 51; more += 1) await openOwnCase(home, { urgency: 'U4' });
    const ctx = await home.as(home.officer);
    const first = must(await listCases(ctx, { urgency: ['U4'] }));
    expect(first.cases).toHaveLength(50);
    const second = must(await listCases(ctx, { urgency: ['U4'], ...(first.next ? { after: first.next } : {}) }));
    const all = [...first.cases, ...second.cases].map((row) => row.id);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(51);
    expect(second.next).toBeUndefined();
  });

  it('leaves out a case from which the reader is shut out by name', async () => {
    const { id } = await openOwnCase(home);
    must(
      await declareConflict(await home.as(home.officer), {
        case: id,
        implicated: { kind: 'name', name: home.chair.name },
      }),
    );
    const seen = must(await listCases(await home.as(home.chair))).cases;
    expect(seen.some((row) => row.id === id)).toBe(false);
    const view = must(await caseView(await home.as(home.officer), { case: id }));
    expect(view.file?.excludedNames).toBe(1);
  });
});

describe('who the child is', () => {
  it('opens with a fresh proof, a purpose that fits and a reason, for two minutes, and the audit keeps the reason', async () => {
    const { id } = await openOwnCase(home);
    const ask = async (more: Parameters<CasesHome['as']>[1], reason = 'visit') =>
      unmaskChild(await home.as(home.officer, more), { case: id, reason: reason as 'visit' });
    expect(code(await ask({ steppedUpUntil: new Date('2026-04-22T01:59:00Z') }))).toBe('access.step-up-needed');
    expect(code(await ask({ purpose: 'statistics' }))).toBe('case.class-not-yours');
    expect(code(await ask({}, 'curiosity'))).toBe('case.needs-reason');
    expect(code(await unmaskChild(await home.as(home.province), { case: id, reason: 'visit' }))).toBe(
      'access.not-permitted',
    );
    const opened = must(await ask({}));
    expect(opened.name).toBe('Lê Thị Mẫu');
    expect(opened.until.getTime() - home.clock.now().getTime()).toBe(120_000);
    const { rows } = await home.owner.query(
      `select body::jsonb -> 'codes' ->> 'reason' as reason from kernel.audit_entry where object_id = $1 and action = 'case.read-identity' and outcome = 'allowed'`,
      [id],
    );
    expect(rows).toEqual([{ reason: 'visit' }]);
  });
});

describe('what the case page asks beside', () => {
  it('names the acts on a separation that lie open to the reader', async () => {
    const { id } = await openOwnCase(home);
    const one = drive(home, id);
    const open = async (who: 'officer' | 'chair') =>
      must(await caseView(await one[who](), one.on)).file?.separationActs;
    expect(await open('officer')).toEqual(['propose']);
    must(
      await separate(await one.officer(), {
        ...one.on,
        version: await one.version(),
        act: 'propose',
        ground: 'CARER_REFUSES',
      }),
    );
    expect(await open('officer')).toEqual([]);
    expect(await open('chair')).toEqual(['decide', 'lift']);
  });

  it('tells what the child was told only where the child has a report to read it in', async () => {
    const { id } = await openOwnCase(home);
    expect(must(await caseView(await home.as(home.officer), { case: id })).file?.told).toBeNull();
    await home.owner.query('update cases.protection_case set report_id = $2 where id = $1', [id, id]);
    const one = drive(home, id);
    must(await one.act('officer', 'start-initial-risk'));
    const view = must(await caseView(await one.officer(), one.on));
    expect(view.file?.told?.map((told) => told.code).toSorted()).toEqual(['case-opened', 'safety-looked-at']);
    expect(view.overview.report).toBe(id);
    expect(must(await caseView(await home.as(home.province), one.on)).overview.report).toBeNull();
    expect(must(await findCaseOfReport(await one.officer(), { report: id }))?.id).toBe(id);
    expect(must(await findCaseOfReport(await home.as(home.neighbourOfficer), { report: id }))).toBeNull();
  });

  it('shows who reported a case the clock that ends first, as the list does, and no other', async () => {
    const { id } = await openOwnCase(home);
    await home.owner.query('update cases.protection_case set reporting_agency = $2 where id = $1', [
      id,
      home.counsellor.agency,
    ]);
    const counsellor = await home.as(home.counsellor);
    const { overview, file } = must(await caseView(counsellor, { case: id }));
    const listed = must(await listCases(counsellor)).cases.find((one) => one.id === id);
    expect([file, overview.clocks]).toEqual([null, []]);
    expect(overview.nextClock).not.toBeNull();
    expect(overview.nextClock).toEqual(listed?.clock);
    const { overview: whole } = must(await caseView(await home.as(home.officer), { case: id }));
    expect(whole.clocks.map((clock) => clock.dueAt)).toContainEqual(whole.nextClock?.dueAt);
  });

  it('says to the agencies of a case that something was done, whatever the act', async () => {
    const heard: LiveEvent[] = [];
    const { id } = await openOwnCase(home);
    const stop = home.kernel.live.listen((event) => heard.push(event));
    const one = drive(home, id);
    must(await assignCase(await one.chair(), { ...one.on, version: await one.version(), to: null }));
    await expect.poll(() => heard.filter((event) => event.id === id && event.topic === 'cases.act').length).toBe(1);
    stop();
  });

  it('answers the chair who could read the case, and refuses the worker', async () => {
    const { id } = await openOwnCase(home);
    const found = must(await simulateAccess(await home.as(home.chair), { case: id })).classes;
    const readers = found.find((one) => one.fieldClass === 'narrative')?.people.map((person) => person.person);
    expect(readers).toEqual(expect.arrayContaining([home.officer.person, home.chair.person]));
    expect(code(await simulateAccess(await home.as(home.officer), { case: id }))).toBe('access.not-permitted');
    expect(code(await simulateAccess(await home.as(home.neighbourChair), { case: id }))).toBe('record.not-found');
  });

  it('has the version of a form that is in force today', async () => {
    const form = must(await formToday(await home.as(home.officer), { form: 'FORM-01' }));
    expect(form.code).toBe('FORM-01');
    expect(form.sections.length).toBeGreaterThan(0);
  });
});
