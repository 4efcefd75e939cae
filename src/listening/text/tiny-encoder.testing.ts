/** An encoder of a few bytes, for tests: it adds up a row of weights for each piece. */

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
export function tinyGraph(weights: readonly (readonly number[])[], labels: number): Uint8Array {
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
export const tinyTokenizer = JSON.stringify({
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
