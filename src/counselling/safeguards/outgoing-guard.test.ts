import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { perturb, randomFrom } from '../../text/index.ts';
import { guardOutgoing } from './outgoing-guard.ts';
import {
  harmless,
  harmlessLater,
  heldOutHarmless,
  heldOutRefused,
  refused,
  refusedLater,
} from './outgoing-lines.testing.ts';

const reasonsOf = (line: string, before?: readonly string[]) => guardOutgoing(line, before).map((one) => one.reason);

describe('what a helper may not send to a child', () => {
  it.each(Object.entries(refused).flatMap(([reason, lines]) => lines.map((line) => [reason, line] as const)))(
    '%s: %s',
    (reason, line) => expect(reasonsOf(line)).toContain(reason),
  );

  it.each(refusedLater)('refuses: %s', (line) => expect(guardOutgoing(line)).not.toEqual([]));

  const bare = (line: string) => line.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  it.each([...harmless, ...harmlessLater])('passes, with and without diacritics: %s', (line) => {
    expect(guardOutgoing(line)).toEqual([]);
    expect(guardOutgoing(bare(line))).toEqual([]);
  });

  // Without diacritics "có đón em" and "cô đón em" are one: these are read as they are written.
  it.each(heldOutHarmless)('passes: %s', (line) => expect(guardOutgoing(line)).toEqual([]));

  // Rules over words find about half of what they have not seen; the README says so.
  it('finds at least half of the lines that no rule was written for', () => {
    const found = heldOutRefused.filter((line) => guardOutgoing(line).length > 0);
    expect(found.length).toBeGreaterThanOrEqual(heldOutRefused.length / 2);
  });

  it('has a hundred harmless lines and no line in both tables', () => {
    expect(new Set(harmless).size).toBeGreaterThanOrEqual(100);
    const all = Object.values(refused).flat();
    expect(all.filter((line) => harmless.includes(line))).toEqual([]);
  });

  it('points at the part of the line that it means', () => {
    const line = 'Em cứ gọi 0912 345 678 bất cứ lúc nào, hoặc gọi 111.';
    const [found] = guardOutgoing(line);
    expect(line.slice(found?.from, found?.to)).toBe('0912 345 678');
    expect(guardOutgoing(line)).toHaveLength(1);
  });

  it('finds a number that is spread over several lines, in the last of them', () => {
    expect(reasonsOf('678 nhé em', ['Chị tên là Lan', '0912', '345'])).toEqual(['PHONE']);
    expect(guardOutgoing('678 nhé em', ['0912', '345'])[0]).toMatchObject({ from: 0, to: 3 });
    expect(reasonsOf('678 nhé em')).toEqual([]);
    expect(reasonsOf('Em ăn cơm chưa?', ['0912 345 678'])).toEqual([]);
  });

  it('refuses what it could not read to its end', () => {
    expect(reasonsOf('chào em '.repeat(20_000))).toContain('UNREADABLE');
    expect(reasonsOf('abcdefgh'.repeat(200))).toContain('UNREADABLE');
  });
});

describe('a line that is disguised', () => {
  /** What keeps the sense for a reader; typing errors may take it away. */
  const disguises = ['no-diacritics', 'nfd', 'repeats', 'homoglyph'] as const;
  const lines = Object.entries(refused).flatMap(([reason, some]) => some.map((line) => ({ reason, line })));
  // An address is a string of its own: a letter more, or of another script, leads elsewhere.
  const disguised = lines.filter(({ reason }) => !['LINK', 'EMAIL', 'HANDLE'].includes(reason));

  it.each(disguises)('is refused as the plain one is: %s', (how) => {
    const random = randomFrom(17);
    const missed = disguised.filter(
      ({ reason, line }) => !reasonsOf(perturb(how, line, random)).includes(reason as never),
    );
    expect(missed).toEqual([]);
  });

  it('in capitals, in wide letters and with invisible characters', () => {
    const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    for (const { reason, line } of lines) {
      expect(reasonsOf(line.toUpperCase()), line).toContain(reason);
      if (reason === 'PHONE') expect(reasonsOf(wide(line)), line).toContain(reason);
      expect(reasonsOf([...line].join('\u200b')), line).toContain(reason);
    }
  });

  it('however the digits of a number are spaced and spelled', () => {
    const spelled = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
    const digit = fc.integer({ min: 0, max: 9 });
    const gap = fc.constantFrom('', ' ', '.', '-', ' - ', ', ', '  ', '_', ' . ');
    fc.assert(
      fc.property(
        fc.constantFrom('03', '05', '07', '08', '09'),
        fc.array(fc.tuple(digit, gap, fc.boolean()), { minLength: 8, maxLength: 8 }),
        (head, tail) => {
          const number = tail.reduce<string>(
            (text, [value, between, asWord]) => `${text}${asWord ? ` ${spelled[value]} ` : `${between}${value}`}`,
            head,
          );
          return reasonsOf(`Em nhắn cho số ${number} nhé`).includes('PHONE');
        },
      ),
    );
  });

  // Each word of the next line could be read as the end of the one before it: every pair is looked at.
  // Every pair is read: half a minute where others work on the machine too.
  it('and a line made longer by harmless ones stays refused, where it stands', { timeout: 300_000 }, () => {
    const escaped = lines.flatMap(({ reason, line }) =>
      harmless
        .flatMap((other) => [`${line}\n${other}`, `${other}\n${line}`])
        .filter((text) => !reasonsOf(text).includes(reason as never)),
    );
    expect(escaped).toEqual([]);
    expect(guardOutgoing('Em cho chú xin zalo\nNgười đó có còn nhắn cho em không?')[0]).toMatchObject({
      from: 3,
      to: 19,
    });
    expect(reasonsOf('Người đó có còn nhắn cho em không?', ['Em ăn cơm chưa?'])).toEqual([]);
  });
});

describe('any text', () => {
  it('gives ranges inside the line, in order and without overlap', () => {
    const bits = fc.constantFrom(
      '0912',
      ' 345 678',
      'zalo ',
      'chị ',
      'em ',
      'gặp ',
      '@',
      '.com',
      'giữ bí mật ',
      '\u0301',
      '😀',
      '\n',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(bits, { maxLength: 40 }).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), (line, before) => {
        let last = 0;
        for (const { from, to } of guardOutgoing(line, before)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(line.length);
          last = to;
        }
      }),
    );
  });

  it('of any size and kind is read to an answer', () => {
    for (const unit of [
      'a',
      '0',
      '0 ',
      'chị ',
      'em gặp ',
      '@',
      '.',
      'a.',
      'hứa ',
      'không ',
      '\u0301',
      'https://',
      'cô sẽ đến ',
    ])
      expect(Array.isArray(guardOutgoing(unit.repeat(200_000)))).toBe(true);
  });
});
