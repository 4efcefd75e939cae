/** Indicators of the national report. The formula is text for the reader of the report; `insight` computes them. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './indicator.json' with { type: 'json' };

export const indicator = readList(lists.indicator, {
  formula_vi: z.string(),
  formula_en: z.string(),
  origin: z.enum(['survey', 'platform', 'helpline', 'police', 'hash_register', 'schools', 'plan', 'self_assessment']),
  unit: z.enum(['percent', 'count', 'minute', 'rate_per_100k', 'score', 'mixed']),
  /** Value to be reached, in the unit; null where none is set. */
  target: z.number().nullable(),
  /** Starting value, in the unit, with its year; null where none was seen. */
  baseline: z.strictObject({ value: z.number(), year: z.int() }).readonly().nullable(),
  programmeTarget: z.string().nullable(),
});
export type Indicator = CodeOf<typeof indicator>;
