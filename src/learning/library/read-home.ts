import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type CodeOf, fourCRole } from '../../vocabulary/index.ts';
import type { PublishedLesson } from '../editorial/published-item.ts';
import { type DailyMinute, dailyMinute } from '../lessons/daily-minute.pure.ts';
import { type Answers, markQuestion } from '../lessons/mark-quiz.pure.ts';
import { refuse } from '../refusals.ts';
import { type ItemView, itemView } from './item-view.ts';
import { type Library, shelfOf } from './library.ts';
import { type AnsweredQuestion, answeredQuestion, type QuestionView, questionView } from './question-view.ts';
import { readLibrary } from './read-library.ts';
import { type ReaderName, readerOf, speakTo } from './reader.ts';
import { type SelfCheckLink, selfCheckLinks } from './self-check-view.ts';

export interface MinuteView {
  readonly lesson: ItemView;
  readonly question: QuestionView;
}

/** What a reader may choose from today. */
export interface HomeView {
  readonly minute: MinuteView | null;
  readonly lessons: readonly ItemView[];
  readonly scenarios: readonly ItemView[];
  /** Articles and cards by the row of the 4Cs; a row without any is left out. */
  readonly reading: readonly { readonly role: CodeOf<typeof fourCRole>; readonly items: readonly ItemView[] }[];
  readonly questions: readonly ItemView[];
  readonly selfChecks: readonly SelfCheckLink[];
}

/** The shelf of a reader, with the question of the day. */
export async function readHome(ctx: Ctx, name: ReaderName): Promise<Result<HomeView>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const library = read.value;
  const shelf = shelfOf(library, readerOf(name));
  const view = (item: Parameters<typeof itemView>[0]) => itemView(item, ctx.language, name);
  const reading = [...shelf.articles, ...shelf.cards].map(view);
  const minute = minuteOf(library, name, ctx.now);
  const say = speakTo(readerOf(name).band, ctx.language);
  return ok({
    minute: minute && { lesson: view(minute.item), question: questionView(minute.question, say) },
    lessons: shelf.lessons.map(view),
    scenarios: shelf.scenarios.map(view),
    reading: fourCRole.codes
      .map((role) => ({ role, items: reading.filter((item) => item.role === role) }))
      .filter(({ items }) => items.length > 0),
    questions: shelf.questions.map(view),
    selfChecks: selfCheckLinks(name, ctx.language),
  });
}

/** Marks an answer to the question of the day. Refusals: `library.question-changed` */
export async function answerMinute(ctx: Ctx, name: ReaderName, answers: Answers): Promise<Result<AnsweredQuestion>> {
  const read = await readLibrary(ctx);
  if (!read.ok) return read;
  const minute = minuteOf(read.value, name, ctx.now);
  if (minute === null) return refuse('library.question-changed');
  const { question } = minute;
  const chosen = Object.hasOwn(answers, question.id) ? (answers[question.id] ?? []) : [];
  const named = Object.keys(answers).every((id) => id === question.id);
  const known = chosen.every((id) => question.options.some((option) => option.id === id));
  const most = question.choose === 'one' ? 1 : question.options.length;
  if (!named || !known || chosen.length > most) return refuse('library.question-changed');
  return ok(answeredQuestion(markQuestion(question, chosen), speakTo(readerOf(name).band, ctx.language)));
}

function minuteOf(
  library: Library,
  name: ReaderName,
  now: Date,
): (Pick<DailyMinute, 'question'> & { readonly item: PublishedLesson }) | null {
  const reader = readerOf(name);
  const { lessons } = shelfOf(library, reader);
  const minute = dailyMinute(
    lessons.map(({ body }) => body),
    reader.band,
    vietnamDate(now),
  );
  const item = lessons.find(({ body }) => body.id === minute?.lesson);
  return minute === undefined || item === undefined ? null : { item, question: minute.question };
}
