import { expect, test } from 'vitest';
import { skillCode } from './skill.ts';
import { talkCards } from './talk-cards.ts';

test.each(['vi', 'en'] as const)('every skill has a card with all its words in %s', (language) => {
  const cards = talkCards(language);
  expect(cards.map(({ skill }) => skill)).toEqual(skillCode.options);
  for (const { name, begin, listen, do: act } of cards)
    for (const words of [name, begin, listen, act]) expect(words.length).toBeGreaterThan(1);
});

test('no card asks a child why, frightens or compares', () => {
  const said = talkCards('vi').flatMap(({ begin, listen, do: act }) => [begin, listen, act]);
  for (const words of said) expect(words).not.toMatch(/[Tt]ại sao con|[Vv]ì sao con không|bạn khác giỏi|con người ta/);
  // A parent is told to ask, never to look into the child's telephone.
  for (const words of said) expect(words).not.toMatch(/kiểm tra máy|xem trộm|đọc tin nhắn của con/);
});
