import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vietnamDate, vietnamTime } from '../../src/kernel/time.pure.ts';
import {
  DATE_FIELDS,
  dateParam,
  readFormDates,
  readWrittenDate,
  readWrittenTime,
  showWritten,
  TIME_FIELDS,
  WRITTEN_DATE,
  WRITTEN_TIME,
} from './written-date.ts';

const moments = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
/** As a browser reads the attribute. */
const lets = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, 'v').test(text);

describe('a date as people write it', () => {
  test.each(['27/11/2026', '27.11.2026', '27-11-2026', ' 27 / 11 / 2026 ', '27 11 2026', '27112026', '2026-11-27'])(
    'is read in "%s"',
    (written) => {
      expect(readWrittenDate(written)).toBe('2026-11-27');
      expect(lets(WRITTEN_DATE, written)).toBe(true);
    },
  );

  test('has the day before the month, with one digit or two', () => {
    expect(readWrittenDate('3/4/2026')).toBe('2026-04-03');
    expect(readWrittenDate('03/04/2026')).toBe('2026-04-03');
  });

  test.each([
    '',
    '11/27/2026',
    '30/02/2026',
    '29/02/2027',
    '27/11/26',
    '27/11',
    'hôm qua',
    '27/11/2026 08:00',
    '0/1/2026',
  ])('is not read in "%s"', (written) => expect(readWrittenDate(written)).toBeUndefined());

  test('shown and read again is itself, whatever the day and the minute', () => {
    fc.assert(
      fc.property(moments, (at) => {
        expect(readWrittenDate(showWritten(vietnamDate(at)))).toBe(vietnamDate(at));
        expect(readWrittenTime(showWritten(vietnamTime(at)))).toBe(vietnamTime(at));
        expect(lets(WRITTEN_DATE, showWritten(vietnamDate(at)))).toBe(true);
        expect(lets(WRITTEN_TIME, showWritten(vietnamTime(at)))).toBe(true);
      }),
    );
  });
});

describe('a time as people write it', () => {
  test.each(['27/11/2026 14:30', '27/11/2026 14h30', '27-11-2026  14:30', '2026-11-27T14:30'])(
    'is read in "%s"',
    (written) => {
      expect(readWrittenTime(written)).toBe('2026-11-27T14:30');
      expect(lets(WRITTEN_TIME, written)).toBe(true);
    },
  );

  test.each(['27/11/2026', '27/11/2026 24:00', '27/11/2026 14:60', '27/11/2026 2:30 PM', '11/27/2026 14:30', '14:30'])(
    'is not read in "%s"',
    (written) => expect(readWrittenTime(written)).toBeUndefined(),
  );
});

describe('the dates of a form', () => {
  const form = (...pairs: [string, string][]) => {
    const made = new FormData();
    for (const [name, value] of pairs) made.append(name, value);
    return made;
  };

  test('become what the verbs read; what is no date field stays as it was written', () => {
    const sent = form(
      [DATE_FIELDS, 'from'],
      [TIME_FIELDS, 'at'],
      ['from', '27/11/2026'],
      ['at', '27/11/2026 14:30'],
      ['note', '27/11/2026'],
    );
    expect(readFormDates(sent)).toBeUndefined();
    expect([...sent]).toEqual([
      ['note', '27/11/2026'],
      ['from', '2026-11-27'],
      ['at', '2026-11-27T14:30'],
    ]);
  });

  test('may be left empty', () => {
    const sent = form([DATE_FIELDS, 'from'], ['from', ' ']);
    expect(readFormDates(sent)).toBeUndefined();
    expect(sent.get('from')).toBe('');
  });

  test.each([
    [DATE_FIELDS, '11/27/2026', 'date'],
    [DATE_FIELDS, '27/11/2026 14:30', 'date'],
    [TIME_FIELDS, '27/11/2026', 'time'],
    [TIME_FIELDS, '27/11/2026 24:00', 'time'],
  ])('say of what kind the first is that cannot be read (%s, %s)', (list, written, kind) => {
    expect(readFormDates(form([list, 'to'], ['to', written]))).toBe(kind);
  });
});

test('the address of a page says a day in either way', () => {
  const asked = new URLSearchParams('tu=27/11/2026&den=2026-11-28&ngay=11/27/2026&trong=');
  expect(['tu', 'den', 'ngay', 'trong', 'khong'].map((name) => dateParam(asked, name))).toEqual([
    '2026-11-27',
    '2026-11-28',
    undefined,
    undefined,
    undefined,
  ]);
});
