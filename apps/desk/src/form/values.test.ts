import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../../../../src/cases/index.ts';
import { changedFields, readFormValues, sameFieldValue, toAnswer, toFieldValue } from './values.ts';

const field = (kind: FieldDefinition['kind'], code: string = kind): FieldDefinition => ({
  code,
  vi: code,
  en: code,
  kind,
  fieldClass: 'triage',
});

describe('an answer on its way through a page', () => {
  it.each([
    ['text', 'Nội dung', 'Nội dung'],
    ['yes-no', true, 'co'],
    ['yes-no', false, 'khong'],
    ['number', 7, '7'],
    ['date-time', '2026-04-22T03:00:00.000Z', '2026-04-22T10:00'],
    ['choices', ['A', 'B'], ['A', 'B']],
    ['rating', 'HIGH', 'HIGH'],
  ] as const)('of the kind %s comes back as it was', (kind, answer, shown) => {
    expect(toFieldValue(field(kind), answer)).toEqual(shown);
    expect(toAnswer(field(kind), shown)).toEqual(answer);
  });

  it('is nothing where the field is empty, and passed on where it is no answer of its kind', () => {
    expect(toAnswer(field('text'), '  \n')).toBeNull();
    expect(toAnswer(field('choices'), [])).toBeNull();
    expect(toAnswer(field('number'), 'bảy')).toBe('bảy');
    expect(toAnswer(field('yes-no'), 'maybe')).toBe('maybe');
  });
});

it('a field counts as changed by what it says, not by line ends or the order of ticks', () => {
  expect(sameFieldValue('a\r\nb', 'a\nb')).toBe(true);
  expect(sameFieldValue(['B', 'A'], ['A', 'B'])).toBe(true);
  expect(sameFieldValue([], '')).toBe(true);
  const fields = [field('text', 'a'), field('text', 'b'), field('text', 'hidden')];
  expect(changedFields(fields, { a: 'x', b: 'y' }, { a: 'x', b: 'z', hidden: 'k' }).map(({ code }) => code)).toEqual([
    'b',
  ]);
});

it('reads of a form without script the fields that its page showed, and an unticked one as empty', () => {
  const form = new FormData();
  form.set('muc', 'text,choices');
  form.set('m.text', 'x');
  form.set('m.number', '3');
  expect(readFormValues(form, [field('text'), field('choices'), field('number')])).toEqual({ text: 'x', choices: [] });
});
