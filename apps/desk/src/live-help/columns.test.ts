import { describe, expect, test } from 'vitest';
import { besideChosen, columnsAsked, columnsOf } from './columns.ts';

const carried = ['a', 'b', 'c', 'd'].map((id) => ({ id, state: 'live' }));
const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id).join('');

describe('chats side by side', () => {
  test('keep their places when another is chosen', () => {
    expect(['a', 'b', 'c'].map((chosen) => ids(columnsOf(carried, chosen, 3)))).toEqual(['abc', 'abc', 'abc']);
    expect(ids(columnsOf(carried, 'd', 3))).toBe('abd');
    expect(ids(columnsOf(carried, 'd', 1))).toBe('d');
    expect(ids(columnsOf(carried, undefined, 2))).toBe('ab');
    expect(ids(columnsOf([], 'a', 3))).toBe('');
  });

  test('leave out what is over, unless it was chosen', () => {
    const over = carried.map((one) => (one.id === 'b' ? { ...one, state: 'wrapping' } : one));
    expect(ids(columnsOf(over, 'a', 2))).toBe('ac');
    expect(ids(columnsOf(over, 'b', 2))).toBe('ab');
  });

  test('are as many as the address says, and one for anything else', () => {
    expect([null, '', '1', '2', '3', '4', '-1', '2.5', 'x'].map(columnsAsked)).toEqual([1, 1, 1, 2, 3, 1, 1, 1, 1]);
  });

  test('are walked round by keys', () => {
    expect(besideChosen(carried, 'd', 1)?.id).toBe('a');
    expect(besideChosen(carried, 'a', -1)?.id).toBe('d');
    expect(besideChosen(carried, undefined, 1)?.id).toBe('a');
    expect(besideChosen([], 'a', 1)).toBeUndefined();
  });
});
