import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateModel } from './evaluate-model.ts';
import { exampleRows } from './example-rows.testing.ts';
import { fairnessGroupsOf } from './fairness-groups.ts';
import { FeatureExtractor } from './features.ts';
import { LinearModel, loadModel, readModel, writeModel } from './linear-model.ts';
import { decideLabels } from './model-backend.ts';
import { normalise } from './normalise.ts';
import { perturb, perturbations } from './perturb.ts';
import { randomFrom } from './random.pure.ts';
import { characterF1 } from './spans.ts';
import { type TrainedModel, trainModel } from './train-model.ts';
import { type TrainingRow, withoutContradictions } from './training-data.ts';

const scheme = { bits: 14, words: 3, shortest: 2, longest: 5 };
const settings = { name: 'example', version: '1', scheme, epochs: 4 };
const dev = exampleRows(200, 2);
let trained: TrainedModel;
let model: LinearModel;

const train = (rows: readonly TrainingRow[], change: object = {}) => trainModel(rows, dev, { ...settings, ...change });
beforeAll(() => {
  const result = train(exampleRows(600, 1));
  if (!result.ok) throw new Error(result.refusal.code);
  trained = result.value;
  model = new LinearModel(trained.parts);
});

describe('a trained model', () => {
  test('knows what it was taught, on rows that it has not seen, disguised ones too', async () => {
    const figures = await evaluateModel(model, exampleRows(300, 3), { robustness: true, harmless: 'clean' });
    expect(figures.macroF1).toBeGreaterThan(0.97);
    expect(figures.macroF1Interval[0]).toBeLessThanOrEqual(figures.macroF1);
    expect(figures.macroF1Interval[1]).toBeGreaterThanOrEqual(figures.macroF1);
    expect(figures.spans?.characterF1Marked).toBeGreaterThan(0.9);
    for (const [how, { drop }] of Object.entries(figures.robustness ?? {})) expect(drop, how).toBeLessThan(0.12);
    const { clean, toxic } = figures.labels;
    expect((clean?.support ?? 0) + (toxic?.support ?? 0)).toBe(300);
    expect(figures.fairness.all.falseAlarms).toBeLessThan(0.05);
  });

  test('marks the words, where they stand in the raw text', () => {
    const raw = 'Chị Mẫu  c.h.ậ.m như RÙAAA lắm luôn';
    const [judged] = model.classify([normalise(raw)]);
    expect(decideLabels(model, judged?.scores ?? {})).toEqual(['toxic']);
    expect(judged?.spans.map(({ from, to }) => raw.slice(from, to))).toEqual(['c.h.ậ.m như RÙAAA']);
  });

  test('comes out the same, byte for byte, from the same rows and seed, and other with another', () => {
    const again = (seed: number) => {
      const result = train(exampleRows(600, 1), { seed });
      return result.ok ? writeModel(result.value.parts) : undefined;
    };
    expect(again(1)?.equals(writeModel(trained.parts))).toBe(true);
    expect(again(2)?.equals(writeModel(trained.parts))).toBe(false);
  });

  test('several labels, none or one a row', async () => {
    const both = exampleRows(600, 5).map((row, at) => ({
      text: at % 3 === 0 ? `${row.text} cấp cứu` : row.text,
      labels: [...(row.labels[0] === 'toxic' ? ['grumble'] : []), ...(at % 3 === 0 ? ['urgent'] : [])],
    }));
    const result = trainModel(both.slice(0, 450), both.slice(450), { ...settings, mode: 'any-of' });
    if (!result.ok) throw new Error(result.refusal.code);
    const some = new LinearModel(result.value.parts);
    expect(some.labels).toEqual(['grumble', 'urgent']);
    const says = (text: string) => decideLabels(some, some.judge(normalise(text)).scores);
    expect(says('cậu ấy lười quá nhỉ')).toEqual(['grumble']);
    expect(says('đội bạn hát hay ở lớp')).toEqual([]);
    expect(says('đội bạn bừa bộn hôm nay cấp cứu')).toEqual(['grumble', 'urgent']);
    const figures = await evaluateModel(some, both.slice(450));
    expect(figures.confusion).toBeNull();
    expect(figures.macroF1).toBeGreaterThan(0.9);
  });
});

describe('what cannot be learnt from', () => {
  const code = (result: ReturnType<typeof trainModel>) => (result.ok ? 'ok' : result.refusal.code);
  const rows = exampleRows(100, 1);
  test.each([
    ['no rows', train([]), 'training-data.empty'],
    ['one label', train(rows.filter((row) => row.labels[0] === 'clean')), 'training-data.one-label'],
    [
      'a label in dev that train does not have',
      trainModel(rows, [{ text: 'một dòng', labels: ['other'] }], settings),
      'training-data.labels-outside',
    ],
    [
      'labels that contradict each other',
      train([...rows, ...rows.map((row) => ({ ...row, labels: [row.labels[0] === 'clean' ? 'toxic' : 'clean'] }))]),
      'training-data.contradictory',
    ],
  ])('%s', (_, result, expected) => {
    expect(code(result)).toBe(expected);
  });

  test('a few contradictions are counted, and the label of most rows stands', () => {
    const row = (label: string): TrainingRow => ({ text: 'Một dòng ko rõ', labels: [label] });
    const undecided = (label: string): TrainingRow => ({ text: 'dòng khác', labels: [label] });
    const { rows: kept, contradictions } = withoutContradictions([
      row('a'),
      { text: 'một dòng KHÔNG rõ', labels: ['a'] },
      row('b'),
      undecided('a'),
      undecided('b'),
      { text: 'yên', labels: ['b'] },
    ]);
    expect(contradictions).toEqual({ texts: 2, leftOut: 3 });
    expect(kept.map(({ labels }) => labels[0])).toEqual(['a', 'a', 'b']);
  });
});

describe('a model file', () => {
  test('comes back as it was written', () => {
    const opened = loadModel(writeModel(trained.parts));
    expect(opened.head).toEqual(trained.parts.head);
    for (const { text } of dev.slice(0, 30))
      expect(opened.judge(normalise(text))).toEqual(model.judge(normalise(text)));
  });

  test('with one changed bit, cut short, or foreign is refused and never throws', () => {
    const whole = writeModel(trained.parts);
    const code = (bytes: Uint8Array) => {
      const read = readModel(bytes);
      return read.ok ? 'ok' : read.refusal.code;
    };
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] as number) ^ (1 << bit);
        expect(code(changed)).toMatch(/^model-file\.(foreign|damaged|other-format)$/);
      }),
    );
    for (const length of [0, 5, 12, 40, whole.length - 1])
      expect(code(whole.subarray(0, length))).toMatch(/foreign|damaged/);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(code(bytes)).toBe('model-file.foreign');
      }),
    );
    expect(() => loadModel(Buffer.from('PK\u0003\u0004'))).toThrow(/không phải là mô hình.*not a model/);
  });

  test('of another normaliser is refused: its weights would mean nothing', () => {
    const read = readModel(writeModel({ ...trained.parts, head: { ...trained.parts.head, normaliser: 'vi-0' } }));
    expect(read).toMatchObject({ ok: false, refusal: { code: 'model-file.other-normaliser' } });
  });
});

describe('features', () => {
  const of = (text: string) => {
    const extractor = new FeatureExtractor();
    extractor.extract(normalise(text));
    return new Map(
      Array.from({ length: extractor.count }, (_, i) => [extractor.places[i] as number, extractor.values[i]]),
    );
  };

  test('do not depend on the text before', () => {
    const extractor = new FeatureExtractor();
    const texts = fc.array(fc.constantFrom('bạn ơi', 'vui quá', 'đi chơi nhé', '', 'a b c'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(texts, (some) => {
        for (const text of some) extractor.extract(normalise(text));
        const last = of(some.at(-1) as string);
        const now = new Map(
          Array.from({ length: extractor.count }, (_, i) => [extractor.places[i] as number, extractor.values[i]]),
        );
        expect(now).toEqual(last);
      }),
    );
  });

  test('of a text without diacritics are among those with them', () => {
    const marked = of('trời hôm nay đẹp quá');
    for (const place of of('troi hom nay dep qua').keys()) expect(marked.has(place)).toBe(true);
  });

  test('are bounded for the longest text', () => {
    const random = randomFrom(1);
    const letters = 'abcdeghiklmnopqrstuvxyàáảãạ';
    const long = Array.from({ length: 20_000 }, () => letters[Math.floor(random() * letters.length)]).join('');
    expect(of(long.replace(/(.{5})/g, '$1 ')).size).toBeGreaterThan(1_000);
  });
});

test('a disguise is the same for the same seed, and the normaliser sees through those that lose nothing', () => {
  const text = 'Chị Mẫu học chăm nhưng không vui';
  for (const how of perturbations) expect(perturb(how, text, randomFrom(3))).toBe(perturb(how, text, randomFrom(3)));
  const plain = normalise(text).text;
  for (const how of ['nfd', 'teencode', 'homoglyph', 'repeats'] as const)
    for (let seed = 0; seed < 20; seed += 1)
      expect(normalise(perturb(how, text, randomFrom(seed))).text, how).toBe(plain);
});

test('character F1 counts characters', () => {
  expect(characterF1([], [])).toBe(1);
  expect(characterF1([{ from: 0, to: 4 }], [])).toBe(0);
  expect(
    characterF1(
      [{ from: 0, to: 4 }],
      [
        { from: 2, to: 4 },
        { from: 8, to: 10 },
      ],
    ),
  ).toBe(0.5);
});

test('words of a dialect or of a group are found as whole words', () => {
  expect(fairnessGroupsOf('Tui hổng biết mô')).toEqual(['centre', 'south']);
  expect(fairnessGroupsOf('người dân tộc Tày')).toEqual(['ethnic']);
  expect(fairnessGroupsOf('trời mưa')).toEqual([]);
});
