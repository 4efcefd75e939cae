import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { KeySet, Numbers } from './growing.ts';

/** Some pieces and a part of one. */
const MANY = 40_000;
const keyOf = (n: number, width: number) => createHash('sha256').update(String(n)).digest().subarray(0, width);

test.each([16, 20])('a set of %i-byte keys: numbers in order, none twice, the same ones taken up again', (width) => {
  const set = new KeySet(width);
  for (let n = 0; n < MANY; n++) if (set.add(keyOf(n, width)) !== n) throw new Error(`key ${n} has another number`);
  for (let n = 0; n < MANY; n += 7) if (set.add(keyOf(n, width)) !== n) throw new Error(`key ${n} is there twice`);
  expect(set.size).toBe(MANY);

  const again = new KeySet(width, set.copy());
  expect(again.size).toBe(MANY);
  for (const held of [set, again]) {
    for (let n = 0; n < MANY; n++) if (held.find(keyOf(n, width)) !== n) throw new Error(`key ${n} is lost`);
    expect(Array.from({ length: 100 }, (_, i) => held.find(keyOf(MANY + i, width))).every((n) => n === undefined)).toBe(
      true,
    );
    expect(Buffer.from(held.key(MANY - 1))).toEqual(keyOf(MANY - 1, width));
    expect(held.add(keyOf(MANY, width))).toBe(MANY);
    expect(held.find(keyOf(MANY, width))).toBe(MANY);
  }
  expect(again.copy()).toEqual(set.copy());
});

test('keys of equal beginning are told apart', () => {
  const set = new KeySet(16);
  const keys = Array.from({ length: 256 }, (_, n) => Buffer.from([...new Array(15).fill(0), n]));
  for (const [n, key] of keys.entries()) expect(set.add(key)).toBe(n);
  for (const [n, key] of keys.entries()) expect(set.find(key)).toBe(n);
});

test('numbers grow, what is new is 0, and a copy is taken up again', () => {
  const numbers = new Numbers();
  expect(numbers.get(0)).toBe(0);
  for (let n = 0; n < MANY; n++) numbers.push(n * 3);
  numbers.reach(MANY + 5);
  expect([numbers.length, numbers.get(MANY - 1), numbers.get(MANY + 4)]).toEqual([MANY + 5, (MANY - 1) * 3, 0]);

  const copy = numbers.copy();
  const again = new Numbers(copy.slice());
  again.set(2 * MANY, 0xffff_ffff);
  expect([again.length, again.get(2 * MANY), again.get(MANY + 5), again.get(2 * MANY - 1)]).toEqual([
    2 * MANY + 1,
    0xffff_ffff,
    0,
    0,
  ]);
  for (let n = 0; n < MANY; n++) if (again.get(n) !== n * 3) throw new Error(`number ${n} is lost`);
  expect(numbers.copy()).toEqual(copy);
});
