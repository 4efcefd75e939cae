import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BlockCode, checkScenario } from './check-scenario.pure.ts';
import {
  anyScenario,
  choiceOf,
  endingOf,
  feedback,
  largeScenario,
  sceneOf,
  soundScenario,
  withScenes,
} from './scenario.testing.ts';
import { type Scenario, scenario as schema } from './scenario.ts';
import { spokenHash } from './spoken-scene.pure.ts';

const sound = soundScenario();
const faultsOf = (scenario: Scenario) => checkScenario(scenario).map(({ code, scene }) => [code, scene]);

test('a sound scenario has no fault, and is what the schema reads', () => {
  expect(checkScenario(sound)).toEqual([]);
  expect(schema.parse(sound)).toEqual(sound);
});

const seeded: Readonly<Record<BlockCode, { readonly scenario: Scenario; readonly scene: string }>> = {
  unreachable: { scenario: withScenes(sound, sceneOf('lac', [choiceOf('het')])), scene: 'lac' },
  'dead-end': { scenario: withScenes(sound, startWith('cut'), sceneOf('cut', [])), scene: 'cut' },
  'no-way-out': {
    scenario: withScenes(
      sound,
      startWith('vong'),
      sceneOf('vong', [choiceOf('quanh')]),
      sceneOf('quanh', [choiceOf('vong')]),
    ),
    scene: 'vong',
  },
  'ending-without-help': {
    scenario: withScenes(sound, {
      ...endingOf('het'),
      ending: { do: endingOf('het').ending?.do ?? [], help: ['portal'] },
    }),
    scene: 'het',
  },
  'wrong-without-feedback': {
    scenario: withScenes(sound, sceneOf('hai', [choiceOf('ba'), choiceOf('het', { verdict: 'wrong' })])),
    scene: 'hai',
  },
  'guard-constant': {
    scenario: withScenes(sound, startWith('hai', { when: [{ flag: 'told', is: 'no' }] })),
    scene: 'mot',
  },
  'voice-missing': { scenario: { ...sound, band: 'B6_8' }, scene: 'mot' },
  'path-too-long': { scenario: chain(13), scene: 'c-12' },
};

/** The first scene with one more choice. */
function startWith(to: string, more: Parameters<typeof choiceOf>[1] = {}) {
  return sceneOf('mot', [...(sound.scenes[0]?.choices ?? []), choiceOf(to, more)]);
}

/** So many scenes one after the other. */
function chain(length: number): Scenario {
  return {
    ...sound,
    flags: [],
    start: 'c-0',
    scenes: Array.from({ length }, (_, at) =>
      at === length - 1 ? endingOf(`c-${at}`) : sceneOf(`c-${at}`, [choiceOf(`c-${at + 1}`)]),
    ),
  };
}

test.each(Object.entries(seeded))(
  'publishing is refused for %s, and the scene is named',
  (code, { scenario, scene }) => {
    expect(faultsOf(scenario)).toContainEqual([code, scene]);
  },
);

test('each seeded fault is the only kind that is told', () => {
  for (const [code, { scenario }] of Object.entries(seeded))
    expect(new Set(faultsOf(scenario).map(([told]) => told))).toEqual(new Set([code]));
});

test('a dead end that only one combination comes to is told with what the flags hold there', () => {
  const late = withScenes(
    sound,
    sceneOf('ba', [
      choiceOf('hai', { when: [{ flag: 'told', is: 'no' }], set: { told: 'yes' } }),
      choiceOf('het', { when: [{ flag: 'told', is: 'no' }] }),
    ]),
  );
  expect(checkScenario(late)).toContainEqual({ code: 'dead-end', scene: 'ba', held: { told: 'yes' } });
});

test('a loop is at fault only where nothing leads out of it, flags and all', () => {
  const goesRound = withScenes(sound, sceneOf('hai', [choiceOf('mot'), choiceOf('ba')]));
  expect(faultsOf(goesRound)).toEqual([]);
  const [fault] = checkScenario(seeded['no-way-out'].scenario);
  expect(fault).toEqual({ code: 'no-way-out', scene: 'vong', scenes: ['vong', 'quanh'] });
  const ownLoop = withScenes(sound, startWith('minh'), sceneOf('minh', [choiceOf('minh', { feedback })]));
  expect(faultsOf(ownLoop)).toEqual([['no-way-out', 'minh']]);
  // There is an ending to go to, but the door that leads there is shut for good once the flag is set.
  const shut = withScenes(
    sound,
    sceneOf('mot', [choiceOf('ba'), choiceOf('ba', { set: { told: 'yes' } })]),
    sceneOf('ba', [choiceOf('het', { when: [{ flag: 'told', is: 'no' }] }), choiceOf('hai')]),
  );
  // Before the flag is set the same two scenes may be left: only the second round of them is at fault.
  expect(checkScenario(shut)).toEqual([{ code: 'no-way-out', scene: 'hai', scenes: ['hai', 'ba'] }]);
});

test('a way back to the same scene needs a word, right or wrong', () => {
  const silent = withScenes(sound, sceneOf('hai', [choiceOf('ba'), choiceOf('hai')]));
  expect(checkScenario(silent)).toEqual([{ code: 'wrong-without-feedback', scene: 'hai', choice: 1 }]);
});

test('a condition that never holds, and one that always does, are told apart; a paragraph may have one too', () => {
  const guarded = withScenes(sound, {
    ...sceneOf('mot', sound.scenes[0]?.choices ?? []),
    text: [
      { vi: 'Một.', en: 'One.', when: [{ flag: 'told', is: 'yes' }] },
      { vi: 'Hai.', en: 'Two.', when: [{ flag: 'told', isNot: 'yes' }] },
    ],
  });
  expect(checkScenario(guarded)).toEqual([
    { code: 'guard-constant', scene: 'mot', paragraph: 0, always: false },
    { code: 'guard-constant', scene: 'mot', paragraph: 1, always: true },
  ]);
});

test('readers of six to eight have a voice on every scene, of exactly its words', () => {
  const early: Scenario = { ...sound, band: 'B6_8' };
  const voices = new Set(early.scenes.map(spokenHash));
  expect(checkScenario(early, voices)).toEqual([]);
  const comma = withScenes(early, { ...endingOf('het'), text: [{ vi: 'Một, câu.', en: '' }] });
  expect(checkScenario(comma, voices)).toEqual([{ code: 'voice-missing', scene: 'het' }]);
});

test('twelve scenes may follow each other, and a loop counts each of its scenes once', () => {
  expect(faultsOf(chain(12))).toEqual([]);
  const [fault] = checkScenario(chain(14));
  expect(fault?.scenes).toHaveLength(14);
});

test('what cannot be read as a graph is told alone', () => {
  const broken: [Scenario, object][] = [
    [
      { ...sound, start: 'khong' },
      { code: 'start-unknown', scene: 'mot', name: 'khong' },
    ],
    [
      withScenes(sound, sceneOf('hai', [choiceOf('khong')])),
      { code: 'target-unknown', scene: 'hai', choice: 0, name: 'khong' },
    ],
    [
      withScenes(sound, sceneOf('hai', [choiceOf('ba', { when: [{ flag: 'la', is: 'yes' }] })])),
      { code: 'flag-unknown', scene: 'hai', choice: 0, name: 'la' },
    ],
    [
      withScenes(sound, sceneOf('hai', [choiceOf('ba', { set: { told: 'maybe' } })])),
      { code: 'value-unknown', scene: 'hai', choice: 0, name: 'told = maybe' },
    ],
    [
      { ...sound, scenes: [...sound.scenes, endingOf('het')] },
      { code: 'scene-twice', scene: 'het' },
    ],
    [
      { ...sound, flags: [{ id: 'told' }, { id: 'told' }] },
      { code: 'flag-twice', scene: null, name: 'told' },
    ],
    [
      withScenes(sound, { ...endingOf('het'), choices: [choiceOf('mot')] }),
      { code: 'ending-with-choices', scene: 'het' },
    ],
    [
      { ...sound, flags: [{ id: 'told' }, ...[0, 1, 2, 3, 4, 5].map((at) => ({ id: `x-${at}` }))] },
      { code: 'too-many-flags', scene: null },
    ],
  ];
  for (const [scenario, fault] of broken) expect(checkScenario(scenario)).toContainEqual(fault);
});

test('a text that no child could read is named', () => {
  const blank = withScenes(sound, { ...endingOf('het'), heading: { vi: '', en: 'End' } });
  expect(checkScenario(blank)).toEqual([{ code: 'text-missing', scene: 'het' }]);
});

test('the largest scenario is checked whole', () => {
  const large = largeScenario();
  expect(new Set(faultsOf(large).map(([code]) => code))).toEqual(new Set(['path-too-long']));
  expect(checkScenario({ ...large, scenes: large.scenes.slice(0, -1) })[0]?.code).toBe('target-unknown');
});

test('whatever the graph, each fault names a scene that exists, and no scene is both reached and lost', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const names = new Set(scenario.scenes.map(({ id }) => id));
      for (const { scene } of checkScenario(scenario)) expect(names).toContain(scene);
    }),
  );
});
