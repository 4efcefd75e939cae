import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import * as vocabulary from './index.ts';
import { findAvoidedTerms } from './language/terminology.ts';
import { type CodeOf, readList } from './term.ts';

const { codeLists } = vocabulary;
const every = codeLists.flatMap((list) => list.terms.map((term) => ({ list: list.name, term })));

describe('a code list', () => {
  const file = {
    name: 'sample',
    title: { vi: 'Mẫu', en: 'Sample' },
    source: 'test',
    verified: true,
    terms: {
      OLD: { vi: 'cũ', en: 'old', n: 1, validTo: '2025-02-28' },
      NEW: { vi: 'mới', en: 'new', n: 2, validFrom: '2025-03-01', source: 'law', verified: false },
    },
  };
  const list = readList(file, { n: z.int() });

  it('gives its codes as a type, a tuple and a zod enum', () => {
    expectTypeOf<CodeOf<typeof list>>().toEqualTypeOf<'OLD' | 'NEW'>();
    expect(list.codes).toEqual(['OLD', 'NEW']);
    expect(list.zod.parse('NEW')).toBe('NEW');
    const refused = list.zod.safeParse('Nguyễn Văn A');
    expect(refused.error?.issues[0]?.message).toContain('Mẫu');
    // What a person typed must not travel in an error message.
    expect(refused.error?.issues[0]?.message).not.toContain('Nguyễn');
  });

  it('knows labels, extra columns, and defaults of source and verification', () => {
    expect(list.label('NEW', 'vi')).toBe('mới');
    expect(list.get('NEW')).toMatchObject({ code: 'NEW', n: 2, source: 'law', verified: false });
    expect(list.get('OLD')).toMatchObject({ source: 'test', verified: true });
    expect([list.has('OLD'), list.has('toString'), list.has(3)]).toEqual([true, false, false]);
  });

  it('answers for a day, both ends included', () => {
    expect(list.at('2025-02-28').map((t) => t.code)).toEqual(['OLD']);
    expect(list.at('2025-03-01').map((t) => t.code)).toEqual(['NEW']);
  });

  it('cannot be empty', () => {
    expect(() => readList({ ...file, terms: {} })).toThrow(/no code/);
  });

  it.each([
    ['lacks a column', { n: undefined }, /sample\.OLD: n /],
    ['has a column that nobody reads', { verifed: true }, /sample\.OLD: .*verifed/],
    ['has a column of another kind', { n: 'one' }, /sample\.OLD: n /],
    ['has a label with blanks around it', { vi: ' cũ' }, /sample\.OLD: vi /],
    ['has a day that no calendar has', { validTo: '2025-02-30' }, /sample\.OLD: validTo /],
  ])('is refused with its place when a row %s', (_what, wrong, place) => {
    const terms = { ...file.terms, OLD: { ...file.terms.OLD, ...wrong } };
    expect(() => readList({ ...file, terms }, { n: z.int() })).toThrow(place);
  });

  it('is refused when a code of another list is not one of it, or the list itself says what nobody reads', () => {
    expect(() => readList(file, { n: list.zod })).toThrow(/sample\.OLD: n .*“Mẫu”/);
    const misspelt = { ...file, verison: '2' };
    expect(() => readList(misspelt, { n: z.int() })).toThrow(/sample: .*verison/);
  });
});

describe('all lists', () => {
  it('are registered once, under a snake_case name of their own', () => {
    const exported = Object.values(vocabulary).filter(
      (value) => typeof value === 'object' && value !== null && 'codes' in value && 'terms' in value,
    );
    expect(exported.length).toBeGreaterThan(70);
    expect(new Set(exported)).toEqual(new Set(codeLists));
    expect(new Set(codeLists.map((l) => l.name)).size).toBe(codeLists.length);
    for (const { name } of codeLists) expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
  });

  it.each(every.map(({ list, term }) => [`${list}.${term.code}`, term] as const))('%s is complete', (_name, term) => {
    const texts = Object.entries(term).filter(([key]) => /^(vi|en)$|_(vi|en)(_|$)|^(vi|en)_/.test(key));
    expect(texts.length).toBeGreaterThanOrEqual(2);
    for (const [, text] of texts) {
      expect(String(text).trim()).not.toBe('');
      expect(text).toBe(String(text).normalize('NFC').trim());
      expect(findAvoidedTerms(String(text))).toEqual([]);
    }
    expect(term.source.trim()).not.toBe('');
    if (term.validFrom !== undefined && term.validTo !== undefined) expect(term.validFrom <= term.validTo).toBe(true);
  });

  it('name a law as it is named everywhere', () => {
    const sources = codeLists.flatMap((list) => [list.source, ...list.terms.map((term) => term.source)]);
    let seen = 0;
    for (const law of Object.values(vocabulary.law)) {
      const [name, number] = /^.*? (\d+\/[\w/-]+)/.exec(law) ?? [];
      for (const source of sources.filter((text) => number !== undefined && text.includes(number))) {
        expect(source).toContain(name);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(100);
  });

  it('give no two codes of a list the same label', () => {
    for (const list of codeLists) {
      for (const lang of ['vi', 'en'] as const) {
        const labels = list.terms.map((t) => t[lang]);
        expect([list.name, labels.filter((l, i) => labels.indexOf(l) !== i)]).toEqual([list.name, []]);
      }
    }
  });
});

describe('crosswalks', () => {
  const {
    abuseSubForm,
    contactReason,
    indicator,
    onlineIncident,
    planTask,
    programmeTarget,
    protectionStep,
    takedownRule,
    urgency,
  } = vocabulary;

  it('from incidents lead to NCMEC codes that exist', () => {
    const known = {
      incident: vocabulary.ncmecIncidentType,
      'report-tag': vocabulary.ncmecReportTag,
      'file-tag': vocabulary.ncmecFileTag,
    };
    for (const { ncmec, code, fourC } of onlineIncident.terms) {
      if (ncmec !== null) expect([code, known[ncmec.kind].has(ncmec.code)]).toEqual([code, true]);
      expect([code, fourC.length > 0]).toEqual([code, code !== 'OI-OTHER']);
    }
  });

  it('to deadline rules lead to rules that exist', () => {
    const codes = new Set(vocabulary.deadlineRules.map((r) => r.code));
    const named = [
      ...urgency.terms.map((t) => t.clock?.rule),
      ...protectionStep.terms.map((t) => t.deadline),
      ...takedownRule.terms.map((t) => t.deadline),
    ].filter((r) => r !== null && r !== undefined);
    expect(named.length).toBeGreaterThan(5);
    for (const rule of named) expect([rule, codes.has(rule)]).toEqual([rule, true]);
  });

  it('between programme, plan and indicators hold in both directions', () => {
    for (const target of programmeTarget.terms) {
      for (const code of target.indicators) {
        expect([target.code, indicator.has(code)]).toEqual([target.code, true]);
      }
    }
    for (const term of indicator.terms) {
      if (term.programmeTarget !== null) {
        expect(programmeTarget.has(term.programmeTarget)).toBe(true);
        expect(programmeTarget.terms.find((t) => t.code === term.programmeTarget)?.indicators).toContain(term.code);
      }
    }
    const agencies = new Set(vocabulary.centralAgencies.map((a) => a.code));
    for (const task of planTask.terms) {
      for (const agency of [...task.lead, ...task.partners])
        expect([task.code, agencies.has(agency)]).toEqual([task.code, true]);
    }
  });

  it('to Child Helpline International are whole: ten categories, 67 subcategories, and non-counselling', () => {
    const { chiCategory, chiSubcategory } = vocabulary;
    const counselling = chiSubcategory.terms.filter((t) => t.category !== 'NON_COUNSELLING');
    expect([chiCategory.codes.length, counselling.length, chiSubcategory.codes.length]).toEqual([11, 67, 73]);
    for (const reason of contactReason.terms) expect(chiCategory.has(reason.chi)).toBe(true);
    for (const sub of abuseSubForm.terms) expect(vocabulary.abuseForm.has(sub.form)).toBe(true);
  });

  it('of the 4C grid cover every role and nature once', () => {
    const { fourC, fourCNature, fourCRole } = vocabulary;
    expect(fourC.codes.length).toBe(fourCRole.codes.length * fourCNature.codes.length);
    for (const cell of fourC.terms) expect(cell.code).toBe(`${cell.role}.${cell.nature}`);
  });

  it('of separated duties name two different duties, or one that needs two people', () => {
    for (const { code, one, other, scope } of vocabulary.separationOfDuty) {
      expect(one.length * other.length, code).toBeGreaterThan(0);
      if (scope === 'person') expect(one.some((r) => other.includes(r))).toBe(false);
    }
  });
});

describe('ages', () => {
  const { ageBand, ageUnder, bandOfAge, bandUnder } = vocabulary;

  it('fall in exactly one band, without gap', () => {
    for (let age = 0; age <= 100; age++) {
      const holding = ageBand.terms.filter(
        (b) => b.minAge !== null && b.minAge <= age && (b.maxAge === null || age <= b.maxAge),
      );
      expect(holding.map((b) => b.code)).toEqual([bandOfAge(age)]);
    }
    expect(bandOfAge(null)).toBe('UNK');
    expect(() => bandOfAge(-1)).toThrow(RangeError);
  });

  it('keep the two meanings of child apart', () => {
    expect([
      ageUnder(15, 'UNDER_16'),
      ageUnder(16, 'UNDER_16'),
      ageUnder(16, 'UNDER_18'),
      ageUnder(18, 'UNDER_18'),
    ]).toEqual([true, false, true, false]);
    expect(bandUnder('A14_15', 'UNDER_16')).toBe('yes');
    expect(bandUnder('A16_17', 'UNDER_16')).toBe('no');
    expect(bandUnder('A6_8', 'UNDER_7')).toBe('partly');
    expect(bandUnder('ADULT', 'UNDER_18')).toBe('no');
    expect(bandUnder('UNK', 'UNDER_18')).toBe('unknown');
  });
});

describe('imminent risk', () => {
  const { suggestUrgency } = vocabulary;

  it('takes the most urgent answer, whatever the others say', () => {
    expect(suggestUrgency({})).toBe('U3');
    expect(suggestUrgency({ 'IR-NOW': 'no', 'IR-SPREAD': 'no' })).toBe('U3');
    expect(suggestUrgency({ 'IR-SPREAD': 'yes', 'IR-NOW': 'no' })).toBe('U2');
    expect(suggestUrgency({ 'IR-SPREAD': 'yes', 'IR-SELFHARM': 'yes', 'IR-NOW': 'no' })).toBe('U1');
    expect(suggestUrgency({ 'IR-ACCESS': 'unknown' })).toBe('U2');
  });
});
