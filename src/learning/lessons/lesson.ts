import { z } from 'zod';
import { fourC, portalBand } from '../../vocabulary/index.ts';
import { localText, slug } from '../scenarios/local-text.ts';
import { helpCode, pictureName } from '../scenarios/scenario.ts';
import { skillCode } from '../skills/skill.ts';

/**
 * A lesson: a few cards to read, one thing to do, and a short quiz. Nobody writes anything into it: answers are chosen, so nothing can
 * be told here by mistake that somebody would have to read.
 */

const option = z.strictObject({
  id: slug,
  say: localText(200),
  right: z.boolean(),
  /** Said to whoever chose it. Needed for every wrong option. */
  feedback: localText(400),
});

const question = z.strictObject({
  id: slug,
  skill: skillCode,
  /** "one": a single right option. "several": all that fit. */
  choose: z.enum(['one', 'several']),
  ask: localText(300),
  options: z.array(option).min(2).max(5),
});
export type Question = z.infer<typeof question>;

const card = z.strictObject({
  heading: localText(120),
  text: z.array(localText(500)).min(1).max(5),
  picture: pictureName.optional(),
});

export const lesson = z.strictObject({
  format: z.literal(1),
  id: slug,
  band: portalBand.zod,
  topic: fourC.zod,
  skills: z.array(skillCode).min(1).max(3),
  title: localText(120),
  lead: localText(300),
  /** Minutes that it takes a slow reader of the band. */
  minutes: z.int().min(2).max(20),
  cards: z.array(card).min(2).max(6),
  /** The one thing to do after this lesson. */
  act: localText(300),
  quiz: z.array(question).min(3).max(6),
  /** Where to turn if something like this has happened. */
  help: z.strictObject({ say: localText(300), to: z.array(helpCode).min(1).max(5) }),
});
export type Lesson = z.infer<typeof lesson>;
