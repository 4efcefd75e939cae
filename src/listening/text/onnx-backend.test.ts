import { expect, test } from 'vitest';
import { decideLabels, normalise } from '../../text/index.ts';
import { onnxBackend } from './onnx-backend.ts';
import { readTokenizer } from './onnx-tokenizer.ts';
import { tinyGraph, tinyTokenizer } from './tiny-encoder.testing.ts';

const weights = [
  [0, 0],
  [0, 0],
  [9, 9],
  [0, 0.5],
  [2, 0],
  [0, 2],
  [0, 0],
  [0, 0],
  [0, 0],
];
const about = {
  name: 'tiny',
  version: '1',
  labels: ['glad', 'sad'],
  mode: 'one-of',
  thresholds: { glad: 0.5, sad: 0.5 },
  maxTokens: 6,
  startId: 0,
  endId: 1,
  padId: 2,
};
const files = { graph: tinyGraph(weights, 2), tokenizer: tinyTokenizer, settings: JSON.stringify(about) };

test("an operator's encoder answers as its graph says, padding not counted, in batches", async () => {
  const opened = await onnxBackend(files);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const model = opened.value;
  const texts = ['vui', 'buồn buồn', 'vui nhé', 'BUỒN', ...Array.from({ length: 20 }, () => 'vui vui buồn'), ''];
  const judged = await model.classify(texts.map(normalise));
  expect(judged.map(({ scores }) => decideLabels(model, scores)[0])).toEqual([
    'glad',
    'sad',
    'glad',
    'sad',
    ...Array.from({ length: 20 }, () => 'glad'),
    'glad',
  ]);
  expect(judged[0]?.scores.glad).toBeCloseTo(1 / (1 + Math.exp(-2)), 5);
  expect(judged[1]?.scores.sad).toBeCloseTo(1 / (1 + Math.exp(-4)), 5);
  // Longer than the graph takes: six tokens are two marks and four words.
  const [long] = await model.classify([normalise('vui vui vui vui vui vui vui vui')]);
  expect(long?.scores.glad).toBeCloseTo(1 / (1 + Math.exp(-8)), 5);
});

test('what cannot be used is refused before anything is judged', async () => {
  const code = async (change: Partial<typeof files>) => {
    const opened = await onnxBackend({ ...files, ...change });
    return opened.ok ? 'ok' : opened.refusal.code;
  };
  expect(await code({ graph: Uint8Array.of(1, 2, 3) })).toBe('encoder.graph-unusable');
  expect(
    await code({
      graph: tinyGraph(
        weights.map((row) => [...row, 0]),
        3,
      ),
    }),
  ).toBe('encoder.graph-unusable');
  expect(await code({ tokenizer: '{' })).toBe('encoder.tokenizer-unknown');
  expect(await code({ tokenizer: '{"model":{"type":"BPE","vocab":{}}}' })).toBe('encoder.tokenizer-unknown');
  expect(await code({ settings: JSON.stringify({ ...about, labels: [] }) })).toBe('encoder.settings-invalid');
  expect(await code({ settings: JSON.stringify({ ...about, thresholds: {} }) })).toBe('encoder.settings-invalid');
});

test('pieces of words: the likeliest, or the longest first', () => {
  const ids = (json: string, words: string) => {
    const read = readTokenizer(json);
    return read.ok ? read.value.encode(words) : read.refusal.code;
  };
  expect(ids(tinyTokenizer, 'vui nhé')).toEqual([4, 6, 7, 8]);
  expect(ids(tinyTokenizer, 'vuix yy')).toEqual([4, 3, 6, 3]);
  const wordPiece = JSON.stringify({
    model: { type: 'WordPiece', unk_token: '[UNK]', vocab: { '[UNK]': 0, vui: 1, '##ve': 2, v: 3, '!': 4 } },
  });
  expect(ids(wordPiece, 'vuive vui! bx')).toEqual([1, 2, 1, 4, 0]);
});
