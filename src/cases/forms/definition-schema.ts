import { z } from '@hono/zod-openapi';
import { type Day, decreeForm } from '../../vocabulary/index.ts';

/** Of an answer: `triage` stays in the clear, so it holds codes, dates and numbers, never a sentence; the others are sealed. */
const fieldClasses = ['triage', 'narrative', 'identity', 'internal'] as const;
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);
const words = z.string().trim().min(1).max(600);
const day = z.iso.date().transform((value) => value as Day);

/** Holds when the named field has one of the answers; a field that is itself hidden has none. */
const whenSchema = z.strictObject({
  field: code,
  is: z
    .array(z.union([z.string().max(60), z.boolean()]))
    .min(1)
    .readonly(),
});
const fieldSchema = z.strictObject({
  code,
  vi: words,
  en: words,
  kind: z.enum(['text', 'long-text', 'choice', 'choices', 'date', 'date-time', 'yes-no', 'rating', 'number']),
  fieldClass: z.enum(fieldClasses),
  options: z
    .array(z.strictObject({ code: z.string().min(1).max(60), vi: words, en: words }))
    .max(200)
    .readonly()
    .optional(),
  required: z.union([z.literal(true), whenSchema]).optional(),
  shownWhen: whenSchema.optional(),
  hintVi: words.optional(),
  hintEn: words.optional(),
});
const sectionSchema = z.strictObject({
  code,
  vi: words,
  en: words,
  fields: z.array(fieldSchema).min(1).max(200).readonly(),
});

/** One version of a form. A filled form keeps the version that it was filled under. */
export const formDefinitionSchema = z.strictObject({
  code: decreeForm.zod,
  version: z.string().regex(/^[0-9A-Za-z.-]{1,20}$/),
  vi: words,
  en: words,
  sections: z.array(sectionSchema).min(1).max(60).readonly(),
  validFrom: day,
  validTo: day.optional(),
  source: words,
  verified: z.boolean(),
});

export type When = Readonly<z.output<typeof whenSchema>>;
export type FieldDefinition = Readonly<z.output<typeof fieldSchema>>;
export type SectionDefinition = Readonly<z.output<typeof sectionSchema>>;
export type FormDefinition = Readonly<z.output<typeof formDefinitionSchema>>;

export const answerSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]);
export const answersSchema = z.record(z.string(), answerSchema);
export type Answer = z.output<typeof answerSchema>;
export type Answers = Readonly<z.output<typeof answersSchema>>;
