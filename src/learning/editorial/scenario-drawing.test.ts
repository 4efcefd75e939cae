import { expect, test } from 'vitest';
import { findBodyFaults } from './body-faults.ts';
import { houseContent } from './house-content.ts';
import { drawScenario } from './scenario-drawing.ts';

test('a drawing names each fault at its scene', () => {
  const { items, lists } = houseContent();
  const item = items.find((one) => one.kind === 'SCENARIO' && one.body.band === 'B13_15');
  if (item?.kind !== 'SCENARIO') throw new Error('no scenario');
  const [first, ...rest] = item.body.scenes;
  const [choice, ...choices] = first?.choices ?? [];
  if (!first || !choice) throw new Error('no choice');
  const body = { ...item.body, scenes: [{ ...first, choices: [{ ...choice, to: 'khong-co' }, ...choices] }, ...rest] };
  const faults = findBodyFaults({ kind: 'SCENARIO', body }, lists);
  const drawing = drawScenario(body, faults);
  const drawn = drawing.scenes.find(({ id }) => id === first.id);
  expect(drawn?.faults.map((at) => faults[at]?.code)).toContain('target-unknown');
  expect(drawing.scenes.filter(({ start }) => start).map(({ id }) => id)).toEqual([body.start]);
  expect(drawing.scenes).toHaveLength(body.scenes.length);
});
