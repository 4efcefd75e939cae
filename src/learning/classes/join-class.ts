import { beginTry, type Ctx, ok, type Result, readCode, type Tx } from '../../kernel/index.ts';
import type { PortalBand } from '../../vocabulary/index.ts';
import { type Answers, type MarkedQuiz, markQuiz } from '../lessons/mark-quiz.pure.ts';
import { type LessonView, type QuizView, quizView, readLesson } from '../library/read-lesson.ts';
import { readLibrary } from '../library/read-library.ts';
import { type ReaderName, readerNameOf } from '../library/reader.ts';
import { refuse } from '../refusals.ts';
import { CLASSES, isOpen, liveClass } from './class-access.ts';
import { seatPictures } from './class-pictures.ts';
import { addAnswer, hasAnswered, insertAnswered, standingRound } from './class-store.ts';
import type { ClassRow, RoundRow } from './class-tables.ts';

/** Wrong pictures of one number that are free. A class sits behind one address, so nothing is counted over all numbers of it. */
const FREE_TRIES = 5;

/** What anybody sees who has the code. */
export interface ClassDoor {
  readonly code: string;
  readonly reader: ReaderName;
  readonly seats: number;
  /** Whether a lesson is open. */
  readonly open: boolean;
}

/** What a child shows: the number on its paper and the pictures in their order. */
export interface SeatOf {
  readonly code: string;
  readonly seat: number;
  readonly pictures: readonly string[];
}

/** Refusals: `class.not-found` */
export async function readClassDoor(ctx: Ctx, code: string): Promise<Result<ClassDoor>> {
  const read = readCode(code);
  if (read === undefined) return refuse('class.not-found', { field: 'code' });
  return ctx.as(CLASSES).transaction(async (tx): Promise<Result<ClassDoor>> => {
    const row = await liveClass(tx, read);
    if (row === undefined) return refuse('class.not-found', { field: 'code' });
    const round = await standingRound(tx, row.id);
    return ok({
      code: row.code,
      reader: readerNameOf(row.band as PortalBand),
      seats: row.seats,
      open: round !== undefined && isOpen(round, tx.now),
    });
  });
}

/**
 * A child signs in and sees the lesson that is open. Nothing is written.
 * Refusals: those of `inSeat`, `class.answered`, `library.not-found`
 */
export async function signInToClass(ctx: Ctx, seat: SeatOf): Promise<Result<LessonView>> {
  const found = await inSeat(ctx, seat, async (tx, _, round) =>
    (await hasAnswered(tx, round.id, seat.seat)) ? refuse('class.answered') : ok(round.lesson),
  );
  return found.ok ? readLesson(ctx, found.value) : found;
}

/**
 * Marks what a child chose and adds it to the sums of the class: which question, and right or not yet. What was chosen, and by which
 * number, is kept nowhere; that the number has answered is known until the round closes.
 * Refusals: those of `inSeat`, `class.answered`, `library.not-found`, `library.question-changed`
 */
export async function answerInClass(ctx: Ctx, seat: SeatOf, answers: Answers): Promise<Result<QuizView>> {
  const library = await readLibrary(ctx);
  if (!library.ok) return library;
  return inSeat(
    ctx,
    seat,
    async (tx, row, round): Promise<Result<QuizView>> => {
      const item = library.value.byAddress.get(round.lesson);
      if (item?.kind !== 'LESSON') return refuse('library.not-found');
      // Sums of two versions of a lesson would be no sums.
      if (item.hash !== round.hash) return refuse('library.question-changed');
      const marking = markQuiz(item.body, answers);
      if (!marking.ok) return refuse('library.question-changed');
      if (await hasAnswered(tx, round.id, seat.seat)) return refuse('class.answered');
      await count(tx, row, round, seat.seat, marking.marked);
      return ok(quizView(ctx, library.value, item, marking.marked));
    },
    'for update',
  );
}

async function count(tx: Tx, row: ClassRow, round: RoundRow, seat: number, { questions }: MarkedQuiz): Promise<void> {
  const of = { class_id: row.id, round_id: round.id };
  await insertAnswered(tx, { ...of, seat });
  // In the order of their names, so that two who answer at once do not wait for each other.
  for (const { id, result } of questions.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    if (result !== 'skipped') await addAnswer(tx, { ...of, question: id, right: result === 'right' });
}

/** Refusals: `class.not-found`, `class.wait`, `class.pictures-wrong`, `class.no-round`, `class.round-over`, and those of what is done */
async function inSeat<T>(
  ctx: Ctx,
  { code, seat, pictures }: SeatOf,
  act: (tx: Tx, row: ClassRow, round: RoundRow) => Promise<Result<T>>,
  lock?: 'for update',
): Promise<Result<T>> {
  const read = readCode(code);
  if (read === undefined) return refuse('class.not-found', { field: 'code' });
  const tried = beginTry(ctx, 'class-seat', [[`${read} ${seat}`, FREE_TRIES]]);
  if (typeof tried === 'number') return refuse('class.wait');
  return ctx.as(CLASSES).transaction(async (tx): Promise<Result<T>> => {
    const row = await liveClass(tx, read);
    if (row === undefined) return refuse('class.not-found', { field: 'code' });
    const isSeat = Number.isInteger(seat) && seat >= 1 && seat <= row.seats;
    const own = isSeat ? await seatPictures(ctx.kernel.vault, row, seat) : [];
    const same = pictures.length === own.length && own.every((picture, at) => picture === pictures[at]);
    if (!isSeat || !same) return refuse('class.pictures-wrong', { field: 'pictures' });
    tried.right();
    const round = await standingRound(tx, row.id, lock);
    if (round === undefined) return refuse('class.no-round');
    return isOpen(round, tx.now) ? act(tx, row, round) : refuse('class.round-over');
  });
}
