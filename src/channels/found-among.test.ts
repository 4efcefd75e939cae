import { describe, expect, test } from 'vitest';
import { foundAmong, type ListedLine } from './found-among.ts';

const triedAt = new Date('2026-11-28T02:00:00Z');
const line = (seconds: number, text: string, ours = true): ListedLine => ({
  id: `l${seconds}`,
  at: triedAt.getTime() + seconds * 1_000,
  text,
  ours,
});
const look = (lines: readonly ListedLine[], most = 3) => foundAmong(lines, { text: 'Em có quyền.', triedAt }, most);
const NOT_THERE = { state: 'again', reason: 'not-there' };

describe('a message of which nobody is sure', () => {
  test.each([
    ['as it was', 'Em có quyền.'],
    ['with other blanks', ' Em  có\nquyền. '],
    ['with its letters taken apart', 'Em có quyền.'.normalize('NFD')],
  ])('is found %s', (_how, text) => {
    expect(look([line(1, text)])).toEqual({ state: 'sent', provider: 'l1' });
  });

  test('is not what somebody else wrote, what was said before it was tried, or what is worded in another way', () => {
    expect(look([line(1, 'Em có quyền.', false)])).toEqual(NOT_THERE);
    expect(look([line(-121, 'Em có quyền.')])).toEqual(NOT_THERE);
    expect(look([line(1, 'Em có quyền')])).toEqual(NOT_THERE);
    // Two clocks differ a little.
    expect(look([line(-119, 'Em có quyền.')])).toMatchObject({ state: 'sent' });
  });

  test('stays unsure behind a full list that begins after it was tried, and is not there in one that goes back further', () => {
    const full = [line(3, 'a', false), line(2, 'b'), line(1, 'c')];
    expect(look(full)).toEqual({ state: 'unsure', reason: 'cannot-be-asked' });
    expect(look([...full, line(0, 'Em có quyền.')])).toMatchObject({ state: 'sent' });
    expect(look(full, 4)).toEqual(NOT_THERE);
    expect(look([line(2, 'b'), line(1, 'c'), line(-121, 'd', false)])).toEqual(NOT_THERE);
  });
});
