import type { Condition, Scenario, Scene } from './scenario.ts';
import { MOST_COMBINATIONS, MOST_FLAGS, MOST_STEPS } from './scenario-bounds.pure.ts';
import { combinationsOf, exploreScenario, type StateSpace, valuesOf } from './scenario-states.pure.ts';
import { spokenHash } from './spoken-scene.pure.ts';
import { stronglyConnected } from './strongly-connected.pure.ts';

/** What makes a scenario unreadable as a graph; told alone, before anything else is looked at. */
export type BrokenCode =
  | 'scene-twice'
  | 'flag-twice'
  | 'value-twice'
  | 'too-many-flags'
  | 'too-many-combinations'
  | 'start-unknown'
  | 'target-unknown'
  | 'flag-unknown'
  | 'value-unknown'
  | 'ending-with-choices';

/** The eight reasons for which a scenario that can be read is not published. */
export type BlockCode =
  | 'unreachable'
  | 'dead-end'
  | 'no-way-out'
  | 'ending-without-help'
  | 'wrong-without-feedback'
  | 'guard-constant'
  | 'voice-missing'
  | 'path-too-long';

/** One fault, with the scene to open. */
export interface ScenarioFault {
  readonly code: BrokenCode | BlockCode | 'text-missing';
  /** Null only where the fault lies in the list of flags. */
  readonly scene: string | null;
  /** Place of the choice in the scene, from 0. */
  readonly choice?: number;
  /** Place of the paragraph in the scene, from 0. */
  readonly paragraph?: number;
  /** What does not exist: a scene, a flag, a value. */
  readonly name?: string;
  /** What the flags hold where it happens, without those that hold what they held at the start. */
  readonly held?: Readonly<Record<string, string>>;
  /** The scenes of the loop, or of the path, in the order of reading. */
  readonly scenes?: readonly string[];
  /** A condition that always holds (true) or never does (false). */
  readonly always?: boolean;
}

/**
 * Everything that keeps a scenario from being published, each with its scene; empty when it may be published.
 * @param voices what is recorded: `spokenHash` of scenes. Needed for readers of six to eight, whose every scene has a voice
 * Source of the eight blocks: portal-insight.md 2.2.
 */
export function checkScenario(scenario: Scenario, voices: ReadonlySet<string> = new Set()): readonly ScenarioFault[] {
  const broken = brokenParts(scenario);
  if (broken.length > 0) return broken;
  const space = exploreScenario(scenario);
  return [
    ...scenario.scenes.flatMap(missingTexts),
    ...unreachable(scenario, space),
    ...deadEnds(scenario, space),
    ...loopsAndPath(scenario, space),
    ...scenario.scenes.flatMap(endingFaults),
    ...scenario.scenes.flatMap(feedbackFaults),
    ...constantGuards(scenario, space),
    ...(scenario.band === 'B6_8' ? scenario.scenes.filter((scene) => !voices.has(spokenHash(scene))) : []).map(
      (scene): ScenarioFault => ({ code: 'voice-missing', scene: scene.id }),
    ),
  ];
}

function brokenParts(scenario: Scenario): ScenarioFault[] {
  const scenes = new Set(scenario.scenes.map(({ id }) => id));
  const flags = new Map(scenario.flags.map((flag) => [flag.id, valuesOf(flag)]));
  return [
    ...repeated(scenario.scenes.map(({ id }) => id)).map((id): ScenarioFault => ({ code: 'scene-twice', scene: id })),
    ...repeated(scenario.flags.map(({ id }) => id)).map(
      (name): ScenarioFault => ({ code: 'flag-twice', scene: null, name }),
    ),
    ...scenario.flags
      .filter((flag) => repeated(valuesOf(flag)).length > 0)
      .map(({ id }): ScenarioFault => ({ code: 'value-twice', scene: null, name: id })),
    ...(scenario.flags.length > MOST_FLAGS ? [{ code: 'too-many-flags', scene: null } as const] : []),
    ...(combinationsOf(scenario.flags) > MOST_COMBINATIONS
      ? [{ code: 'too-many-combinations', scene: null } as const]
      : []),
    ...(scenes.has(scenario.start)
      ? []
      : [{ code: 'start-unknown', scene: scenario.scenes[0]?.id ?? null, name: scenario.start } as const]),
    ...scenario.scenes.flatMap((scene) => brokenScene(scene, scenes, flags)),
  ];
}

function brokenScene(
  scene: Scene,
  scenes: ReadonlySet<string>,
  flags: ReadonlyMap<string, readonly string[]>,
): ScenarioFault[] {
  const flagFault = (flag: string, value: string): Pick<ScenarioFault, 'code' | 'name'>[] => {
    const values = flags.get(flag);
    if (values === undefined) return [{ code: 'flag-unknown', name: flag }];
    return values.includes(value) ? [] : [{ code: 'value-unknown', name: `${flag} = ${value}` }];
  };
  const guardFaults = (when: readonly Condition[] | undefined) =>
    (when ?? []).flatMap((one) => flagFault(one.flag, 'is' in one ? one.is : one.isNot));
  return [
    ...(scene.ending !== undefined && scene.choices.length > 0
      ? [{ code: 'ending-with-choices', scene: scene.id } as const]
      : []),
    ...scene.text.flatMap(({ when }, paragraph) =>
      guardFaults(when).map((fault) => ({ ...fault, scene: scene.id, paragraph })),
    ),
    ...scene.choices.flatMap(({ to, when, set }, choice) => [
      ...(scenes.has(to) ? [] : [{ code: 'target-unknown', scene: scene.id, choice, name: to } as const]),
      ...[...guardFaults(when), ...Object.entries(set ?? {}).flatMap(([flag, value]) => flagFault(flag, value))].map(
        (fault) => ({ ...fault, scene: scene.id, choice }),
      ),
    ]),
  ];
}

/** Vietnamese is what a child reads: a heading, an empty paragraph or a choice without it is no page. English may come later. */
function missingTexts(scene: Scene): ScenarioFault[] {
  return [
    ...(scene.heading.vi === '' || scene.text.length === 0 ? [{ code: 'text-missing', scene: scene.id } as const] : []),
    ...scene.text.flatMap(({ vi }, paragraph) =>
      vi === '' ? [{ code: 'text-missing', scene: scene.id, paragraph } as const] : [],
    ),
    ...scene.choices.flatMap(({ say }, choice) =>
      say.vi === '' ? [{ code: 'text-missing', scene: scene.id, choice } as const] : [],
    ),
  ];
}

function unreachable(scenario: Scenario, { states }: StateSpace): ScenarioFault[] {
  const reached = new Set(states.map(({ scene }) => scene));
  return scenario.scenes.flatMap(({ id }, at) =>
    reached.has(at) ? [] : [{ code: 'unreachable', scene: id } as const],
  );
}

/** A state with no choice that is not an ending; told once a scene, with the first combination that comes to it. */
function deadEnds(scenario: Scenario, space: StateSpace): ScenarioFault[] {
  const told = new Set<number>();
  return space.states.flatMap(({ scene: at, combination, steps }) => {
    const scene = sceneAt(scenario, at);
    if (steps.length > 0 || scene.ending !== undefined || told.has(at)) return [];
    told.add(at);
    return [{ code: 'dead-end', scene: scene.id, held: space.changed(combination) } as const];
  });
}

/**
 * Groups of states that lead to each other: a group without a way out is a loop; the chain of groups with most scenes is the longest
 * path. A loop that can be left counts each of its scenes once, however often it is gone round.
 */
function loopsAndPath(scenario: Scenario, { states }: StateSpace): ScenarioFault[] {
  const groups = stronglyConnected(states.map(({ steps }) => steps.map(({ to }) => to)));
  const groupOf = new Int32Array(states.length);
  for (const [group, members] of groups.entries()) for (const member of members) groupOf[member] = group;

  const faults: ScenarioFault[] = [];
  const told = new Set<string>();
  // Groups come with what they lead to before them, so one pass suffices.
  const longest: { readonly scenes: number[]; readonly next: number; readonly length: number }[] = [];
  for (const [group, members] of groups.entries()) {
    const onward = new Set(
      members.flatMap((state) => (states[state]?.steps ?? []).map(({ to }) => groupOf[to] as number)),
    );
    const turnsRound = onward.delete(group);
    const scenes = [...new Set(members.toSorted((a, b) => a - b).map((state) => states[state]?.scene ?? 0))];
    if (turnsRound && onward.size === 0) {
      const names = scenes.toSorted((a, b) => a - b).map((at) => sceneAt(scenario, at).id);
      const key = names.join(' ');
      if (!told.has(key)) faults.push({ code: 'no-way-out', scene: names[0] ?? null, scenes: names });
      told.add(key);
    }
    const next = [...onward].reduce<number>(
      (best, one) => (best === -1 || lengthAt(longest, one) > lengthAt(longest, best) ? one : best),
      -1,
    );
    longest.push({ scenes, next, length: scenes.length + lengthAt(longest, next) });
  }
  const path: string[] = [];
  for (let at = groupOf[0] ?? -1; at !== -1; at = longest[at]?.next ?? -1)
    path.push(...(longest[at]?.scenes ?? []).map((place) => sceneAt(scenario, place).id));
  const beyond = path[MOST_STEPS];
  return beyond === undefined ? faults : [...faults, { code: 'path-too-long', scene: beyond, scenes: path }];
}

function lengthAt(longest: readonly { readonly length: number }[], at: number): number {
  return longest[at]?.length ?? 0;
}

function endingFaults({ id, ending }: Scene): ScenarioFault[] {
  if (ending === undefined) return [];
  const acts = ending.do.some(({ vi }) => vi !== '');
  return acts && ending.help.includes('111') ? [] : [{ code: 'ending-without-help', scene: id }];
}

/** Whoever chose wrongly, or comes back to where they were, is told something of use. */
function feedbackFaults(scene: Scene): ScenarioFault[] {
  return scene.choices.flatMap(({ verdict, to, feedback }, choice) => {
    const needed = verdict === 'wrong' || to === scene.id;
    const given = feedback !== undefined && feedback.vi !== '';
    return needed && !given ? [{ code: 'wrong-without-feedback', scene: scene.id, choice } as const] : [];
  });
}

/** A condition that is the same in every state that comes to its scene decides nothing. */
function constantGuards(scenario: Scenario, space: StateSpace): ScenarioFault[] {
  const combinations = scenario.scenes.map((): number[] => []);
  for (const { scene, combination } of space.states) combinations[scene]?.push(combination);
  return scenario.scenes.flatMap((scene, at) => {
    const reached = combinations[at] ?? [];
    if (reached.length === 0) return [];
    const constant = (when: readonly Condition[] | undefined): boolean | undefined => {
      if (when === undefined) return undefined;
      const held = reached.filter((combination) => space.holds(when, combination)).length;
      return held === 0 ? false : held === reached.length ? true : undefined;
    };
    const faults = (kind: 'choice' | 'paragraph', guards: readonly (readonly Condition[] | undefined)[]) =>
      guards.flatMap((when, place): ScenarioFault[] => {
        const always = constant(when);
        if (always === undefined) return [];
        const fault = { code: 'guard-constant', scene: scene.id, always } as const;
        return [kind === 'choice' ? { ...fault, choice: place } : { ...fault, paragraph: place }];
      });
    return [
      ...faults(
        'paragraph',
        scene.text.map(({ when }) => when),
      ),
      ...faults(
        'choice',
        scene.choices.map(({ when }) => when),
      ),
    ];
  });
}

function sceneAt(scenario: Scenario, at: number): Scene {
  const scene = scenario.scenes[at];
  if (scene === undefined) throw new Error(`no scene at ${at}`);
  return scene;
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
