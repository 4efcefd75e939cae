import { expect, test } from 'vitest';
import { aCard } from '../learning.testing.ts';
import { findBodyFaults } from './body-faults.ts';
import { houseContent } from './house-content.ts';
import type { ItemBody } from './item.ts';

const { lists, items } = houseContent();
const codes = (item: ItemBody) => findBodyFaults(item, lists).map(({ code, place }) => `${code} ${place}`);

test('nothing that comes with the house has a fault: its pictures are drawn, its words are ours; the youngest wait for a voice', () => {
  for (const item of items) {
    const found = findBodyFaults(item, lists).filter(
      ({ code }) => !(item.kind === 'SCENARIO' && item.body.band === 'B6_8' && code === 'voice-missing'),
    );
    expect([item.body.id, found]).toEqual([item.body.id, []]);
  }
});

test('slugs are unique over all kinds', () => {
  expect(new Set(items.map(({ body }) => body.id)).size).toBe(items.length);
});

test('a fault names its place in a text, a lesson and a scene', () => {
  const text: ItemBody = {
    kind: 'TEXT',
    body: aCard({ blocks: [{ kind: 'picture', picture: 'no-such' }, ...aCard().blocks] }),
  };
  expect(codes(text)).toEqual(['picture-unknown block-0']);
  const lesson = items.find((item) => item.kind === 'LESSON' && item.body.band !== 'ADULT');
  const scenario = items.find((item) => item.kind === 'SCENARIO' && item.body.band === 'B13_15');
  if (lesson?.kind !== 'LESSON' || scenario?.kind !== 'SCENARIO') throw new Error('no bodies');
  const [card, ...cards] = lesson.body.cards;
  if (!card) throw new Error('no card');
  const blaming = { vi: 'Tại sao em gửi ảnh nóng?', en: 'Say it.' };
  const wrong = { ...card, picture: 'no-such', text: [blaming] };
  expect(codes({ kind: 'LESSON', body: { ...lesson.body, cards: [wrong, ...cards] } })).toEqual([
    'picture-unknown card-0',
    'avoided-term card-0',
    'never-to-a-child card-0',
  ]);
  const [scene, ...scenes] = scenario.body.scenes;
  if (!scene) throw new Error('no scene');
  expect(
    codes({ kind: 'SCENARIO', body: { ...scenario.body, scenes: [{ ...scene, picture: 'no-such' }, ...scenes] } }),
  ).toEqual([`picture-unknown scene-${scene.id}`]);
});
