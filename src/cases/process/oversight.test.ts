import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { calendar, clockFigures, listDeadlineRules, overseenClocks, sweepClocks, whatIf } from '../../clocks/index.ts';
import { compareDefinitions } from '../forms/compare-definitions.ts';
import { form02 } from '../forms/form-02.ts';
import { form06 } from '../forms/form-06.ts';
import { formsToFill } from '../forms/forms-to-fill.ts';
import { readFormDefinition } from '../forms/read-definition.ts';
import {
  declareConflict,
  labelCase,
  listFormDefinitions,
  openCase,
  previewFormDefinition,
  publishFormDefinition,
  saveFormDraft,
} from '../index.ts';
import { COMMUNE, drive, NEIGHBOUR, openCasesHome, openOwnCase, reception, triedAndChanged } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

const period = { from: '2026-04-20', to: '2026-05-20' };

describe('figures of clocks', () => {
  it('count what started in the time by area and rule as its reader may see it row by row, and hide small cells in what leaves', async () => {
    const cases = [];
    for (let n = 0; n < 14; n += 1) cases.push(drive(home, (await openOwnCase(home)).id));
    const neighbour = await home.as(home.neighbourOfficer);
    must(await openCase(neighbour, { commune: NEIGHBOUR, reception }));
    const province = await home.as(home.province);

    const figures = must(await clockFigures(province, { ...period, province: '01' }));
    expect(figures.level).toBe('commune');
    const of = (key: string, { areas }: typeof figures) => areas.find((area) => area.key === key);
    const neighbours = of(NEIGHBOUR, figures)?.counts.resting as number;
    expect(neighbours).toBeGreaterThan(0);
    expect(neighbours).toBeLessThan(10);
    expect(of(NEIGHBOUR, figures)?.all).toBe(neighbours);
    expect(figures.whole.resting).toBe(neighbours + (of(COMMUNE, figures)?.counts.resting as number));
    // One case in the neighbour's commune is a small cell; the own one's line is hidden with it where the sum would tell.
    const leaving = must(await clockFigures(province, { ...period, province: '01', leaving: true }));
    expect(of(NEIGHBOUR, leaving)).toMatchObject({ all: null, counts: { resting: null } });
    expect(leaving.whole.resting).toBe(figures.whole.resting);
    expect(figures.areas.find((area) => area.key === COMMUNE)?.counts.breached).toBe(0);
    expect(figures.whole.resting).toBeGreaterThanOrEqual(14);
    expect(JSON.stringify(figures)).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}"/);
    expect(must(await clockFigures(province, { from: '2025-01-01', to: '2025-02-01' })).areas).toEqual([]);

    // Whoever bears the name of somebody implicated counts without that case; the others count as before.
    const namesake = await home.as(
      await home.person('province_child_officer', 'SYT-01', { province: '01', name: 'Mạc Mẫu Trùng' }),
    );
    const resting = async (who: typeof province) =>
      must(await clockFigures(who, { ...period, province: '01' })).whole.resting as number;
    expect(await resting(namesake)).toBe(figures.whole.resting);
    const implicating = cases[1] as ReturnType<typeof drive>;
    must(
      await declareConflict(await implicating.officer(), {
        ...implicating.on,
        implicated: { kind: 'name', name: 'Mac Mau Trung' },
      }),
    );
    expect(await resting(namesake)).toBeLessThan(figures.whole.resting as number);
    expect(await resting(province)).toBe(figures.whole.resting);

    const rows = must(await overseenClocks(province, { ...period, commune: COMMUNE })).clocks;
    expect(rows).toHaveLength(14);
    expect(rows.every((row) => row.subject.reference !== null && !row.breached)).toBe(true);

    // Above the ceiling the clock still counts; which case it is, is not told.
    const one = cases[0] as ReturnType<typeof drive>;
    must(
      await labelCase(await one.chair(), {
        ...one.on,
        version: await one.version(),
        sensitivity: 'restricted',
        reason: 'OTHER',
      }),
    );
    const after = must(await overseenClocks(province, { ...period, commune: COMMUNE })).clocks;
    expect(after).toHaveLength(14);
    expect(after.filter((row) => row.subject.reference === null)).toHaveLength(1);

    home.clock.set('2026-05-12T02:00:00Z');
    await sweepClocks(home.platform());
    const late = must(await clockFigures(province, { ...period, province: '01', rule: 'DL-PLAN-7WD' }));
    expect(late.whole).toMatchObject({ resting: 0, dueSoon: 0, breached: 15 });
    expect(must(await overseenClocks(province, { ...period, breached: true })).clocks).toHaveLength(15);
    home.clock.set('2026-04-22T02:00:00Z');
  });

  it('are for those who supervise, and a reader of one province sees no other', async () => {
    const officer = await home.as(home.officer);
    expect(code(await clockFigures(officer, period))).toBe('access.not-permitted');
    expect(code(await overseenClocks(officer, period))).toBe('access.not-permitted');
    const elsewhere = await home.as(await home.person('province_child_officer', 'SYT-48', { province: '48' }));
    expect(must(await clockFigures(elsewhere, period)).areas).toEqual([]);
    expect(must(await overseenClocks(elsewhere, period)).clocks).toEqual([]);
    const ministry = await home.as(home.ministry);
    expect(must(await clockFigures(ministry, period)).areas.map((area) => area.key)).toEqual(['01']);
    expect(code(await clockFigures(ministry, { from: 'gestern', to: '2026-05-01' }))).toBe('request.invalid');
    expect(code(await clockFigures(ministry, { from: '2026-05-02', to: '2026-05-01' }))).toBe('request.invalid');
    expect(code(await clockFigures(ministry, { ...period, province: "1' or" }))).toBe('request.invalid');
  });
});

describe('forms that wait', () => {
  it('are those of the step and the role, until they are submitted', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const mine = async (who: 'officer' | 'chair') =>
      must(await formsToFill(await one[who]())).filter((row) => row.case === one.on.case);
    await one.to('INITIAL_RISK');
    expect(await mine('officer')).toMatchObject([{ form: 'FORM-02', draft: null, clock: { rule: 'DL-PLAN-7WD' } }]);
    must(
      await saveFormDraft(await one.officer(), { ...one.on, form: 'FORM-02', base: 0, changes: { can_tell: 'LOW' } }),
    );
    expect(await mine('officer')).toMatchObject([{ form: 'FORM-02', draft: { conflicts: 0 } }]);
    const other = drive(home, (await openOwnCase(home)).id);
    await other.to('SPECIFIC_RISK');
    const waiting = must(await formsToFill(await other.officer())).filter((row) => row.case === other.on.case);
    expect(waiting.map((row) => row.form)).toEqual(['FORM-03']);
    expect(must(await formsToFill(await other.chair())).filter((row) => row.case === other.on.case)).toEqual([]);
    expect(must(await formsToFill(await home.as(home.neighbourOfficer))).map((row) => row.case)).not.toContain(
      one.on.case,
    );
    expect(must(await formsToFill(await home.as(home.auditor)))).toEqual([]);
  });
});

describe('the calendar', () => {
  it('names the case only to who may know of it', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const entry = async (who: 'officer' | 'chair') =>
      must(await calendar(await one[who](), { from: '2026-04-22', to: '2026-05-20' }))
        .flatMap((day) => day.entries)
        .find((row) => row.object === one.on.case);
    expect((await entry('officer'))?.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    must(
      await labelCase(await one.chair(), {
        ...one.on,
        version: await one.version(),
        sensitivity: 'restricted',
        reason: 'OTHER',
      }),
    );
    // Visits and actions of a plan are for who reads the case; those above see its clocks only.
    const planned = drive(home, (await openOwnCase(home)).id);
    await planned.to('PLAN_APPROVED');
    const visits = async (who: Parameters<typeof home.as>[0]) =>
      must(await calendar(await home.as(who), { from: '2026-12-01', to: '2026-12-31' }))
        .flatMap((day) => day.entries)
        .filter((row) => row.object === planned.on.case).length;
    expect(await visits(home.officer)).toBe(1);
    expect(await visits(home.province)).toBe(0);
    expect(await visits(home.ministry)).toBe(0);
    expect((await entry('officer'))?.reference).toBeNull();
    expect((await entry('chair'))?.reference).not.toBeNull();
  });
});

describe('the rules', () => {
  it('are read with what stood before, and a gap or an overlap names its days', async () => {
    const ministry = await home.as(home.ministry);
    must(
      await triedAndChanged(
        ministry,
        { kind: 'correct', id: 'DL-SEP-15D.2017', to: { verified: false } },
        'Chờ đối chiếu.',
      ),
    );
    const rules = must(await listDeadlineRules(await home.as(home.officer)));
    const one = rules.find((row) => row.rule.id === 'DL-SEP-15D.2017');
    expect(one).toMatchObject({
      revision: 2,
      rule: { verified: false, unit: 'calendar_day', amount: 15 },
      history: [{ revision: 1, reason: 'Chờ đối chiếu.', by: home.ministry.person, was: { verified: true } }],
    });
    const base = one?.rule as NonNullable<typeof one>['rule'];
    const replaced = await whatIf(ministry, {
      change: { kind: 'replace', id: base.id, by: { ...base, id: 'DL-SEP-15D.2026', validFrom: '2017-07-01' } },
    });
    expect(code(replaced)).toMatch(/^deadline-rule\./);
    must(
      await triedAndChanged(
        ministry,
        { kind: 'replace', id: base.id, by: { ...base, id: 'DL-SEP-15D.2026', validFrom: '2026-07-01' } },
        'Nghị định mới.',
      ),
    );
    const gap = await whatIf(ministry, { change: { kind: 'correct', id: base.id, to: { validTo: '2026-06-20' } } });
    expect(gap.ok ? {} : gap.refusal).toMatchObject({
      code: 'deadline-rule.gap',
      facts: { rule: base.id, next: 'DL-SEP-15D.2026', from: '2026-06-21', to: '2026-06-30' },
    });
    const overlap = await whatIf(ministry, {
      change: { kind: 'correct', id: base.id, to: { validTo: '2026-07-03' } },
    });
    expect(overlap.ok ? {} : overlap.refusal).toMatchObject({
      code: 'deadline-rule.overlap',
      facts: { next: 'DL-SEP-15D.2026', from: '2026-07-01', to: '2026-07-03' },
    });
  });
});

type Section = (typeof form02.sections)[number];

describe('a form version from a file', () => {
  const next = {
    ...form02,
    version: '2026.7',
    validFrom: '2026-08-01' as const,
    sections: form02.sections.map((section, at) =>
      at === 0
        ? {
            ...section,
            fields: section.fields.map((field, place) => (place === 0 ? { ...field, vi: 'Tên mới' } : field)),
          }
        : section,
    ),
  };

  it('is read strictly: every fault has its place, and nothing unknown passes', () => {
    expect(readFormDefinition('{').faults).toEqual([
      { where: '', vi: 'tệp không phải JSON', en: 'the file is not JSON' },
    ]);
    expect(readFormDefinition('[]').faults).not.toEqual([]);
    expect(readFormDefinition(JSON.stringify({ ...next, colour: 'red' })).faults).toEqual([
      { where: '', vi: expect.stringContaining('colour'), en: expect.stringContaining('colour') },
    ]);
    // Both languages of a fault of the schema are the schema's own, and differ.
    const [missing] = readFormDefinition(JSON.stringify({ ...next, verified: 'yes' })).faults;
    expect(missing?.where).toBe('verified');
    expect(missing?.vi).not.toBe(missing?.en);
    expect(readFormDefinition(JSON.stringify({ ...next, code: 'FORM-99' })).faults[0]?.where).toBe('code');
    const twice = { ...next, sections: [...next.sections, { ...next.sections[0], code: 'again' }] };
    expect(readFormDefinition(JSON.stringify(twice)).faults.map((fault) => fault.en)).toContain('used twice');
    const text = {
      ...next,
      sections: [
        { code: 'A', vi: 'A', en: 'A', fields: [{ code: 'x', vi: 'x', en: 'x', kind: 'text', fieldClass: 'triage' }] },
      ],
    };
    expect(readFormDefinition(JSON.stringify(text)).faults).toMatchObject([
      { where: 'x', en: 'a text cannot be of the class triage' },
    ]);
    for (const form of [form02, form06]) expect(readFormDefinition(JSON.stringify(form))).toMatchObject({ faults: [] });
  });

  it('is shown with what it changes, then published; the version before it ends the day before', async () => {
    const ministry = await home.as(home.ministry);
    const text = JSON.stringify(next);
    expect(code(await previewFormDefinition(await home.as(home.chair), { text }))).toBe('access.not-permitted');
    const preview = must(await previewFormDefinition(ministry, { text }));
    expect(preview.before?.version).toBe(form02.version);
    expect(preview.changes).toMatchObject([{ kind: 'field-changed', parts: [{ part: 'vi', after: 'Tên mới' }] }]);
    must(await publishFormDefinition(ministry, { definition: preview.definition }));
    expect(code(await previewFormDefinition(ministry, { text }))).toBe('form.definition-invalid');
    const form = must(await listFormDefinitions(await home.as(home.officer))).find((row) => row.form === 'FORM-02');
    expect(form?.versions.map((row) => [row.definition.version, row.definition.validTo])).toEqual([
      ['2026.7', undefined],
      [form02.version, '2026-07-31'],
    ]);
    expect(form?.versions[0]?.by).toBe(home.ministry.person);
  });

  it('tells sections and fields that come, go and move', () => {
    const [first, second, ...others] = form02.sections as readonly [Section, Section, ...Section[]];
    const moved = {
      ...form02,
      sections: [first, { ...second, code: 'NEW', fields: second.fields.slice(1) }, ...others],
    };
    const kinds = compareDefinitions(form02, moved).map((change) => change.kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['section-added', 'section-removed', 'field-removed', 'field-changed']),
    );
    expect(compareDefinitions(form02, form02)).toEqual([]);
  });
});
