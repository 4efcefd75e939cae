import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesAfter } from '../../clocks/index.ts';
import {
  type DeadlineRule,
  deadlineRules,
  foldedName,
  referralStatus,
  separationStatus,
  service,
  timesOf,
} from '../../vocabulary/index.ts';
import { identityKeys, normalisedPhone } from '../access/identity-index.ts';
import { openingsByDay } from '../access/openings.ts';
import { firstDefinitions } from '../forms/catalogue.ts';
import { checkAnswers, definitionFaults, type FormDefinition, field } from '../forms/definition.pure.ts';
import { referralActs, referralAfter } from '../referrals/referral.ts';
import { dataSetFault, referralFields, referralPurposes } from '../referrals/referral-purpose.ts';
import { separationAfter } from '../separation/separation.ts';
import { basisFault, consentNeeded, isUnder, protectedAsChild } from './child-age.ts';
import { childCodeOfAct, childSteps } from './child-progress.ts';

describe('forms', () => {
  it.each(firstDefinitions.map((one) => [one.code, one] as const))('%s is sound', (_code, definition) => {
    expect(definitionFaults(definition)).toEqual([]);
  });

  it('a text can never stand in the clear', () => {
    const [first] = firstDefinitions as [FormDefinition];
    const broken = {
      ...first,
      sections: [{ code: 'A', vi: 'x', en: 'x', fields: [field.longText('t', 'x', 'x', 'triage')] }],
    };
    expect(definitionFaults(broken)).toMatchObject([{ where: 't', en: 'a text cannot be of the class triage' }]);
  });

  it('drops what the form hides, whatever the page sent, and says so', () => {
    const form = firstDefinitions.find((one) => one.code === 'FORM-01') as FormDefinition;
    const checked = checkAnswers(form, {
      informant_willing: false,
      informant_name: 'Tên',
      informant_phone: '0912345678',
      category: ['ABUSED'],
    });
    expect(checked.dropped).toEqual(['informant_name', 'informant_phone']);
    expect(checked.answers).not.toHaveProperty('informant_name');
    expect(checked.missing).toEqual(expect.arrayContaining(['source_channel', 'sex', 'present_state']));
  });

  it('hides through chains: a field behind a hidden field is hidden', () => {
    const chained: FormDefinition = {
      code: 'FORM-02',
      version: 'x',
      vi: 'x',
      en: 'x',
      validFrom: '2026-01-01',
      source: 'x',
      verified: false,
      sections: [
        {
          code: 'A',
          vi: 'x',
          en: 'x',
          fields: [
            field.yesNo('a', 'x', 'x', 'triage'),
            field.yesNo('b', 'x', 'x', 'triage', { shownWhen: { field: 'a', is: [true] } }),
            field.longText('c', 'x', 'x', 'narrative', { shownWhen: { field: 'b', is: [true] } }),
          ],
        },
      ],
    };
    expect(checkAnswers(chained, { a: false, b: true, c: 'x' })).toMatchObject({
      answers: { a: false },
      dropped: ['b', 'c'],
    });
    expect(checkAnswers(chained, { a: true, b: true, c: 'x' }).answers).toEqual({ a: true, b: true, c: 'x' });
  });

  it.each([
    ['an unknown field', { nonsense: 'x' }],
    ['a choice that is not offered', { source_channel: 'PIGEON' }],
    ['a day that does not exist', { age_known: 'BIRTH_DATE', birth_date: '2015-02-30' }],
    ['a doubled choice', { category: ['ABUSED', 'ABUSED'] }],
    ['a text of the wrong kind', { present_state: 5 }],
    ['a control character', { present_state: 'a\u0000b' }],
    ['a text that is too long', { child_name: 'x'.repeat(301) }],
  ])('refuses %s', (_name, answers) => {
    const form = firstDefinitions.find((one) => one.code === 'FORM-01') as FormDefinition;
    expect(checkAnswers(form, answers as never).invalid.length).toBe(1);
  });
});

describe('ages and consent', () => {
  const on = '2026-04-22';
  it.each([
    ['2020-01-01', ['representative'], true],
    ['2019-04-22', ['child', 'representative'], true],
    ['2010-04-23', ['child', 'representative'], true],
    ['2008-04-22', ['child'], false],
  ])('born %s', (birthDate, needed, child) => {
    expect(consentNeeded({ kind: 'birth-date', birthDate }, false, on)).toEqual(needed);
    expect(protectedAsChild({ kind: 'birth-date', birthDate }, false, on)).toBe(child);
  });
  it('the limits turn on the birthday', () => {
    const born = { kind: 'birth-date', birthDate: '2019-04-22' } as const;
    expect([isUnder(born, 7, '2026-04-21'), isUnder(born, 7, '2026-04-22')]).toEqual(['yes', 'no']);
  });
  it('doubt and dispute count for the child', () => {
    const guess = { kind: 'estimate', minAge: 17, maxAge: 18, estimatedOn: on, confidence: 'low' } as const;
    expect(isUnder(guess, 18, on)).toBe('uncertain');
    expect(protectedAsChild(guess, false, on)).toBe(true);
    expect(protectedAsChild({ kind: 'birth-date', birthDate: '2000-01-01' }, true, on)).toBe(true);
    expect(consentNeeded({ kind: 'unknown' }, false, on)).toEqual(['child', 'representative']);
  });
  it('a refusal stands against consent, and not against protection', () => {
    const refused = [
      { by: 'child', answer: 'given' },
      { by: 'representative', answer: 'refused' },
    ] as const;
    expect(basisFault('MEDICAL', 'CONSENT', ['child', 'representative'], refused)).toBe('referral.consent-refused');
    expect(basisFault('MEDICAL', 'EMERGENCY', ['child', 'representative'], refused)).toBeUndefined();
    expect(basisFault('PSYCHOSOCIAL', 'EMERGENCY', ['child'], refused)).toBe('referral.basis-not-for-purpose');
    expect(basisFault('MEDICAL', 'CONSENT', ['child', 'representative'], [{ by: 'child', answer: 'given' }])).toBe(
      'referral.consent-missing',
    );
  });
});

describe('referrals', () => {
  it('every purpose can be met, and one fact more or less is refused', () => {
    for (const purpose of service.codes) {
      const { required, allowed } = referralPurposes[purpose];
      expect(dataSetFault(purpose, required)).toBeUndefined();
      expect(dataSetFault(purpose, [...required, ...allowed])).toBeUndefined();
      expect(dataSetFault(purpose, required.slice(1))?.code).toBe('referral.less-than-needed');
      const other = (Object.keys(referralFields) as (keyof typeof referralFields)[]).find(
        (one) => !required.includes(one) && !allowed.includes(one),
      );
      if (other)
        expect(dataSetFault(purpose, [...required, other])).toEqual({
          code: 'referral.more-than-needed',
          field: other,
        });
    }
  });
  it('every state and act', () => {
    const table = Object.fromEntries(
      referralStatus.codes.map((status) => [
        status,
        Object.keys(referralActs)
          .filter((act) => referralAfter(status, act as never))
          .sort(),
      ]),
    );
    expect(table).toEqual({
      DRAFT: ['revoke', 'send'],
      SENT: ['accept', 'expire', 'reject', 'revoke'],
      ACCEPTED: ['revoke', 'start-service'],
      REJECTED: [],
      EXPIRED: [],
      IN_SERVICE: ['finish'],
      DONE: [],
      REVOKED: [],
    });
  });
});

it('a separation: every state and act', () => {
  const acts = ['decide', 'put-in-force', 'prolong', 'extend-by-authority', 'lift', 'go-to-court'] as const;
  const table = Object.fromEntries(
    separationStatus.codes.map((status) => [status, acts.filter((act) => separationAfter(status, act))]),
  );
  expect(table).toEqual({
    PROPOSED: ['decide', 'lift'],
    DECIDED: ['put-in-force', 'lift'],
    IN_FORCE: ['prolong', 'extend-by-authority', 'lift', 'go-to-court'],
    EXTENDED_BY_AUTHORITY: ['extend-by-authority', 'lift', 'go-to-court'],
    LIFTED: [],
    COURT: [],
  });
});

describe('identity keys', () => {
  const vault = {
    keyId: '',
    wrap: async () => new Uint8Array(),
    unwrap: async () => new Uint8Array(),
    derive: async () => new Uint8Array(32),
  };
  const shared = async (a: Parameters<typeof identityKeys>[1], b: Parameters<typeof identityKeys>[1]) => {
    const of = async (facts: typeof a) =>
      new Set((await identityKeys(vault, facts)).map((key) => `${key.kind} ${key.blind.toString('hex')}`));
    const [left, right] = [await of(a), await of(b)];
    return [...left].filter((key) => right.has(key)).map((key) => key.split(' ')[0]);
  };
  it.each([
    ['diacritics', 'Nguyễn Thị Thúy', 'nguyen thi thuy'],
    ['the place of the tone mark', 'Lê Thị Hoà', 'Lê Thị Hòa'],
    ['the order of the words', 'Trần Minh An', 'An Trần Minh'],
    ['y and i', 'Lý Thị Mỹ', 'Lí Thị Mĩ'],
    ['composed and decomposed letters', 'Đặng Ngọc Ánh', 'Đặng Ngọc Ánh'.normalize('NFD')],
  ])('look past %s', (_name, one, other) => {
    expect(foldedName(one)).toBe(foldedName(other));
  });
  it('tell two people apart', () => {
    expect(foldedName('Nguyễn Thị Hoa')).not.toBe(foldedName('Nguyễn Thị Hòa An'));
  });
  it('a name with the year or the year beside it, or a telephone, is a match', async () => {
    expect(await shared({ name: 'Lê Thị Mẫu', birthYear: 2015 }, { name: 'LE THI MAU', birthYear: 2015 })).toEqual(
      expect.arrayContaining(['name', 'name-year']),
    );
    expect(await shared({ name: 'Lê Thị Mẫu', birthYear: 2015 }, { name: 'le thi mau', birthYear: 2016 })).toEqual([
      'name',
      'name-year-near',
    ]);
    expect(await shared({ name: 'Lê Thị Mẫu', birthYear: 2015 }, { name: 'le thi mau', birthYear: 2018 })).toEqual([
      'name',
    ]);
    expect(await shared({ phones: ['0912 345 678'] }, { phones: ['+84 912.345.678'] })).toEqual(['phone']);
  });
  it('numbers that are none are left out', () => {
    expect(normalisedPhone('111')).toBeUndefined();
    expect(normalisedPhone('không có')).toBeUndefined();
  });
  it('a single word is no name to match by', async () => {
    expect(await identityKeys(vault, { name: 'Bé', birthYear: 2015 })).toEqual([]);
  });
});

describe('deadline rules', () => {
  const rule = deadlineRules.find((one) => one.id === 'DL-PLAN-5WD.2017') as DeadlineRule;
  it('a gap and an overlap are named', () => {
    const by: DeadlineRule = { ...rule, id: 'DL-PLAN-5WD.2027', amount: 3, validFrom: '2027-01-01' };
    expect(rulesAfter(deadlineRules, { kind: 'replace', id: rule.id, by }).problems).toEqual([]);
    expect(
      rulesAfter([...deadlineRules, by], { kind: 'correct', id: rule.id, to: { validTo: '2026-11-30' } }).problems[0]
        ?.code,
    ).toBe('deadline-rule.gap');
    expect(
      rulesAfter([...deadlineRules, by], { kind: 'correct', id: rule.id, to: { validTo: '2027-02-01' } }).problems[0]
        ?.code,
    ).toBe('deadline-rule.overlap');
    expect(rulesAfter(deadlineRules, { kind: 'correct', id: rule.id, to: { amount: 0 } }).problems[0]?.code).toBe(
      'deadline-rule.malformed',
    );
    expect(rulesAfter(deadlineRules, { kind: 'correct', id: 'X', to: {} }).problems[0]?.code).toBe(
      'deadline-rule.malformed',
    );
  });
  it('a warning comes before the end, whatever the rule', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...deadlineRules),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-06-01'), noInvalidDate: true }),
        (one, from) => {
          const { due, warn } = timesOf(one, from, { holidays: new Set(), workedWeekends: new Set() });
          expect(warn.getTime()).toBeGreaterThan(from.getTime());
          expect(warn.getTime()).toBeLessThan(due.getTime());
        },
      ),
    );
  });
});

describe('what the child is told', () => {
  it('every code is a step with words for the reporter and the desk in both languages', () => {
    const codes = [
      ...Object.values(childCodeOfAct),
      ...Object.values(referralActs)
        .map((rule) => rule.child)
        .filter((one) => one !== undefined),
    ];
    const offered = childSteps.map(({ code }) => code);
    for (const code of codes) expect(offered).toContain(code);
    for (const { reporter, desk } of childSteps)
      for (const { vi, en } of [reporter, desk]) expect(vi.length * en.length).toBeGreaterThan(0);
  });
  it('who opened it: each agency, part and day once, and no names', () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 3, 22, hour));
    const lines = openingsByDay(
      [
        { at: at(1), agency: 'A', field_classes: ['triage', 'narrative'] },
        { at: at(2), agency: 'A', field_classes: ['narrative', 'identity'] },
        { at: at(3), agency: null, field_classes: ['narrative'] },
      ],
      () => 'd',
    );
    expect(lines.map((line) => [line.agency, line.part])).toEqual([
      ['A', 'narrative'],
      ['A', 'identity'],
    ]);
  });
});
