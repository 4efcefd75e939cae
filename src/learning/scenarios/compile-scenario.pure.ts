import { sha256 } from '@noble/hashes/sha2.js';
import { base32nopad } from '@scure/base';
import type { LocalText } from './local-text.ts';
import type { HelpCode, Scenario, Scene, Verdict } from './scenario.ts';
import { exploreScenario } from './scenario-states.pure.ts';
import { spokenHash } from './spoken-scene.pure.ts';

/** The address of the first page. Every other address has six letters or more, so nothing is mistaken for it. */
export const START_ADDRESS = '0';
const ADDRESS_LENGTH = 6;

interface Page {
  /** The last part of the address: stays the same as long as the scene's name and what the flags hold do. */
  readonly address: string;
  /** Counts from 1 in the order of reading: what a printed sheet says ("go to 4"). */
  readonly number: number;
  /** The scene as the editor knows it. */
  readonly scene: string;
  readonly heading: LocalText;
}

/** A way from a page to another. */
export interface Turn {
  readonly say: LocalText;
  readonly to: string;
}

export interface ScenePage extends Page {
  readonly kind: 'scene';
  readonly text: readonly LocalText[];
  /** Its name among the pictures of the house. */
  readonly picture?: string;
  /** SHA-256 of what a voice says here, if its words are those of this page: a paragraph left out leaves the page without. */
  readonly voice?: string;
  readonly choices: readonly Turn[];
}

export interface EndingPage extends Page {
  readonly kind: 'ending';
  readonly text: readonly LocalText[];
  /** Its name among the pictures of the house. */
  readonly picture?: string;
  readonly voice?: string;
  readonly do: readonly LocalText[];
  readonly help: readonly HelpCode[];
}

/** What is read between a choice and the scene it leads to. */
export interface AnswerPage extends Page {
  readonly kind: 'answer';
  readonly said: LocalText;
  readonly verdict: Verdict;
  readonly feedback: LocalText;
  readonly to: string;
  /** It leads back to where the choice was made. */
  readonly again: boolean;
}

export type ScenarioPage = ScenePage | EndingPage | AnswerPage;

export interface CompiledScenario {
  readonly id: string;
  readonly band: Scenario['band'];
  readonly title: LocalText;
  readonly lead: LocalText;
  /** In the order of reading; the first is the start. */
  readonly pages: readonly ScenarioPage[];
}

/**
 * Turns a scenario into plain pages: one for every state that a reader can come to, and one for every feedback on the way. Each
 * choice is a link, so nothing but addresses is needed to play it: no script, no stored progress, no cookie. An address says nothing
 * of what was chosen to whoever looks over the history of a telephone.
 * @throws Error on a scenario that `checkScenario` finds broken
 */
export function compileScenario(scenario: Scenario): CompiledScenario {
  const space = exploreScenario(scenario);
  const held = space.states.map(({ scene, combination }) =>
    stateName(sceneAt(scenario, scene), space.changed(combination)),
  );
  const addresses = addressesOf(held);
  const pages: ScenarioPage[] = [];
  for (const [at, { scene: place, combination, steps }] of space.states.entries()) {
    const scene = sceneAt(scenario, place);
    const address = addresses[at] as string;
    const text = scene.text.filter(({ when }) => space.holds(when, combination));
    const whole =
      text.length === scene.text.length && (scene.ending !== undefined || steps.length === scene.choices.length);
    const answers: AnswerPage[] = [];
    const choices = steps.map(({ choice: number, to }): Turn => {
      const { say, verdict, feedback } = choiceAt(scene, number);
      const target = addresses[to] as string;
      if (feedback === undefined || feedback.vi === '') return { say, to: target };
      const answer = `${address}-${number + 1}`;
      answers.push({
        kind: 'answer',
        address: answer,
        number: 0,
        scene: scene.id,
        heading: scene.heading,
        said: say,
        verdict,
        feedback,
        to: target,
        again: space.states[to]?.scene === place,
      });
      return { say, to: answer };
    });
    const shared = {
      address,
      number: 0,
      scene: scene.id,
      heading: scene.heading,
      text: text.map(({ vi, en }) => ({ vi, en })),
      ...(scene.picture && { picture: scene.picture }),
      ...(whole && { voice: spokenHash(scene) }),
    };
    pages.push(
      scene.ending === undefined
        ? { kind: 'scene', ...shared, choices }
        : { kind: 'ending', ...shared, do: scene.ending.do, help: scene.ending.help },
      ...answers,
    );
  }
  return {
    id: scenario.id,
    band: scenario.band,
    title: scenario.title,
    lead: scenario.lead,
    pages: pages.map((page, at) => ({ ...page, number: at + 1 })),
  };
}

/** The page of an address; undefined where the scenario has none. */
export function pageAt(compiled: CompiledScenario, address: string): ScenarioPage | undefined {
  return compiled.pages.find((page) => page.address === address);
}

/** Where a page leads. */
export function turnsOf(page: ScenarioPage): readonly string[] {
  if (page.kind === 'answer') return [page.to];
  return page.kind === 'ending' ? [] : page.choices.map(({ to }) => to);
}

/**
 * A state by names alone: neither another scene, nor another flag that still holds what it held at the start, nor a new order changes it.
 */
function stateName({ id }: Scene, changed: Readonly<Record<string, string>>): string {
  const flags = Object.keys(changed).toSorted();
  return [id, ...flags.map((flag) => `${flag}=${changed[flag]}`)].join(' ');
}

/** Six letters of SHA-256; as many more as two states need that begin alike. */
function addressesOf(names: readonly string[]): string[] {
  const digests = names.map((name) => base32nopad.encode(sha256(new TextEncoder().encode(name))).toLowerCase());
  const shared = new Map<string, number>();
  for (const digest of digests) {
    const start = digest.slice(0, ADDRESS_LENGTH);
    shared.set(start, (shared.get(start) ?? 0) + 1);
  }
  return digests.map((digest, at) => {
    if (at === 0) return START_ADDRESS;
    const start = digest.slice(0, ADDRESS_LENGTH);
    return shared.get(start) === 1 ? start : digest.slice(0, 2 * ADDRESS_LENGTH);
  });
}

function sceneAt(scenario: Scenario, at: number): Scene {
  const scene = scenario.scenes[at];
  if (scene === undefined) throw new Error(`no scene at ${at}`);
  return scene;
}

function choiceAt(scene: Scene, at: number): Scene['choices'][number] {
  const choice = scene.choices[at];
  if (choice === undefined) throw new Error(`no choice ${at} in ${scene.id}`);
  return choice;
}
