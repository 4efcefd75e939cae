import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyScenario, choiceOf, sceneOf, soundScenario, withScenes } from './scenario.testing.ts';
import { mapScenario } from './scenario-map.pure.ts';

const sound = soundScenario();

test('rows follow the reading, and a way back is told from one onward', () => {
  const map = mapScenario(sound);
  expect(map.scenes.map(({ id, row, place, ending }) => [id, row, place, ending])).toEqual([
    ['mot', 0, 0, false],
    ['hai', 1, 0, false],
    ['ba', 1, 1, false],
    ['het', 2, 0, true],
  ]);
  expect(map.choices.map(({ from, to, way }) => `${from} ${way} ${to}`)).toEqual([
    'mot stay mot',
    'mot onward hai',
    'mot onward ba',
    'hai back ba',
    'ba onward het',
    'ba back hai',
    'ba onward het',
  ]);
  expect([map.rows, map.widest]).toEqual([3, 2]);
});

test('a draft with faults is drawn too: what nothing leads to at the end, what leads nowhere not at all', () => {
  const draft = withScenes(sound, sceneOf('lac', [choiceOf('khong-co')]));
  const map = mapScenario(draft);
  expect(map.scenes.at(-1)).toEqual({ id: 'lac', row: 3, place: 0, ending: false });
  expect(map.choices.some(({ from }) => from === 'lac')).toBe(false);
  expect(mapScenario({ ...sound, start: 'khong-co' }).scenes).toHaveLength(4);
});

test('whatever the graph, each scene has one place and no two share it', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const { scenes, choices } = mapScenario(scenario);
      expect(scenes.map(({ id }) => id).toSorted()).toEqual(scenario.scenes.map(({ id }) => id).toSorted());
      expect(new Set(scenes.map(({ row, place }) => `${row} ${place}`)).size).toBe(scenes.length);
      expect(choices).toHaveLength(scenario.scenes.flatMap((scene) => scene.choices).length);
    }),
  );
});
