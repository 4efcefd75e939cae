import fc from 'fast-check';
import type { Scenario, Scene } from './scenario.ts';

const both = (text: string) => ({ vi: text, en: text });

export function sceneOf(id: string, choices: Scene['choices']): Scene {
  return { id, heading: both(`Cảnh ${id}`), text: [both('Một câu.')], choices };
}

export function endingOf(id: string): Scene {
  return { ...sceneOf(id, []), ending: { do: [both('Kể cho mẹ.')], help: ['111', 'trusted-adult'] } };
}

export function choiceOf(to: string, more: Partial<Scene['choices'][number]> = {}): Scene['choices'][number] {
  return { say: both(`Sang ${to}`), to, verdict: 'open', ...more };
}

export const feedback = both('Thử cách khác nhé.');

/** Three scenes and an ending, a flag that is looked at, a wrong choice that comes back: nothing is at fault. */
export function soundScenario(): Scenario {
  return {
    format: 1,
    id: 'mau',
    band: 'B9_12',
    topic: 'CONDUCT.AGG',
    skills: ['recognise'],
    title: both('Mẫu'),
    lead: both('Một câu chuyện mẫu.'),
    flags: [{ id: 'told' }],
    start: 'mot',
    scenes: [
      sceneOf('mot', [
        choiceOf('mot', { verdict: 'wrong', feedback }),
        choiceOf('hai'),
        choiceOf('ba', { set: { told: 'yes' } }),
      ]),
      sceneOf('hai', [choiceOf('ba')]),
      sceneOf('ba', [
        choiceOf('het', { when: [{ flag: 'told', is: 'yes' }] }),
        choiceOf('hai', { when: [{ flag: 'told', isNot: 'yes' }], set: { told: 'yes' } }),
        choiceOf('het'),
      ]),
      endingOf('het'),
    ],
  };
}

/** The same with some scenes exchanged for others. */
export function withScenes(scenario: Scenario, ...scenes: readonly Scene[]): Scenario {
  const changed = new Map(scenes.map((scene) => [scene.id, scene]));
  return {
    ...scenario,
    scenes: [
      ...scenario.scenes.map((scene) => changed.get(scene.id) ?? scene),
      ...scenes.filter(({ id }) => !scenario.scenes.some((scene) => scene.id === id)),
    ],
  };
}

/** A chain of so many scenes, all flags used, each scene with a way back: as large as a scenario may be. */
export function largeScenario(scenes = 200, flags = 6): Scenario {
  const names = Array.from({ length: flags }, (_, at) => `co-${at}`);
  return {
    ...soundScenario(),
    flags: names.map((id) => ({ id })),
    start: 'canh-0',
    scenes: Array.from({ length: scenes }, (_, at) => {
      if (at === scenes - 1) return endingOf(`canh-${at}`);
      const flag = names[at % flags] as string;
      return sceneOf(`canh-${at}`, [
        choiceOf(`canh-${at + 1}`, { set: { [flag]: 'yes' } }),
        choiceOf(`canh-${at + 1}`, { set: { [flag]: 'no' } }),
        choiceOf(`canh-${Math.max(0, at - 1)}`, { verdict: 'wrong', feedback }),
        choiceOf(`canh-${at}`, { verdict: 'wrong', feedback }),
      ]);
    }),
  };
}

/** Any readable graph, at fault or not: every name that is used exists. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    scenes: fc.integer({ min: 1, max: 8 }),
    flags: fc.array(fc.integer({ min: 2, max: 4 }), { maxLength: 3 }),
  })
  .chain(({ scenes, flags }) => {
    const values = (size: number) => Array.from({ length: size }, (_, at) => `v-${at}`);
    const pair = fc
      .integer({ min: 0, max: Math.max(0, flags.length - 1) })
      .chain((at) => fc.constantFrom(...values(flags[at] ?? 2)).map((value) => [`f-${at}`, value] as const));
    const condition = fc
      .tuple(pair, fc.boolean())
      .map(([[flag, value], yes]) => (yes ? { flag, is: value } : { flag, isNot: value }));
    const choice = fc
      .record({
        to: fc.integer({ min: 0, max: scenes - 1 }).map((at) => `s-${at}`),
        verdict: fc.constantFrom('right' as const, 'wrong' as const, 'open' as const),
        said: fc.boolean(),
        when: fc.array(condition, { maxLength: flags.length === 0 ? 0 : 2 }),
        set: fc.array(pair, { maxLength: flags.length === 0 ? 0 : 2 }),
      })
      .map(({ to, verdict, said, when, set }) =>
        choiceOf(to, {
          verdict,
          ...(said && { feedback }),
          ...(when.length > 0 && { when }),
          ...(set.length > 0 && { set: Object.fromEntries(set) }),
        }),
      );
    const graph = fc.array(fc.oneof(fc.constant(undefined), fc.array(choice, { maxLength: 4 })), {
      minLength: scenes,
      maxLength: scenes,
    });
    return graph.map((rows) => ({
      ...soundScenario(),
      flags: flags.map((size, at) => ({ id: `f-${at}`, values: values(size) })),
      start: 's-0',
      scenes: rows.map((choices, at) => (choices === undefined ? endingOf(`s-${at}`) : sceneOf(`s-${at}`, choices))),
    }));
  });
