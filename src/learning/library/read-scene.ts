import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { PlayedVoice } from '../../recordings/index.ts';
import type { PublishedScenario } from '../editorial/published-item.ts';
import { refuse } from '../refusals.ts';
import { type CompiledScenario, compileScenario, pageAt, START_ADDRESS } from '../scenarios/compile-scenario.pure.ts';
import type { HelpCode, Scenario, Verdict } from '../scenarios/scenario.ts';
import { type FilePictures, scenarioFile } from '../scenarios/scenario-file.ts';
import { drawingOf } from './drawings.ts';
import { type ItemView, itemView } from './item-view.ts';
import { type Library, relatedTo } from './library.ts';
import { publishedVoices } from './published-voices.ts';
import { readLibrary } from './read-library.ts';
import { readerNameOf, readerOf, type Say, speakTo } from './reader.ts';

interface Shown {
  readonly heading: string;
  readonly text: readonly string[];
  readonly picture: { readonly svg: string; readonly alt: string } | null;
  /** For six to eight: a person reads this page. */
  readonly voice: PlayedVoice | null;
}

export type SceneView =
  | (Shown & { readonly kind: 'scene'; readonly choices: readonly { readonly say: string; readonly to: string }[] })
  | (Shown & { readonly kind: 'ending'; readonly do: readonly string[]; readonly help: readonly HelpCode[] })
  | {
      readonly kind: 'answer';
      readonly heading: string;
      readonly said: string;
      readonly verdict: Verdict;
      readonly feedback: string;
      readonly to: string;
      /** It leads back to where the choice was made. */
      readonly again: boolean;
    };

export interface ScenarioView extends ItemView {
  /** The last part of the address of its first page. */
  readonly start: string;
  readonly related: readonly ItemView[];
}

const RELATED_MOST = 3;

const compiled = new WeakMap<Scenario, CompiledScenario>();

/** Compiled once a process. */
export function pagesOf(scenario: Scenario): CompiledScenario {
  const made = compiled.get(scenario) ?? compileScenario(scenario);
  compiled.set(scenario, made);
  return made;
}

/** What a practice scene is about, before it begins. Refusals: `library.not-found` */
export async function readScenario(ctx: Ctx, address: string): Promise<Result<ScenarioView>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const library = read.value;
  const item = findScenario(library, address);
  return item === undefined ? refuse('library.not-found') : ok(scenarioView(library, item, ctx.language));
}

/**
 * One page of it: a scene, what is said to a choice, or an ending. Refusals: `library.not-found`; `library.scene-changed` where the
 * scenario is there and the page is not, because it was corrected meanwhile
 */
export async function readScene(
  ctx: Ctx,
  address: string,
  at: string,
): Promise<Result<{ readonly scenario: ScenarioView; readonly scene: SceneView }>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const library = read.value;
  const item = findScenario(library, address);
  if (item === undefined) return refuse('library.not-found');
  const page = pageAt(pagesOf(item.body), at);
  if (page === undefined) return refuse('library.scene-changed');
  const say = speakTo(item.body.band, ctx.language);
  const scenario = scenarioView(library, item, ctx.language);
  if (page.kind === 'answer')
    return ok({
      scenario,
      scene: {
        kind: page.kind,
        heading: say(page.heading),
        said: say(page.said),
        verdict: page.verdict,
        feedback: say(page.feedback),
        to: page.to,
        again: page.again,
      },
    });
  const voices = await publishedVoices(ctx, item);
  if (!voices.ok) return voices;
  const drawing = page.picture === undefined ? undefined : drawingOf(page.picture);
  const shown: Shown = {
    heading: say(page.heading),
    text: page.text.map(say),
    picture: drawing === undefined ? null : { svg: drawing.svg, alt: say(drawing.alt) },
    voice: voices.value.saying(page.voice),
  };
  return ok({
    scenario,
    scene:
      page.kind === 'scene'
        ? { ...shown, kind: page.kind, choices: page.choices.map((turn) => ({ say: say(turn.say), to: turn.to })) }
        : { ...shown, kind: page.kind, do: page.do.map(say), help: page.help },
  });
}

/**
 * The whole as one HTML file that passes from phone to phone.
 * @param source who publishes it and where, as the file says it
 * @param date dd/mm/yyyy
 * @param style paints the drawings, which hold no colours
 * Refusals: `library.not-found`
 */
export async function readScenarioFile(
  ctx: Ctx,
  address: string,
  { source, date, style }: { readonly source: string; readonly date: string; readonly style: string },
): Promise<Result<string>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const item = findScenario(read.value, address);
  if (item === undefined) return refuse('library.not-found');
  const say: Say = speakTo(item.body.band, 'vi');
  const pictures: FilePictures = {
    style,
    of: (name) => {
      const drawing = drawingOf(name);
      return drawing && { svg: drawing.svg, alt: { vi: say(drawing.alt), en: drawing.alt.en } };
    },
  };
  return ok(scenarioFile(pagesOf(item.body), { lang: ctx.language, source, date, pictures }));
}

function findScenario(library: Library, address: string): PublishedScenario | undefined {
  const item = library.byAddress.get(address);
  return item?.kind === 'SCENARIO' ? item : undefined;
}

function scenarioView(library: Library, item: PublishedScenario, language: 'vi' | 'en'): ScenarioView {
  const reader = readerNameOf(item.body.band);
  return {
    ...itemView(item, language),
    start: START_ADDRESS,
    related: relatedTo(library, item, readerOf(reader), RELATED_MOST).map((other) => itemView(other, language, reader)),
  };
}
