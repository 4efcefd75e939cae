import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type ItemView, itemView } from '../library/item-view.ts';
import { sceneOfLesson } from '../library/library.ts';
import { type LessonView, readLesson } from '../library/read-lesson.ts';
import { readLibrary } from '../library/read-library.ts';
import { refuse } from '../refusals.ts';
import { BOOSTER_AFTER } from '../skills/boosters.pure.ts';

/** Minutes of the parts around the lesson itself. Ours; a teacher takes what time there is. */
const MINUTES = { opening: 5, scene: 10, closing: 5 } as const;

export type PlanStep = 'opening' | 'cards' | 'scene' | 'quiz' | 'closing';

/** How a teacher may go through a lesson with a class. */
export interface LessonPlan {
  readonly lesson: LessonView;
  /** The practice scene that goes with it; null where there is none. */
  readonly scene: ItemView | null;
  readonly steps: readonly { readonly step: PlanStep; readonly minutes: number }[];
  /** Of all steps. */
  readonly minutes: number;
  /** Days after which the class practises again. */
  readonly boosters: typeof BOOSTER_AFTER;
}

/**
 * The plan of a lesson for children: to open, the cards, a scene, the questions, and to close. Of the minutes that a slow reader takes for the
 * lesson two thirds are the cards, the rest the questions. Refusals: `library.not-found`, also for lessons of adults
 */
export async function readLessonPlan(ctx: Ctx, address: string): Promise<Result<LessonPlan>> {
  const library = await readLibrary(ctx);
  if (!library.ok) return library;
  const item = library.value.byAddress.get(address);
  if (item?.kind !== 'LESSON' || item.body.band === 'ADULT') return refuse('library.not-found');
  const lesson = await readLesson(ctx, address);
  if (!lesson.ok) return lesson;
  const scene = sceneOfLesson(library.value, item);
  const cards = Math.ceil((2 * item.body.minutes) / 3);
  const steps: LessonPlan['steps'] = [
    { step: 'opening', minutes: MINUTES.opening },
    { step: 'cards', minutes: cards },
    ...(scene === undefined ? [] : [{ step: 'scene' as const, minutes: MINUTES.scene }]),
    { step: 'quiz', minutes: Math.max(1, item.body.minutes - cards) },
    { step: 'closing', minutes: MINUTES.closing },
  ];
  return ok({
    lesson: lesson.value,
    scene: scene === undefined ? null : itemView(scene, ctx.language),
    steps,
    minutes: steps.reduce((sum, { minutes }) => sum + minutes, 0),
    boosters: BOOSTER_AFTER,
  });
}
