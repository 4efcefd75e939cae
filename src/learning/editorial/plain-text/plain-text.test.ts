import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOfBody, withLines } from '../body-lines.pure.ts';
import { houseContent } from '../house-content.ts';
import { type ItemBody, readBody } from '../item.ts';
import { readConditions, readEffects } from './conditions.pure.ts';
import { parseBody } from './parse-body.pure.ts';
import { printBody } from './print-body.pure.ts';

const { items } = houseContent();

function parsed(text: string): ItemBody {
  const read = parseBody(text);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const body = readBody(read.parsed.kind, read.parsed.body);
  if (!body.ok) throw new Error(body.place);
  return body.item;
}

const faults = (text: string) => {
  const read = parseBody(text);
  return read.ok ? [] : read.faults.map(({ line, code, found }) => `${line} ${code} ${found}`);
};

/** Words that look like the marks, and words that do not. */
const marked = fc.constantFrom(
  '',
  '# ',
  '## ',
  '! ',
  '? ',
  '+ ',
  '- ',
  '* ',
  '= ',
  '~ ',
  '\\',
  '[hình: a]',
  '1. ',
  '12.',
  '-> ',
);
const words = fc
  .tuple(marked, fc.string({ maxLength: 30 }), fc.constantFrom('', ' Ặ ễ', ' “đủ”', ' 111'))
  .map((parts) =>
    parts
      .join('')
      .normalize('NFC')
      .replace(/[\p{Cc}\u2028\u2029<>{}]/gu, '')
      .trim(),
  );

describe('a body as plain text', () => {
  test('comes back as it was, of everything that comes with the house', () => {
    for (const item of items) {
      const text = printBody(item);
      expect([item.body.id, parsed(text)]).toEqual([item.body.id, item]);
      expect(printBody(parsed(text))).toBe(text);
    }
  });

  test('comes back as it was whatever its words are, empty ones and such as look like marks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.infiniteStream(words), (item, stream) => {
        const lines = linesOfBody(item.body).map(
          ({ path }) => [path, { vi: stream.next().value ?? '', en: stream.next().value ?? '' }] as const,
        );
        const body = { ...item, body: withLines(item.body, new Map(lines)) } as ItemBody;
        // The format has its own bounds: what it refuses is no body.
        fc.pre(readBody(body.kind, body.body).ok);
        expect(parsed(printBody(body))).toEqual(body);
      }),
      { numRuns: 300 },
    );
  });

  test('is read with other ends of lines, blank lines, and names of settings without their marks', () => {
    const text = `[loai: CARD]\r\n[ten duong dan: the-mau]\r\n[tuoi: B9_12]\r\n[chu de: CONDUCT.AGG]\r\n[nguon: own-desk]\r\n\r\n# Thẻ mẫu\r\n>A sample\r\n!Câu dẫn\r\n\r\n1. Một\r\n2. Hai\r\n1. Ba\r\n2. Bốn\r\n=Gọi 111.\r\n[nut: CALL_111]`;
    expect(parsed(text)).toEqual({
      kind: 'TEXT',
      body: {
        id: 'the-mau',
        kind: 'CARD',
        bands: ['B9_12'],
        theme: 'CONDUCT.AGG',
        harms: [],
        sources: ['own-desk'],
        title: { vi: 'Thẻ mẫu', en: 'A sample' },
        lead: { vi: 'Câu dẫn', en: '' },
        blocks: [
          {
            kind: 'steps',
            steps: [
              { vi: 'Một', en: '' },
              { vi: 'Hai', en: '' },
            ],
          },
          {
            kind: 'steps',
            steps: [
              { vi: 'Ba', en: '' },
              { vi: 'Bốn', en: '' },
            ],
          },
          { kind: 'helpBox', vi: 'Gọi 111.', en: '', acts: ['CALL_111'] },
        ],
      },
    });
  });

  test('a question without a name gets one that no other has', () => {
    const lesson = items.find(({ kind }) => kind === 'LESSON');
    if (lesson === undefined) throw new Error('no lesson');
    const text = printBody(lesson).replaceAll(/\[mã: [^\]]*\]\n/g, '');
    const { body } = parsed(text);
    if (!('quiz' in body)) throw new Error('no quiz');
    expect(body.quiz.map(({ id }) => id)).toEqual(body.quiz.map((_, at) => `cau-${at + 1}`));
    expect(body.quiz[0]?.options[0]?.id).toBe('chon-1');
  });

  test('that cannot be read says which line', () => {
    expect(faults('# Tên')).toEqual(['1 kind-unknown loại']);
    expect(faults('[loại: TỜ RƠI]')).toEqual(['1 kind-unknown TỜ RƠI']);
    const card = '[loại: CARD]\n[tên đường dẫn: a]\n# Tên\n! Dẫn\n';
    expect(faults(`${card}[màu: đỏ]`)).toEqual(['5 setting-unknown [màu: đỏ]']);
    expect(faults(`${card}+ Chọn`)).toEqual(['5 mark-misplaced Chọn']);
    expect(faults(`${card}[tuổi: B9_12]`)).toEqual(['5 setting-misplaced tuổi']);
    expect(faults(`${card}Hai\n> Two\n> Again`)).toEqual(['7 english-twice Again']);
    expect(faults('> First\n[loại: CARD]\n# A\n! B')).toEqual(['1 english-first First']);
    expect(faults('[loại: CARD]\n[loại: CARD]\n# A\n! B')).toEqual(['2 setting-twice loại']);
    expect(faults('[loại: CARD]\n# A')).toEqual(['2 part-missing !']);
    const scene = '[loại: SCENARIO]\n[bắt đầu: a]\n# A\n! B\n## Cảnh\n';
    expect(faults(scene)).toEqual(['5 part-missing cảnh']);
    expect(faults(`${scene}[cảnh: a]\nMột câu\n[khi: told là yes]`)).toEqual(['8 value-unreadable told là yes']);
    expect(faults(`${scene}[cảnh: a]\n1. Làm ngay`)).toEqual(['7 mark-misplaced Làm ngay']);
  });
});

test('conditions and what a choice sets are read as they are typed', () => {
  expect(readConditions('told = yes, asked != no')).toEqual([
    { flag: 'told', is: 'yes' },
    { flag: 'asked', isNot: 'no' },
  ]);
  expect(readConditions('')).toEqual([]);
  expect(readConditions('told')).toBeUndefined();
  expect(readEffects('told = yes')).toEqual({ told: 'yes' });
  expect(readEffects('told ≠ yes')).toBeUndefined();
  expect(readEffects('told = yes, told = no')).toBeUndefined();
});
