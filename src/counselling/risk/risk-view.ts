import { z } from '@hono/zod-openapi';
import { instant, listSchema } from '../../kernel/index.ts';
import { type GivenAnswer, nextRiskStep, riskLevelOf } from './risk-level.pure.ts';
import { type RiskKind, type RiskKindScript, riskKinds, riskScript } from './risk-script.ts';
import { handOvers } from './risk-tables.ts';

type Language = 'vi' | 'en';

const level = z.number().int().min(0).max(3);
const dialogueSchema = z.object({
  kind: z.enum(riskKinds),
  title: z.string(),
  level,
  levelName: z.string(),
  doNow: z.string(),
  /** What stands for the level, in words. */
  reasons: listSchema(z.string()),
  /** What to ask next; null where all was asked. */
  next: z
    .object({
      step: z.string(),
      ask: z.string(),
      say: z.string(),
      answers: listSchema(z.object({ code: z.string(), label: z.string(), level })),
    })
    .nullable(),
  answered: listSchema(
    z.object({
      number: z.number().int(),
      step: z.string(),
      ask: z.string(),
      answer: z.string(),
      note: z.string(),
      at: instant,
    }),
  ),
  /** Other dialogues that an answer called for. */
  opens: listSchema(z.enum(riskKinds)),
});
export const riskSchema = z.object({
  script: z.object({ version: z.string(), source: z.string(), verified: z.boolean() }),
  level,
  countdown: z.object({ startedAt: instant, dueAt: instant }).nullable(),
  handedOver: listSchema(z.object({ to: z.enum(handOvers), at: instant })),
  dialogues: listSchema(dialogueSchema),
});
export type RiskDialogue = z.output<typeof dialogueSchema>;
export type RiskView = z.output<typeof riskSchema>;

export interface OpenedAnswer extends GivenAnswer {
  readonly number: number;
  readonly at: Date;
  readonly note: string;
}

/**
 * A dialogue as its helper sees it.
 * @param language of the helper
 * @param toChild in which the suggested words are
 */
export function dialogueView(
  kind: RiskKind,
  given: readonly OpenedAnswer[],
  words: { readonly language: Language; readonly toChild: Language },
): RiskDialogue {
  const script: RiskKindScript = riskScript.kinds[kind];
  const { language } = words;
  const { level, reasons } = riskLevelOf(script, given);
  const names = riskScript.levels[level];
  const step = nextRiskStep(script, given);
  const next = step === undefined ? undefined : script.steps[step];
  const answerOf = ({ step, answer }: GivenAnswer) => script.steps[step]?.answers[answer];
  return {
    kind,
    title: script[language],
    level,
    levelName: names?.[language] ?? '',
    doNow: names?.[`do_${language}`] ?? '',
    reasons: reasons.map(({ step, answer, rule }) =>
      rule === undefined
        ? `${script.steps[step ?? '']?.[language] ?? ''} ${script.steps[step ?? '']?.answers[answer ?? '']?.[language] ?? ''}`
        : (script.rules[rule]?.[language] ?? ''),
    ),
    next:
      step === undefined || next === undefined
        ? null
        : {
            step,
            ask: next[language],
            say: next[`say_${words.toChild}`],
            answers: Object.entries(next.answers).map(([code, one]) => ({
              code,
              label: one[language],
              level: one.level,
            })),
          },
    answered: given.map((one) => ({
      number: one.number,
      step: one.step,
      ask: script.steps[one.step]?.[language] ?? '',
      answer: answerOf(one)?.[language] ?? '',
      note: one.note,
      at: one.at,
    })),
    opens: [...new Set(given.flatMap((one) => answerOf(one)?.opens ?? []))],
  };
}
