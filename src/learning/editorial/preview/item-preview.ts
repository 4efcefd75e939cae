import type { PortalBand } from '../../../vocabulary/index.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { type BlockView, blockView } from '../../library/block-view.ts';
import { drawingOf } from '../../library/drawings.ts';
import { type Say, speakTo } from '../../library/reader.ts';
import type { HelpCode, Scenario, Verdict } from '../../scenarios/scenario.ts';
import { formOf, type ItemBody, type ItemForm } from '../item.ts';

/** A body as one band reads it, whole: with drawings, every answer and every way, so that whoever approves it has seen all of it. */
export interface ItemPreview {
  readonly form: ItemForm;
  readonly title: string;
  readonly lead: string;
  readonly band: PortalBand;
  /** For whom else it is written: they are called otherwise. */
  readonly bands: readonly PortalBand[];
  readonly sections: readonly PreviewSection[];
}

interface Picture {
  readonly svg: string;
  readonly alt: string;
}

export type PreviewSection =
  | { readonly kind: 'block'; readonly block: BlockView }
  | {
      readonly kind: 'page';
      /** As in `scene-start`, `card-0`: where choices lead. */
      readonly place: string;
      readonly heading: string;
      readonly text: readonly string[];
      readonly picture: Picture | null;
      readonly choices: readonly PreviewChoice[];
      readonly do: readonly string[];
      readonly help: readonly HelpCode[];
    }
  | { readonly kind: 'act'; readonly text: string };

export interface PreviewChoice {
  readonly say: string;
  readonly verdict: Verdict;
  readonly feedback: string;
  /** Where it leads, and what stands at the head of that page; null in a quiz. */
  readonly to: { readonly place: string; readonly heading: string } | null;
}

/** @param wanted a band that it is written for; the first of its own where it is not */
export function itemPreview(item: ItemBody, wanted: string | undefined, language: 'vi' | 'en'): ItemPreview {
  const bands: readonly PortalBand[] = item.kind === 'TEXT' ? item.body.bands : [item.body.band];
  const band = bands.find((one) => one === wanted) ?? bands[0] ?? 'ADULT';
  const say = speakTo(band, language);
  return {
    form: formOf(item),
    title: say(item.body.title),
    lead: say(item.body.lead),
    band,
    bands,
    sections:
      item.kind === 'TEXT'
        ? item.body.blocks.flatMap((block) =>
            blockView(block, say).map((view) => ({ kind: 'block' as const, block: view })),
          )
        : item.kind === 'LESSON'
          ? lessonSections(item.body, say)
          : scenarioSections(item.body, say),
  };
}

function pictureOf(name: string | undefined, say: Say): Picture | null {
  const drawing = name === undefined ? undefined : drawingOf(name);
  return drawing === undefined ? null : { svg: drawing.svg, alt: say(drawing.alt) };
}

const bare = { picture: null, text: [], choices: [], do: [], help: [] };

function lessonSections(lesson: Lesson, say: Say): readonly PreviewSection[] {
  return [
    ...lesson.cards.map(
      ({ heading, text, picture }, at): PreviewSection => ({
        ...bare,
        kind: 'page',
        place: `card-${at}`,
        heading: say(heading),
        text: text.map(say),
        picture: pictureOf(picture, say),
      }),
    ),
    { kind: 'act', text: say(lesson.act) },
    ...lesson.quiz.map(
      ({ id, ask, options }): PreviewSection => ({
        ...bare,
        kind: 'page',
        place: `question-${id}`,
        heading: say(ask),
        choices: options.map((option) => ({
          say: say(option.say),
          verdict: option.right ? 'right' : 'wrong',
          feedback: say(option.feedback),
          to: null,
        })),
      }),
    ),
    { ...bare, kind: 'page', place: 'help', heading: say(lesson.help.say), help: lesson.help.to },
  ];
}

function scenarioSections(scenario: Scenario, say: Say): readonly PreviewSection[] {
  const known = new Map(scenario.scenes.map((scene) => [scene.id, scene]));
  const first = known.get(scenario.start);
  const others = scenario.scenes.filter((scene) => scene !== first);
  return [...(first === undefined ? [] : [first]), ...others].map(
    ({ id, heading, text, picture, choices, ending }): PreviewSection => ({
      kind: 'page',
      place: `scene-${id}`,
      heading: say(heading),
      text: text.map(say),
      picture: pictureOf(picture, say),
      choices: choices.map((choice) => {
        const target = known.get(choice.to);
        return {
          say: say(choice.say),
          verdict: choice.verdict,
          feedback: choice.feedback === undefined ? '' : say(choice.feedback),
          to: target === undefined ? null : { place: `scene-${choice.to}`, heading: say(target.heading) },
        };
      }),
      do: (ending?.do ?? []).map(say),
      help: ending?.help ?? [],
    }),
  );
}
