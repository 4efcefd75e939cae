import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { PlayedVoice } from '../../recordings/index.ts';
import type { PublishedLesson } from '../editorial/published-item.ts';
import { type Answers, type MarkedQuiz, markQuiz } from '../lessons/mark-quiz.pure.ts';
import { refuse } from '../refusals.ts';
import type { HelpCode } from '../scenarios/scenario.ts';
import { skills } from '../skills/skill.ts';
import { drawingOf } from './drawings.ts';
import { type ItemView, itemView } from './item-view.ts';
import { type Library, nextLesson, relatedTo } from './library.ts';
import { publishedVoices } from './published-voices.ts';
import { type AnsweredQuestion, answeredQuestion, type QuestionView, questionView } from './question-view.ts';
import { readLibrary } from './read-library.ts';
import { readerNameOf, readerOf, type Say, speakTo } from './reader.ts';

export interface SkillView {
  readonly name: string;
  /** What a reader of the band can say of themselves who has it. */
  readonly can: string;
}

export interface LessonView extends ItemView {
  readonly skills: readonly SkillView[];
  readonly cards: readonly {
    readonly heading: string;
    readonly text: readonly string[];
    readonly picture: { readonly svg: string; readonly alt: string } | null;
    readonly voice: PlayedVoice | null;
  }[];
  /** For six to eight: a person reads the title and the lead; each card, the act, each question and the help have voices of their own. */
  readonly voice: PlayedVoice | null;
  readonly act: string;
  readonly actVoice: PlayedVoice | null;
  readonly quiz: readonly (QuestionView & { readonly voice: PlayedVoice | null })[];
  readonly help: { readonly text: string; readonly to: readonly HelpCode[]; readonly voice: PlayedVoice | null };
  readonly next: ItemView | null;
  readonly related: readonly ItemView[];
}

export interface QuizView {
  readonly questions: readonly AnsweredQuestion[];
  /** Skills to look at again; empty where there is none. */
  readonly again: readonly SkillView[];
  /** What to go on with: a lesson that practises those. */
  readonly next: ItemView | null;
}

const RELATED_MOST = 3;

/** Refusals: `library.not-found` */
export async function readLesson(ctx: Ctx, address: string): Promise<Result<LessonView>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const library = read.value;
  const item = findLesson(library, address);
  if (item === undefined) return refuse('library.not-found');
  const { body } = item;
  const say = speakTo(body.band, ctx.language);
  const reader = readerNameOf(body.band);
  const next = nextLesson(library, item);
  const voices = await publishedVoices(ctx, item);
  if (!voices.ok) return voices;
  return ok({
    ...itemView(item, ctx.language),
    voice: voices.value.at('lead'),
    skills: body.skills.flatMap((code) => skillView(code, item, say)),
    cards: body.cards.map(({ heading, text, picture }, at) => {
      const drawing = picture === undefined ? undefined : drawingOf(picture);
      return {
        heading: say(heading),
        text: text.map(say),
        picture: drawing === undefined ? null : { svg: drawing.svg, alt: say(drawing.alt) },
        voice: voices.value.at(`card-${at}`),
      };
    }),
    act: say(body.act),
    actVoice: voices.value.at('act'),
    quiz: body.quiz.map((question) => ({
      ...questionView(question, say),
      voice: voices.value.at(`question-${question.id}`),
    })),
    help: { text: say(body.help.say), to: body.help.to, voice: voices.value.at('help') },
    next: next === undefined ? null : itemView(next, ctx.language),
    related: relatedTo(library, item, readerOf(reader), RELATED_MOST).map((other) =>
      itemView(other, ctx.language, reader),
    ),
  });
}

/** Marks a quiz; nothing is kept. Refusals: `library.not-found`, `library.question-changed` */
export async function answerQuiz(ctx: Ctx, address: string, answers: Answers): Promise<Result<QuizView>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const library = read.value;
  const item = findLesson(library, address);
  if (item === undefined) return refuse('library.not-found');
  const marking = markQuiz(item.body, answers);
  return marking.ok ? ok(quizView(ctx, library, item, marking.marked)) : refuse('library.question-changed');
}

/** What a reader is told of a quiz that is marked. */
export function quizView(
  { language }: Pick<Ctx, 'language'>,
  library: Library,
  item: PublishedLesson,
  { questions, again }: MarkedQuiz,
): QuizView {
  const say = speakTo(item.body.band, language);
  const next = nextLesson(library, item, again);
  return {
    questions: questions.map((question) => answeredQuestion(question, say)),
    again: again.flatMap((code) => skillView(code, item, say)),
    next: next === undefined ? null : itemView(next, language),
  };
}

function findLesson(library: Library, address: string): PublishedLesson | undefined {
  const item = library.byAddress.get(address);
  return item?.kind === 'LESSON' ? item : undefined;
}

function skillView(code: PublishedLesson['body']['skills'][number], { body }: PublishedLesson, say: Say): SkillView[] {
  const skill = skills.find((one) => one.code === code);
  const can = skill?.can[body.band];
  return skill === undefined || can === undefined ? [] : [{ name: say(skill.name), can: say(can) }];
}
