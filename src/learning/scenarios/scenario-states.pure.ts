import type { Condition, Flag, Scenario } from './scenario.ts';

/** A scene together with what the flags hold, as a number below the count of combinations. 0 is what they hold at the start. */
export interface ScenarioState {
  /** Place of the scene in `scenario.scenes`. */
  readonly scene: number;
  readonly combination: number;
  /** The choices that are open here: their place in the scene and the state they lead to. */
  readonly steps: readonly { readonly choice: number; readonly to: number }[];
}

/** Every state that a reader can come to, in the order in which a search in breadth meets them; the first is the start. */
export interface StateSpace {
  readonly states: readonly ScenarioState[];
  /** Whether all conditions hold in a combination. */
  holds(conditions: readonly Condition[] | undefined, combination: number): boolean;
  /** What the flags hold in a combination, without those that hold what they held at the start. */
  changed(combination: number): Readonly<Record<string, string>>;
}

const YES_OR_NO = ['no', 'yes'] as const;

export function valuesOf(flag: Flag): readonly string[] {
  return flag.values ?? YES_OR_NO;
}

export function combinationsOf(flags: readonly Flag[]): number {
  return flags.reduce((product, flag) => product * valuesOf(flag).length, 1);
}

/**
 * Lists the states of a scenario. It has at most scenes times combinations of them, so it always ends.
 * @throws Error where a scene, a flag or a value that is named does not exist: `checkScenario` tells such faults first
 */
export function exploreScenario(scenario: Scenario): StateSpace {
  const combinations = combinationsOf(scenario.flags);
  const places = new Map(scenario.scenes.map((scene, at) => [scene.id, at]));
  const flags = flagReader(scenario.flags);
  const found = new Int32Array(scenario.scenes.length * combinations).fill(-1);
  const states: { scene: number; combination: number; steps: { choice: number; to: number }[] }[] = [];

  const stateAt = (scene: number, combination: number): number => {
    const key = scene * combinations + combination;
    const known = found[key] as number;
    if (known !== -1) return known;
    found[key] = states.length;
    states.push({ scene, combination, steps: [] });
    return states.length - 1;
  };
  const placeOf = (id: string): number => {
    const place = places.get(id);
    if (place === undefined) throw new Error(`no scene ${id}`);
    return place;
  };
  // Names are looked up once a choice, not once a state.
  const choices = scenario.scenes.map((scene) =>
    scene.choices.map(({ to, when, set }) => ({
      to: placeOf(to),
      isOpen: flags.condition(when),
      after: flags.effect(set),
    })),
  );

  stateAt(placeOf(scenario.start), 0);
  // The list grows while it is read: that is the search.
  for (const state of states) {
    for (const [choice, { to, isOpen, after }] of (choices[state.scene] ?? []).entries())
      if (isOpen(state.combination)) state.steps.push({ choice, to: stateAt(to, after(state.combination)) });
  }
  return {
    states,
    holds: (conditions, combination) => flags.condition(conditions)(combination),
    changed: flags.changed,
  };
}

interface Digit {
  readonly weight: number;
  readonly values: readonly string[];
}

/** Reads and changes combinations: a number in mixed radix, one digit a flag. */
function flagReader(flags: readonly Flag[]) {
  const digits = new Map<string, Digit>();
  let weight = 1;
  for (const flag of flags) {
    digits.set(flag.id, { weight, values: valuesOf(flag) });
    weight *= valuesOf(flag).length;
  }
  const digitOf = (id: string) => {
    const digit = digits.get(id);
    if (digit === undefined) throw new Error(`no flag ${id}`);
    return digit;
  };
  const indexOf = (id: string, value: string): number => {
    const index = digitOf(id).values.indexOf(value);
    if (index === -1) throw new Error(`flag ${id} holds no ${value}`);
    return index;
  };
  const held = ({ weight, values }: Digit, combination: number): number =>
    Math.floor(combination / weight) % values.length;
  return {
    condition: (conditions: readonly Condition[] | undefined): ((combination: number) => boolean) => {
      const read = (conditions ?? []).map((one) => ({
        digit: digitOf(one.flag),
        index: indexOf(one.flag, 'is' in one ? one.is : one.isNot),
        wanted: 'is' in one,
      }));
      return (combination) => read.every(({ digit, index, wanted }) => (held(digit, combination) === index) === wanted);
    },
    effect: (set: Readonly<Record<string, string>> | undefined): ((combination: number) => number) => {
      const read = Object.entries(set ?? {}).map(([id, value]) => ({ digit: digitOf(id), index: indexOf(id, value) }));
      return (combination) =>
        read.reduce((at, { digit, index }) => at + (index - held(digit, at)) * digit.weight, combination);
    },
    changed: (combination: number): Readonly<Record<string, string>> =>
      Object.fromEntries(
        flags.flatMap(({ id }) => {
          const index = held(digitOf(id), combination);
          return index === 0 ? [] : [[id, digitOf(id).values[index] as string]];
        }),
      ),
  };
}
