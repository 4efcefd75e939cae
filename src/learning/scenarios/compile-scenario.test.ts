import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkScenario } from './check-scenario.pure.ts';
import { compileScenario, pageAt, START_ADDRESS, turnsOf } from './compile-scenario.pure.ts';
import { anyScenario, choiceOf, endingOf, sceneOf, soundScenario, withScenes } from './scenario.testing.ts';
import type { Scenario } from './scenario.ts';
import { combinationsOf } from './scenario-states.pure.ts';

const sound = soundScenario();
const compiled = compileScenario(sound);

test('one page a state, one page a feedback, the start first', () => {
  expect(compiled.pages.map(({ kind, scene }) => [kind, scene])).toEqual([
    ['scene', 'mot'],
    ['answer', 'mot'],
    ['scene', 'hai'],
    ['scene', 'ba'],
    ['scene', 'ba'],
    ['ending', 'het'],
    ['scene', 'hai'],
    ['ending', 'het'],
  ]);
  expect(compiled.pages[0]?.address).toBe(START_ADDRESS);
  expect(compiled.pages.map(({ number }) => number)).toEqual(compiled.pages.map((_, at) => at + 1));
});

test('a wrong choice leads to its feedback, and from there back', () => {
  const [first] = compiled.pages;
  if (first?.kind !== 'scene') throw new Error('no scene');
  const answer = pageAt(compiled, first.choices[0]?.to ?? '');
  expect(answer).toMatchObject({ kind: 'answer', verdict: 'wrong', to: START_ADDRESS, again: true });
});

test('a choice and a paragraph stand only where their condition holds', () => {
  const guarded = compileScenario(
    withScenes(sound, {
      ...endingOf('het'),
      text: [
        { vi: 'Đã kể.', en: '', when: [{ flag: 'told', is: 'yes' }] },
        { vi: 'Chưa kể.', en: '', when: [{ flag: 'told', is: 'no' }] },
      ],
    }),
  );
  const endings = guarded.pages.filter((page) => page.kind === 'ending');
  expect(endings.map(({ text }) => text.map(({ vi }) => vi)).toSorted()).toEqual([['Chưa kể.'], ['Đã kể.']]);
  // Its words are not those that were spoken: no voice.
  expect(endings.map(({ voice }) => voice)).toEqual([undefined, undefined]);
});

test('addresses stay when scenes, flags and choices are added or change places', () => {
  const grown: Scenario = {
    ...withScenes(sound, sceneOf('hai', [choiceOf('ba'), choiceOf('moi')]), sceneOf('moi', [choiceOf('het')])),
    flags: [{ id: 'a-new' }, ...sound.flags],
  };
  const before = new Map(compiled.pages.map((page) => [page.address, page.scene]));
  const after = new Map(
    compileScenario({ ...grown, scenes: grown.scenes.toReversed() }).pages.map((page) => [page.address, page.scene]),
  );
  for (const [address, scene] of before) expect(after.get(address)).toBe(scene);
});

test('an address is short and says nothing of the scene or the flag', () => {
  for (const { address } of compiled.pages) expect(address).toMatch(/^(0|[a-z2-7]{6})(-\d)?$/);
});

test('whatever the graph: every choice of every page leads to a page, no page is unreachable, and there are not more than there can be', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const { pages } = compileScenario(scenario);
      const addresses = new Set(pages.map(({ address }) => address));
      expect(addresses.size).toBe(pages.length);
      const reached = new Set([START_ADDRESS]);
      for (const address of reached) {
        const page = pages.find((one) => one.address === address);
        if (page === undefined) throw new Error(`nothing at ${address}`);
        for (const to of turnsOf(page)) reached.add(to);
      }
      expect(reached).toEqual(addresses);
      const states = pages.filter(({ kind }) => kind !== 'answer').length;
      expect(states).toBeLessThanOrEqual(scenario.scenes.length * combinationsOf(scenario.flags));
    }),
  );
});

test('a scenario without fault has an ending before every reader, whatever they choose', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      fc.pre(checkScenario(scenario).length === 0);
      const { pages } = compileScenario(scenario);
      const ends = new Set(pages.filter(({ kind }) => kind === 'ending').map(({ address }) => address));
      for (let before = -1; before !== ends.size; ) {
        before = ends.size;
        for (const page of pages) if (turnsOf(page).some((to) => ends.has(to))) ends.add(page.address);
      }
      expect(ends.size).toBe(pages.length);
    }),
    { numRuns: 300 },
  );
});
