import { addDays, type Ctx, HOUR, newId, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { readLibrary } from '../library/read-library.ts';
import { refuse } from '../refusals.ts';
import { asTeacher, isOpen, type TeacherOf } from './class-access.ts';
import { closeStanding, deleteClass, insertRound, standingRound, updateClass } from './class-store.ts';
import { type RoundKind, roundKinds } from './class-tables.ts';
import { CLASS_LASTS } from './open-class.ts';

/** How long a round that nobody closes stays open: a double lesson with its break. */
const ROUND_LASTS = 2 * HOUR;

const isRoundKind = (text: string): text is RoundKind => (roundKinds as readonly string[]).includes(text);

/**
 * Opens a lesson for a class: from now on its children answer. One is open at a time.
 * @param lesson the address of a lesson for the band of the class
 * Refusals: those of `asTeacher`, `class.lesson-unusable`, `class.round-open`
 */
export async function openRound(
  ctx: Ctx,
  teacher: TeacherOf,
  input: { readonly lesson: string; readonly kind: string },
): Promise<Result<void>> {
  const { lesson, kind } = input;
  const library = await readLibrary(ctx);
  if (!library.ok) return library;
  return asTeacher(
    ctx,
    teacher,
    async (tx, row): Promise<Result<void>> => {
      const item = library.value.byAddress.get(lesson);
      if (item?.kind !== 'LESSON' || item.body.band !== row.band || !isRoundKind(kind))
        return refuse('class.lesson-unusable', { field: 'lesson' });
      const standing = await standingRound(tx, row.id, 'for update');
      if (standing !== undefined) {
        if (isOpen(standing, tx.now)) return refuse('class.round-open');
        await closeStanding(tx, standing, standing.ends_at);
      }
      const today = vietnamDate(tx.now);
      await insertRound(tx, {
        id: newId<'class-round'>(tx.now.getTime()),
        class_id: row.id,
        kind,
        lesson,
        hash: item.hash,
        on_date: today,
        opened_at: tx.now,
        ends_at: new Date(tx.now.getTime() + ROUND_LASTS),
        answered: null,
      });
      await updateClass(tx, row.id, { ends_on: addDays(today, CLASS_LASTS) });
      return ok();
    },
    'for update',
  );
}

/** Closes what is open, for good; from here on the result is told. Refusals: those of `asTeacher`, `class.no-round` */
export function closeRound(ctx: Ctx, teacher: TeacherOf): Promise<Result<void>> {
  return asTeacher(ctx, teacher, async (tx, row): Promise<Result<void>> => {
    const standing = await standingRound(tx, row.id, 'for update');
    if (standing === undefined) return refuse('class.no-round');
    await closeStanding(tx, standing, isOpen(standing, tx.now) ? tx.now : standing.ends_at);
    return ok();
  });
}

/** A new sheet: the pictures of the one before open nothing any more. Refusals: those of `asTeacher` */
export function renewSheet(ctx: Ctx, teacher: TeacherOf): Promise<Result<void>> {
  return asTeacher(ctx, teacher, async (tx, row): Promise<Result<void>> => {
    await updateClass(tx, row.id, { sheet: row.sheet + 1 });
    return ok();
  });
}

/** Ends a class; nothing of it stays. Refusals: those of `asTeacher` */
export function endClass(ctx: Ctx, teacher: TeacherOf): Promise<Result<void>> {
  return asTeacher(ctx, teacher, async (tx, row): Promise<Result<void>> => {
    await deleteClass(tx, row.id);
    return ok();
  });
}
