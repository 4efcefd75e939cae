import { type Content, findTextFaults, findWordFaults, neverToAChild, type TextFault } from '../content/content.ts';
import { checkLesson, longSentences } from '../lessons/check-lesson.pure.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { checkScenario } from '../scenarios/check-scenario.pure.ts';
import type { LocalText } from '../scenarios/local-text.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { ItemBody } from './item.ts';

/** One thing that keeps a body from being put before an approver, and where to look. */
export interface BodyFault {
  /** Of a text, a lesson or a scenario; `words_item_fault` of the desk says it. */
  readonly code:
    | TextFault['code']
    | ReturnType<typeof checkLesson>[number]['code']
    | ReturnType<typeof checkScenario>[number]['code'];
  /** The part that a preview jumps to, as in `block-2`, `question-ask-first`, `scene-start`; null for the whole. */
  readonly place: string | null;
  /** The words, the sentence or the name at fault. */
  readonly words?: string;
  /** What to write instead, or how long and how long at most. */
  readonly instead?: string;
}

type Lists = Omit<Content, 'texts'>;

/** Per cent of the sentences of a lesson or a scenario that may be longer than their band carries. Source: portal-insight.md 10. */
const LONG_SENTENCES_MOST = 5;

/**
 * Everything that keeps a body from being approved; empty when nothing does.
 * @param voices what is recorded of it, as `voicesIn` gives it
 */
export function findBodyFaults(
  item: ItemBody,
  lists: Lists,
  voices: ReadonlySet<string> = new Set(),
): readonly BodyFault[] {
  if (item.kind === 'TEXT')
    return findTextFaults(item.body, lists).map(({ at, ...fault }) => ({
      ...fault,
      place: typeof at === 'number' ? `block-${at}` : at,
    }));
  return item.kind === 'LESSON' ? lessonFaults(item.body, lists) : scenarioFaults(item.body, lists, voices);
}

function lessonFaults(lesson: Lesson, lists: Lists): readonly BodyFault[] {
  return [
    ...checkLesson(lesson, lists.limits.longestSentence).map(({ code, question, at }): BodyFault => {
      const place = question === null ? null : `question-${question}`;
      return at === undefined ? { code, place } : { code, place, words: at };
    }),
    ...pictureFaults(
      lesson.cards.map(({ picture }, at) => ({ picture, place: `card-${at}` })),
      lists,
    ),
    ...wordFaults(linesOfLesson(lesson), lesson.band !== 'ADULT', lists),
  ];
}

function linesOfLesson(lesson: Lesson): readonly PlacedLine[] {
  const at = (place: string, ...lines: readonly LocalText[]) => lines.map((line) => ({ place, line }));
  return [
    ...at('title', lesson.title),
    ...at('lead', lesson.lead),
    ...lesson.cards.flatMap(({ heading, text }, place) => at(`card-${place}`, heading, ...text)),
    ...at('act', lesson.act),
    ...lesson.quiz.flatMap(({ id, ask, options }) =>
      at(`question-${id}`, ask, ...options.flatMap(({ say, feedback }) => [say, feedback])),
    ),
    ...at('help', lesson.help.say),
  ];
}

function scenarioFaults(scenario: Scenario, lists: Lists, voices: ReadonlySet<string>): readonly BodyFault[] {
  const lines = linesOfScenario(scenario);
  const most = lists.limits.longestSentence[scenario.band];
  const { long, all } = longSentences(
    lines.map(({ line }) => line),
    most,
  );
  const tooMany = long.length * 100 > all * LONG_SENTENCES_MOST;
  return [
    ...checkScenario(scenario, voices).map(({ code, scene, choice, paragraph, name, scenes }): BodyFault => {
      const here = scenario.scenes.find(({ id }) => id === scene);
      const words =
        name ??
        scenes?.join(' → ') ??
        (choice === undefined ? undefined : here?.choices[choice]?.say.vi) ??
        (paragraph === undefined ? undefined : here?.text[paragraph]?.vi);
      const place = scene === null ? null : `scene-${scene}`;
      return words === undefined ? { code, place } : { code, place, words };
    }),
    ...pictureFaults(
      scenario.scenes.map(({ id, picture }) => ({ picture, place: `scene-${id}` })),
      lists,
    ),
    ...wordFaults(lines, scenario.band !== 'ADULT', lists),
    ...(tooMany ? lines : []).flatMap(({ place, line }) =>
      longSentences([line], most).long.map((words): BodyFault => ({ code: 'sentence-too-long', place, words })),
    ),
  ];
}

function linesOfScenario(scenario: Scenario): readonly PlacedLine[] {
  const at = (place: string, ...lines: readonly LocalText[]) => lines.map((line) => ({ place, line }));
  return [
    ...at('title', scenario.title),
    ...at('lead', scenario.lead),
    ...scenario.scenes.flatMap(({ id, heading, text, choices, ending }) =>
      at(
        `scene-${id}`,
        heading,
        ...text,
        ...choices.flatMap(({ say, feedback }) => (feedback === undefined ? [say] : [say, feedback])),
        ...(ending?.do ?? []),
      ),
    ),
  ];
}

interface PlacedLine {
  readonly place: string;
  readonly line: Pick<LocalText, 'vi' | 'en'>;
}

function pictureFaults(
  shown: readonly { readonly picture: string | undefined; readonly place: string }[],
  { pictures }: Lists,
): readonly BodyFault[] {
  return shown.flatMap(({ picture, place }) =>
    picture === undefined || pictures[picture]?.drawn === true
      ? []
      : [{ code: 'picture-unknown', place, words: picture } as const],
  );
}

function wordFaults(lines: readonly PlacedLine[], toAChild: boolean, { limits }: Lists): readonly BodyFault[] {
  return lines.flatMap(({ place, line }): readonly BodyFault[] => [
    ...findWordFaults(line).map((fault) => ({ ...fault, place })),
    ...(toAChild ? neverToAChild(line.vi, limits) : []).map(
      (words): BodyFault => ({ code: 'never-to-a-child', place, words }),
    ),
  ]);
}
