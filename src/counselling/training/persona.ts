import { z } from 'zod';
import { move } from './move.ts';

const words = z.strictObject({ vi: z.string().min(1).max(400), en: z.string().min(1).max(400) });
export type Words = z.infer<typeof words>;

/** Lines of the child by how far it trusts the helper; they are said in turn. */
const answer = z.strictObject({ low: z.array(words).min(1), high: z.array(words).min(1) });

const stage = z.strictObject({
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  /** What the child tells when this stage is reached. */
  line: words,
  /** Trust from which it tells this, 0 to 10, and the moves that open it. */
  trust: z.int().min(0).max(10),
  opens: z.array(move.zod).min(1),
  /** What is now known of the danger: 0 none, 1 some, 2 high, 3 now. */
  risk: z.int().min(0).max(3),
  /** A sentence that would open it, for whoever is stuck before it. */
  better: words,
});

/**
 * A scripted person who contacts 111, for practice. Invented, neutral, without any detail of abuse; what is told comes in stages, each
 * opened by trust and by what the helper does.
 */
export const personaShape = z.strictObject({
  code: z.string().regex(/^[A-Z]+(-[A-Z0-9]+)*$/),
  title: words,
  /** What whoever practises sees beforehand. */
  brief: words,
  /** What the practice is about, shown with the end sheet. */
  aim: words,
  /** Trust at the beginning, 1 to 9. */
  trust: z.int().min(1).max(9),
  begins: words,
  stages: z.array(stage).min(3).max(8),
  /** How many stages must be told before advice is welcome. */
  adviceFrom: z.int().min(0),
  /** Whether a step towards safety is welcome at any time. */
  urgent: z.boolean(),
  answers: z.partialRecord(move.zod, answer),
  otherwise: answer,
  /** Said once when trust runs out, and when it stays so. */
  withdraws: words,
  leaves: words,
  closes: z.strictObject({ low: words, high: words }),
  /** What this practice asks for, with the reason. */
  needs: z.array(z.strictObject({ move: move.zod, why: words })).min(3),
});
export type Persona = z.infer<typeof personaShape>;
