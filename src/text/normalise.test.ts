import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FOLDED, foldCharacter, SEVERAL } from './characters.ts';
import { MAX_CHARS, normalise, rawRange } from './normalise.ts';
import { isSyllable } from './syllable.ts';
import { TEENCODE } from './teencode.ts';

/** Texts that try every rule against every other: fragments that mean something to one of them, glued at random. */
const fragments = fc
  .array(
    fc.constantFrom(
      ..."k a e i o u y n g h t đ ă ơ ư ế ẳ ọ á 0 1 3 4 5 7 @ $ ! | . - _ * , : / ~ ' = 🙂 ừ oà uý quý nh ng ko bik ntn đc ah www. :// .com .vn @x.vn аn ＡＢ".split(
        ' ',
      ),
      ' ',
      ' ',
      '  ',
      '\n',
      '\u200b',
      '\u0301',
      '\u0323',
      '\u0302',
      '\u202e',
      '\ud83d',
      '\ude42',
      'uu',
      'aaa',
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));
const texts = fc.oneof(fragments, fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme' }));
const runs = { numRuns: 3_000 };

test('normalising twice is normalising once', () => {
  fc.assert(
    fc.property(texts, (raw) => {
      const { text } = normalise(raw);
      expect(normalise(text).text).toBe(text);
    }),
    runs,
  );
});

test.each(['ㅁㅏ', 'ㅁ-ᅡ', '마.ᆨ', 'ﾡￂ', '\u1106\u1161'])('a Korean syllable in parts is stable: %s', (raw) => {
  const { text } = normalise(raw);
  expect(normalise(text).text).toBe(text);
});

test('the offsets lead back into the raw text, never falling, and both views have one length', () => {
  fc.assert(
    fc.property(texts, (raw) => {
      const n = normalise(raw);
      expect(n.stripped).toHaveLength(n.text.length);
      expect(n.offsets).toHaveLength(n.text.length + 1);
      let before = 0;
      for (const offset of n.offsets) {
        expect(offset).toBeGreaterThanOrEqual(before);
        before = offset;
      }
      expect(before).toBeLessThanOrEqual(raw.length);
      if (n.text !== '') {
        const whole = rawRange(n, 0, n.text.length);
        expect(whole.to).toBeGreaterThan(whole.from);
      }
    }),
    runs,
  );
});

test('what comes out is composed, lower case, single-spaced and well formed', () => {
  const latin = fc.string({
    unit: fc.constantFrom(
      ...'aâăeêioôơuưyđAÂĐ',
      '\u0300',
      '\u0301',
      '\u0303',
      '\u0309',
      '\u0323',
      '\u0302',
      '\u031b',
      ' ',
    ),
  });
  fc.assert(
    fc.property(fc.oneof(latin, fragments), (raw) => {
      const { text } = normalise(raw);
      expect(text.normalize('NFC')).toBe(text);
      expect(text.toLowerCase()).toBe(text);
      expect(text).not.toMatch(/ {2}|^ | $|[\p{Cc}\p{Cf}]/u);
      expect(text.isWellFormed()).toBe(true);
    }),
    runs,
  );
});

test('every character of the basic plane folds to one that stays', () => {
  const faults: string[] = [];
  for (let unit = 0; unit < 65_536; unit += 1) {
    const once = foldCharacter(String.fromCharCode(unit));
    const stays = [...once].every((one) => foldCharacter(one) === one);
    if (!stays || ((FOLDED[unit] as number) > SEVERAL && once.length !== 1)) faults.push(unit.toString(16));
  }
  expect(faults).toEqual([]);
});

describe('hostile lengths are bounded', () => {
  const hostile: Record<string, string> = {
    'one million combining marks': `a${'\u0301\u0323'.repeat(500_000)}`,
    'a megabyte of one letter': 'a'.repeat(1_000_000),
    'a megabyte of separated letters': 'a.'.repeat(500_000),
    'a megabyte of a word in parts': `ab${'.c'.repeat(500_000)}`,
    'a megabyte of spaced letters': 'n g '.repeat(250_000),
    'a megabyte of abbreviations': 'k '.repeat(500_000),
    'a megabyte without a blank': 'xyz'.repeat(350_000),
    'a megabyte of zero-width text': '\u200b\u200d'.repeat(500_000),
    'a megabyte of halves of surrogates': '\ud83d'.repeat(1_000_000),
    'a megabyte of the longest ligature': '\ufdfa'.repeat(1_000_000),
    'a megabyte of jamo': '\u1100\u1161\u11a8'.repeat(350_000),
    'a megabyte of one address': `http://${'a@'.repeat(500_000)}`,
  };
  test.each(Object.entries(hostile))('%s', (_, raw) => {
    const n = normalise(raw);
    expect(n.truncated).toBe(true);
    expect(n.text.length).toBeLessThanOrEqual(MAX_CHARS);
    expect(normalise(n.text).text).toBe(n.text);
  });

  test('a text behind a long address is still read', () => {
    expect(normalise(`http://${'xyz'.repeat(2_000)} xin chào`)).toMatchObject({
      text: 'http:// xin chào',
      notes: ['LONG_RUN'],
    });
  });
});

test.each([
  ['Hoà bình, THUỶ quý', 'hòa bình, thủy quý', []],
  ['đẹp'.normalize('NFD'), 'đẹp', []],
  ['b.ạ.n ch_ơ_i', 'bạn chơi', ['SEPARATORS']],
  ['k h ô n g biết', 'không biết', ['SEPARATORS']],
  ['bạn ch.ơi đi.nhà', 'bạn chơi đi. nhà', ['SEPARATORS']],
  ['c0n b@n đi ch0', 'con ban đi cho', ['LEET']],
  ['2h30 4g lớp 6a2 100k', '2h30 4g lớp 6a2 100k', []],
  ['vui quáááá', 'vui quá', ['REPEATS']],
  ['kkkk cứu', 'kk cứu', ['REPEATS']],
  ['ko bik ntn', 'không biết như thế nào', ['ABBREVIATIONS']],
  ['xin\u200bchào', 'xinchào', ['INVISIBLE_REMOVED']],
  ['bạn thаn', 'bạn than', ['LOOK_ALIKES']],
  ['b̷ạn', 'bạn', ['DECORATION_REMOVED']],
  ['thư về a.b@truong.edu.vn nhé', 'thư về a.b@truong.edu.vn nhé', []],
  ['đi!mà', 'đi!mà', []],
])('%s', (raw, text, notes) => {
  const n = normalise(raw);
  expect(n.text).toBe(text);
  expect([...n.notes].sort()).toEqual([...notes].sort());
});

test('a range of the text is a range of what was written', () => {
  const raw = 'Ôi b.ạ.n  ko biếttt';
  const n = normalise(raw);
  expect(n.text).toBe('ôi bạn không biết');
  const found = (word: string) => {
    const { from, to } = rawRange(n, n.text.indexOf(word), n.text.indexOf(word) + word.length);
    return raw.slice(from, to);
  };
  expect(['ôi', 'bạn', 'không', 'biết'].map(found)).toEqual(['Ôi', 'b.ạ.n', 'ko', 'biếttt']);
});

test('the abbreviations: meanings stand still, short forms are reached, none is a plain word of a meaning', () => {
  const words = new Set([...TEENCODE.values()].flatMap((meaning) => meaning.split(' ')));
  expect(TEENCODE.size).toBeGreaterThan(300);
  for (const [form, meaning] of TEENCODE) {
    expect(words.has(form), form).toBe(false);
    expect(normalise(meaning).text).toBe(meaning);
    expect(normalise(form).text, form).toBe(meaning);
    for (const word of meaning.split(' ')) expect(word.length, meaning).toBeGreaterThan(1);
  }
});

test('syllables by their shape', () => {
  for (const one of ['nghieng', 'gi', 'quyet', 'khuya', 'oi', 'yeu', 'giua', 'boong'])
    expect(isSyllable(one), one).toBe(true);
  for (const one of ['', 'd', 'strong', 'cei', 'ngi', 'ka', 'wow', 'bl']) expect(isSyllable(one), one).toBe(false);
});
