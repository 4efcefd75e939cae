import { z } from 'zod';
import { type Rung, rungs } from './addressee.ts';
import ladder from './ladder.json' with { type: 'json' };

/** The ladder as data: who is asked after whom, and how long the silence of the one before lasts before that. */
const steps = z
  .array(z.strictObject({ rung: z.enum(rungs), after: z.string(), silenceTimes: z.int().min(1).max(20) }))
  .length(rungs.length)
  .parse(ladder.steps);

/** How many times the period of an order is waited in silence before a rung is asked. */
export const silenceTimes = (rung: Rung): number => steps.find((one) => one.rung === rung)?.silenceTimes ?? 1;

/** When a silent addressee may be passed by for one of a rung. */
export function silenceEnds(from: Date, due: Date, to: Rung): Date {
  return new Date(from.getTime() + (due.getTime() - from.getTime()) * silenceTimes(to));
}
