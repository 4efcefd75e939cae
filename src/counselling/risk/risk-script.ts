import { z } from 'zod';
import written from './risk-script.json' with { type: 'json' };

/** 0 no sign so far · 1 keep watch · 2 high risk · 3 danger now */
export type RiskLevel = 0 | 1 | 2 | 3;
export const DANGER_NOW: RiskLevel = 3;

export const riskKinds = ['SELF_HARM', 'VIOLENCE_NOW', 'MEETING', 'SEXUAL_EXTORTION'] as const;
export type RiskKind = (typeof riskKinds)[number];

const code = z.string().regex(/^[a-z]+(-[a-z]+)*$/);
const text = z.string().regex(/^\S.*\S$/);
const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
const day = z.iso.date();
const answerSchema = z.strictObject({
  vi: text,
  en: text,
  level,
  /** The step that follows; the next in order where absent. */
  next: code.optional(),
  /** Another dialogue that this answer calls for. */
  opens: z.enum(riskKinds).optional(),
});
const stepSchema = z.strictObject({
  vi: text,
  en: text,
  say_vi: text,
  say_en: text,
  answers: z.record(code, answerSchema),
});
const kindSchema = z.strictObject({
  vi: text,
  en: text,
  source: text,
  steps: z.record(code, stepSchema),
  rules: z.array(
    z.strictObject({
      /** Answers that together say more than each: `step:answer`. */
      all: z.array(z.string().regex(/^[a-z-]+:[a-z-]+$/)).min(2),
      level,
      vi: text,
      en: text,
    }),
  ),
});
const scriptSchema = z.strictObject({
  version: text,
  source: text,
  /** Whether 111 has read it and said that it may be used. */
  verified: z.boolean(),
  validFrom: day,
  validTo: day.optional(),
  kinds: z.strictObject({
    SELF_HARM: kindSchema,
    VIOLENCE_NOW: kindSchema,
    MEETING: kindSchema,
    SEXUAL_EXTORTION: kindSchema,
  }),
  levels: z.array(z.strictObject({ vi: text, en: text, do_vi: text, do_en: text })).length(4),
});

export type RiskStep = z.output<typeof stepSchema>;
export type RiskKindScript = z.output<typeof kindSchema>;
export type RiskScript = z.output<typeof scriptSchema>;

/** The guided dialogue: four kinds, each one question at a time, with words to say and the level that each answer stands for. */
export const riskScript: RiskScript = scriptSchema.parse(written);

export const riskKindName = (kind: RiskKind, language: 'vi' | 'en'): string => riskScript.kinds[kind][language];
