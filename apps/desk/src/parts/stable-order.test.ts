import { expect, test } from 'vitest';
import { keepOrder } from './stable-order.ts';

const row = (id: string, text = '') => ({ id, text });
const seen = [row('a'), row('b'), row('c')].map((one) => ({ id: one.id, row: one, gone: false }));

test('a row changes in its place though the fresh list is in another order', () => {
  const { rows, waiting } = keepOrder(seen, [row('c', 'x'), row('a'), row('b')]);
  expect(rows.map(({ row: { id, text } }) => id + text)).toEqual(['a', 'b', 'cx']);
  expect(waiting).toBe(0);
});

test('a new row waits and is counted; one that went is marked and stays where it was', () => {
  const { rows, waiting } = keepOrder(seen, [row('n'), row('a'), row('c')]);
  expect(rows.map(({ row: { id }, gone }) => (gone ? `-${id}` : id))).toEqual(['a', '-b', 'c']);
  expect(waiting).toBe(1);
});

test('a row that went and came back is there again', () => {
  const { rows } = keepOrder([{ id: 'a', row: row('a'), gone: true }], [row('a')]);
  expect(rows[0]?.gone).toBe(false);
});
