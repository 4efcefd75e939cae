import { expect, test } from 'vitest';
import { decideLabels } from './model-backend.ts';
import { normalise } from './normalise.ts';
import { onnxBackend } from './onnx-backend.ts';
import { readTokenizer } from './onnx-tokenizer.ts';

/** Protocol buffers, as far as a graph of five nodes needs them: a field is its number and type, then its bytes. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const number = (field: number, value: number) => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: readonly number[]) => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, value: string) => bytes(field, [...Buffer.from(value)]);

const node = (type: string, inputs: string[], output: string, ...attributes: [string, number][]) =>
  bytes(1, [
    ...inputs.flatMap((name) => text(1, name)),
    ...text(2, output),
    ...text(4, type),
    ...attributes.flatMap(([name, value]) => bytes(5, [...text(1, name), ...number(3, value), ...number(20, 2)])),
  ]);
const tensor = (name: string, type: 1 | 7, dims: number[], data: ArrayBufferView) =>
  bytes(5, [
    ...dims.flatMap((dim) => number(1, dim)),
    ...number(2, type),
    ...text(8, name),
    ...bytes(9, [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]),
  ]);
const value = (field: number, name: string, type: 1 | 7, dims: string[]) => {
  const shape = dims.flatMap((dim) => bytes(1, text(2, dim)));
  return bytes(field, [...text(1, name), ...bytes(2, bytes(1, [...number(1, type), ...bytes(2, shape)]))]);
};

/** Adds up a row of weights for each token that is no padding: the smallest encoder there is. */
function graph(weights: readonly (readonly number[])[], labels: number): Uint8Array {
  const content = [
    ...node('Gather', ['weights', 'input_ids'], 'looked_up', ['axis', 0]),
    ...node('Cast', ['attention_mask'], 'mask', ['to', 1]),
    ...node('Unsqueeze', ['mask', 'two'], 'mask_of_rows'),
    ...node('Mul', ['looked_up', 'mask_of_rows'], 'kept'),
    ...node('ReduceSum', ['kept', 'one'], 'logits', ['keepdims', 0]),
    ...text(2, 'tiny'),
    ...tensor('weights', 1, [weights.length, labels], Float32Array.from(weights.flat())),
    ...tensor('one', 7, [1], BigInt64Array.of(1n)),
    ...tensor('two', 7, [1], BigInt64Array.of(2n)),
    ...value(11, 'input_ids', 7, ['texts', 'tokens']),
    ...value(11, 'attention_mask', 7, ['texts', 'tokens']),
    ...value(12, 'logits', 1, ['texts', 'labels']),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(8, number(2, 13)), ...bytes(7, content)]);
}

// Piece: <s> </s> <pad> <unk> ▁vui ▁buồn ▁ nh é
const tokenizer = JSON.stringify({
  model: {
    type: 'Unigram',
    unk_id: 3,
    vocab: [
      ['<s>', 0],
      ['</s>', 0],
      ['<pad>', 0],
      ['<unk>', 0],
      ['▁vui', -2],
      ['▁buồn', -2],
      ['▁', -3],
      ['nh', -4],
      ['é', -4],
    ],
  },
});
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
const files = { graph: graph(weights, 2), tokenizer, settings: JSON.stringify(about) };

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
      graph: graph(
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
  expect(ids(tokenizer, 'vui nhé')).toEqual([4, 6, 7, 8]);
  expect(ids(tokenizer, 'vuix yy')).toEqual([4, 3, 6, 3]);
  const wordPiece = JSON.stringify({
    model: { type: 'WordPiece', unk_token: '[UNK]', vocab: { '[UNK]': 0, vui: 1, '##ve': 2, v: 3, '!': 4 } },
  });
  expect(ids(wordPiece, 'vuive vui! bx')).toEqual([1, 2, 1, 4, 0]);
});
