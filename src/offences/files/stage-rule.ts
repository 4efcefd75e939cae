/** On what each stage rests, and how long a file may stand in it before it counts as stuck: dated rows, none read by a lawyer yet. */
import { z } from 'zod';
import { type Day, inForce } from '../../vocabulary/index.ts';
import { type Stage, stages } from './offence-file.ts';
import rows from './stage-rule.json' with { type: 'json' };

const day = z.iso.date() as unknown as z.ZodType<Day>;
const row = z.strictObject({
  id: z.string(),
  stage: z.enum(stages),
  basis: z.string(),
  /** Days in the stage after which those who may move it are told; absent: it ends there. Ours, after the terms of the code. */
  stuckAfterDays: z.int().positive().optional(),
  verified: z.boolean(),
  validFrom: day,
  validTo: day.optional(),
});
export type StageRule = z.output<typeof row>;

export const stageRules: readonly StageRule[] = z.array(row).parse(rows);

/** The row of a stage on a day. */
export const stageRuleAt = (stage: Stage, on: string): StageRule | undefined =>
  stageRules.find((one) => one.stage === stage && inForce(one, on as Day));

/** The rows in force on a day. */
export const stageRulesAt = (on: string): readonly StageRule[] => stageRules.filter((one) => inForce(one, on as Day));
