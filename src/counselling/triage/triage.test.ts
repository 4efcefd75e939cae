import fc from 'fast-check';
import { expect, test } from 'vitest';
import { perturb, randomFrom } from '../../text/index.ts';
import { generateMessages, grammarDigest, messageSets, readGrammar } from './generate-messages.ts';
import { raisedBand, triageBands, triageFirstMessage } from './triage.ts';
import { triageModel } from './triage-model.ts';
import { findTriageRules, triageRule, triageRules } from './triage-rules.ts';

const DANGER: readonly (readonly [string, string])[] = [
  ['Ba đang đánh em', 'ACT_IN_PROGRESS'],
  ['Em bị nhốt trong phòng', 'ACT_IN_PROGRESS'],
  ['Có người lạ ngoài cửa, em ở nhà một mình', 'ACT_IN_PROGRESS'],
  ['Em vừa uống nhiều thuốc', 'SELF_HARM_PLAN'],
  ['Em để lại thư tuyệt mệnh rồi', 'SELF_HARM_PLAN'],
  ['Tối nay em sẽ nhảy cầu', 'SELF_HARM_PLAN'],
  ['Anh ấy hẹn em đi một mình', 'MEETING_NOW'],
  ['Em muốn về mà không được, em đang ở khách sạn', 'MEETING_NOW'],
  ['Còn 30 phút nữa nó gửi ảnh của em', 'EXTORTION_COUNTDOWN'],
  ['Nó cho em hai tiếng, không trả tiền thì nó đăng', 'EXTORTION_COUNTDOWN'],
];

test.each(DANGER)('words of an act in progress raise to band 3: %s', (text, rule) => {
  const { band, reasons } = triageFirstMessage(text);
  expect([band, reasons.includes(rule as never)]).toEqual([3, true]);
});

test.each([
  ['without diacritics', (text: string) => perturb('no-diacritics', text, randomFrom(1))],
  ['in capitals', (text: string) => text.toUpperCase()],
  ['with wide spacing', (text: string) => text.replaceAll(' ', '   ')],
  ['decomposed', (text: string) => text.normalize('NFD')],
  ['with look-alikes', (text: string) => perturb('homoglyph', text, randomFrom(1))],
  ['in chat spellings', (text: string) => perturb('teencode', text, randomFrom(1))],
  ['with letters drawn out', (text: string) => text.replace(/(\p{L})(?=\s|$)/gu, '$1$1$1')],
  ['with invisible characters', (text: string) => [...text].join('\u200b')],
  ['behind a greeting', (text: string) => `Alo, dạ em chào cô. ${text}`],
] as const)('what is dangerous stays so %s', (_how, change) => {
  expect(DANGER.map(([text]) => [text, triageFirstMessage(change(text)).band])).toEqual(
    DANGER.map(([text]) => [text, 3]),
  );
});

test.each([
  '',
  '.',
  'alo',
  'Em sợ muốn chết vì mai thi toán',
  'Em xem phim ma nên sợ',
  'Em bị mất nick game',
  'Em hẹn bạn đi học nhóm',
  'Em đang chờ mẹ ở cổng trường',
  'Em uống thuốc ho rồi',
  'Còn hai tiếng nữa là em thi',
  'Cô giáo cho 15 phút làm bài',
  'Em gửi ảnh bài tập cho cô rồi',
  'Ba em đang sửa cửa',
])('an ordinary message hits no rule: %s', (text) => {
  expect(triageFirstMessage(text).reasons.filter((reason) => reason !== 'MODEL_HIGH')).toEqual([]);
});

test('triage never lowers, whatever the message, the band and what may be used', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...DANGER.map(([text]) => text))),
      fc.integer({ min: 0, max: 4 }),
      fc.record({ model: fc.boolean(), rules: fc.boolean() }),
      (text, band, use) => {
        const plain = triageFirstMessage(text, {}, use);
        const urgent = triageFirstMessage(text, { urgent: true }, use);
        expect(triageBands).toContain(plain.band);
        expect(raisedBand(band, plain)).toBeGreaterThanOrEqual(band);
        expect(urgent.band).toBeGreaterThanOrEqual(Math.max(2, plain.band));
        expect(triageFirstMessage(text).band).toBeGreaterThanOrEqual(plain.band);
        expect(plain.score).toBeGreaterThanOrEqual(0);
        expect(plain.score).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 200 },
  );
});

test('a score that may not be used moves nobody, and what was found is still told', () => {
  const high = 'Ông ấy sắp về rồi, con trốn, con sợ ông ấy đánh con nữa';
  const said = triageFirstMessage(high, {}, { model: false, rules: false });
  expect(triageFirstMessage(high).band).toBeGreaterThan(1);
  expect([said.band, said.reasons.includes('MODEL_HIGH')]).toEqual([1, true]);
  expect(triageFirstMessage(high, { urgent: true }, { model: false, rules: false }).band).toBe(2);
  const [text] = DANGER[0] as readonly [string, string];
  expect(triageFirstMessage(text, {}, { model: true, rules: false }).band).toBeLessThan(3);
});

test.each([
  ['ten megabytes', 'a'.repeat(10_000_000)],
  ['ten megabytes of words', 'em '.repeat(3_400_000)],
  ['a million combining marks', `em${'\u0301'.repeat(1_000_000)}`],
  ['half characters', '\ud800\udc00\udfff\ud800'.repeat(5_000)],
  ['nothing but blanks', ' \n\t'.repeat(50_000)],
])('no more is read of %s than of a long message', (_name, text) => {
  const whole = triageFirstMessage(text);
  expect(whole).toEqual(triageFirstMessage(text.slice(0, 16_384)));
  expect(Number.isFinite(whole.score)).toBe(true);
});

test('a sentence does not drown in a long message', () => {
  const long = `${'Hôm nay em đi học, cô giáo cho bài tập về nhà, các bạn chơi vui. '.repeat(40)}Ba đang đập cửa, em trốn trong phòng. ${'Em thích vẽ và đá bóng. '.repeat(20)}`;
  const { band, score } = triageFirstMessage(long, {}, { model: true, rules: false });
  expect([band, score > (triageModel().thresholds.imminent as number)]).toEqual([2, true]);
});

test('every rule names its source, claims no reading that there was not, and finds its own words', () => {
  for (const code of triageRules) {
    const { source, verified, vi, en, phrases } = triageRule(code);
    expect([source.length > 10, verified, vi.length > 10, en.length > 10]).toEqual([true, false, true, true]);
    for (const { words } of phrases) {
      const said = words.split(' ').map((slot) => (slot === '*' ? 'xyz' : (slot.split('|')[0] as string)));
      expect([words, findTriageRules(said.join(' ')).includes(code)]).toEqual([words, true]);
    }
  }
});

test('no template of one set says nearly what one of another says', () => {
  const wordsOf = (template: string) =>
    new Set(
      template
        .toLowerCase()
        .replace(/\{\w+\}/g, ' ')
        .match(/[\p{L}\p{N}]+/gu) ?? [template],
    );
  const templates = messageSets.flatMap((set) => {
    const { imminent, other } = readGrammar(set);
    return [imminent, other]
      .flatMap((of) => Object.values(of).flat())
      .map((text) => ({ set, text, words: wordsOf(text) }));
  });
  const near = templates.flatMap((one) =>
    templates
      .filter((two) => two.set > one.set && alike(one.words, two.words) >= 0.6)
      .map((two) => `${one.set}: ${one.text} = ${two.set}: ${two.text}`),
  );
  expect(near).toEqual([]);
});

function alike(one: ReadonlySet<string>, two: ReadonlySet<string>): number {
  const both = [...one].filter((word) => two.has(word)).length;
  return both / (one.size + two.size - both);
}

test('the shipped model was trained on the templates as they stand', () => {
  const { provenance, labels } = triageModel().head;
  expect([labels, provenance.train, provenance.dev]).toEqual([
    ['imminent'],
    grammarDigest('train'),
    grammarDigest('dev'),
  ]);
});

test('the same seed gives the same messages, and every slot of a template is filled', () => {
  for (const set of messageSets) {
    const some = generateMessages(set, { seed: 3, count: 300, imminent: 0.5, disguised: true });
    expect(generateMessages(set, { seed: 3, count: 300, imminent: 0.5, disguised: true })).toEqual(some);
    expect(some.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
    expect(new Set(some.map(({ imminent }) => imminent)).size).toBe(2);
  }
});
