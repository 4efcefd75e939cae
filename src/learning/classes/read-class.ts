import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import type { PortalBand } from '../../vocabulary/index.ts';
import type { PublishedLesson } from '../editorial/published-item.ts';
import { itemAddress } from '../library/item-address.pure.ts';
import { type ItemView, itemView } from '../library/item-view.ts';
import { type Library, shelfOf } from '../library/library.ts';
import { readLibrary } from '../library/read-library.ts';
import { type ReaderName, readerNameOf, readerOf, speakTo } from '../library/reader.ts';
import { asTeacher, isOpen, type TeacherOf } from './class-access.ts';
import { type ClassGain, gainOf } from './class-gain.ts';
import { seatPictures } from './class-pictures.ts';
import { type PlannedBooster, planOf } from './class-plan.pure.ts';
import { type RoundResult, resultOf } from './class-results.pure.ts';
import { closeStanding, countAnswered, questionsOf, roundsOf, standingRound } from './class-store.ts';
import type { ClassQuestionRow, ClassRow, RoundKind, RoundRow } from './class-tables.ts';

/** A lesson that a class may open or has had; `title` is null where it is no longer published. */
export interface ClassLesson {
  readonly address: string;
  readonly title: string | null;
}

export interface RoundView {
  readonly kind: RoundKind;
  readonly lesson: ClassLesson;
  /** YYYY-MM-DD. */
  readonly onDate: string;
  /** How many have answered while it is open; what they answered is not told before it is closed. Null once it is closed. */
  readonly answeredSoFar: number | null;
  /** Null while it is open. */
  readonly result: RoundResult | null;
  /** Of a booster, against the last time the lesson was learnt; null where nothing can be said. */
  readonly gain: ClassGain | null;
  /** What its questions ask, by their names; empty where the lesson was corrected since. */
  readonly asked: Readonly<Record<string, string>>;
}

/** A class as its teacher sees it. No child is in it. */
export interface ClassView {
  readonly code: string;
  readonly reader: ReaderName;
  readonly seats: number;
  readonly weekdays: readonly number[];
  /** YYYY-MM-DD: the last day. */
  readonly endsOn: string;
  /** The newest first. */
  readonly rounds: readonly RoundView[];
  readonly plan: readonly (Omit<PlannedBooster, 'lesson'> & { readonly lesson: ClassLesson })[];
  /** What may be opened. */
  readonly lessons: readonly (ItemView & { readonly address: string })[];
}

/** Refusals: those of `asTeacher` */
export async function readClass(ctx: Ctx, teacher: TeacherOf): Promise<Result<ClassView>> {
  const library = await readLibrary(ctx);
  if (!library.ok) return library;
  return asTeacher(ctx, teacher, async (tx, row) => {
    const standing = await standingRound(tx, row.id);
    if (standing !== undefined && !isOpen(standing, tx.now)) {
      // Somebody else may just have closed it.
      const still = await standingRound(tx, row.id, 'for update');
      if (still !== undefined) await closeStanding(tx, still, still.ends_at);
    }
    const rounds = await roundsOf(tx, row.id);
    const questions = await questionsOf(tx, row.id);
    const open = rounds.find(({ answered }) => answered === null);
    const soFar = open === undefined ? 0 : await countAnswered(tx, open.id);
    return ok(classView(ctx, library.value, row, { rounds, questions, soFar }));
  });
}

/** The paper of a class: each number with its pictures, one after the other. Names are written on it by hand. Refusals: those of `asTeacher` */
export function readClassSheet(
  ctx: Ctx,
  teacher: TeacherOf,
): Promise<
  Result<{
    readonly code: string;
    readonly reader: ReaderName;
    readonly seats: readonly { readonly number: number; readonly pictures: readonly string[] }[];
  }>
> {
  return asTeacher(ctx, teacher, async (_, row) => {
    const seats = await Promise.all(
      Array.from({ length: row.seats }, async (_seat, at) => ({
        number: at + 1,
        pictures: await seatPictures(ctx.kernel.vault, row, at + 1),
      })),
    );
    return ok({ code: row.code, reader: readerNameOf(row.band as PortalBand), seats });
  });
}

function classView(
  ctx: Ctx,
  library: Library,
  row: ClassRow,
  {
    rounds,
    questions,
    soFar,
  }: { readonly rounds: readonly RoundRow[]; readonly questions: readonly ClassQuestionRow[]; readonly soFar: number },
): ClassView {
  const band = row.band as PortalBand;
  const say = speakTo(band, ctx.language);
  const reader = readerNameOf(band);
  const lessonAt = (address: string): PublishedLesson | undefined => {
    const item = library.byAddress.get(address);
    return item?.kind === 'LESSON' ? item : undefined;
  };
  const lessonView = (address: string): ClassLesson => {
    const item = lessonAt(address);
    return { address, title: item === undefined ? null : say(item.body.title) };
  };
  const ownOf = (round: RoundRow) => questions.filter(({ round_id }) => round_id === round.id);
  /** The same version of the lesson, learnt before and closed. */
  const firstOf = (round: RoundRow): RoundRow | undefined =>
    round.kind === 'LESSON'
      ? undefined
      : rounds.findLast(
          (one) =>
            one.kind === 'LESSON' &&
            one.lesson === round.lesson &&
            one.hash === round.hash &&
            one.opened_at < round.opened_at,
        );
  const roundView = (round: RoundRow): RoundView => {
    const own = ownOf(round);
    const first = firstOf(round);
    // Of a lesson that was corrected since, a question by the same name may ask another thing.
    const item = lessonAt(round.lesson);
    const quiz = item?.hash === round.hash ? item.body.quiz : [];
    const order = (id: string) => quiz.findIndex((one) => one.id === id);
    return {
      kind: round.kind,
      lesson: lessonView(round.lesson),
      onDate: round.on_date,
      answeredSoFar: round.answered === null ? soFar : null,
      result:
        round.answered === null
          ? null
          : resultOf(
              round.answered,
              own.toSorted((a, b) => order(a.question) - order(b.question)),
            ),
      gain:
        first === undefined || round.answered === null
          ? null
          : gainOf(
              { answered: first.answered ?? 0, questions: ownOf(first) },
              { answered: round.answered, questions: own },
            ),
      asked: Object.fromEntries(quiz.map(({ id, ask }) => [id, say(ask)])),
    };
  };
  const plan = planOf(
    rounds.map(({ kind, lesson, on_date }) => ({ kind, lesson, onDate: on_date })),
    row.weekdays,
    vietnamDate(ctx.now),
  );
  return {
    code: row.code,
    reader,
    seats: row.seats,
    weekdays: row.weekdays,
    endsOn: row.ends_on,
    rounds: rounds.toReversed().map(roundView),
    plan: plan.map(({ lesson, ...booster }) => ({ ...booster, lesson: lessonView(lesson) })),
    lessons: shelfOf(library, readerOf(reader)).lessons.map((item) => ({
      ...itemView(item, ctx.language, reader),
      address: itemAddress(item),
    })),
  };
}
