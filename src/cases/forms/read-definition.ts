import { z } from 'zod';
import { type Day, decreeForm } from '../../vocabulary/index.ts';
import { type DefinitionFault, definitionFaults, type FormDefinition } from './definition.pure.ts';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);
const words = z.string().trim().min(1).max(600);
const day = z.iso.date().transform((value) => value as Day);
const when = z.strictObject({ field: code, is: z.array(z.union([z.string().max(60), z.boolean()])).nonempty() });
const option = z.strictObject({ code: z.string().min(1).max(60), vi: words, en: words });
const fieldSchema = z.strictObject({
  code,
  vi: words,
  en: words,
  kind: z.enum(['text', 'long-text', 'choice', 'choices', 'date', 'date-time', 'yes-no', 'rating', 'number']),
  fieldClass: z.enum(['triage', 'narrative', 'identity', 'internal']),
  options: z.array(option).max(200).optional(),
  required: z.union([z.literal(true), when]).optional(),
  shownWhen: when.optional(),
  hintVi: words.optional(),
  hintEn: words.optional(),
});
const definitionSchema = z.strictObject({
  code: z.enum(decreeForm.codes as [FormDefinition['code'], ...FormDefinition['code'][]]),
  version: z.string().regex(/^[0-9A-Za-z.-]{1,20}$/),
  vi: words,
  en: words,
  sections: z
    .array(z.strictObject({ code, vi: words, en: words, fields: z.array(fieldSchema).nonempty().max(200) }))
    .nonempty()
    .max(60),
  validFrom: day,
  validTo: day.optional(),
  source: words,
  verified: z.boolean(),
});

/** The schema's own words in one language; what is left out is said shorter than it says it. */
const inWords =
  (words: z.core.$ZodErrorMap, missing: string): z.core.$ZodErrorMap =>
  (issue) =>
    issue.code === 'invalid_type' && issue.input === undefined ? missing : words(issue);
const inVietnamese = inWords(z.locales.vi().localeError, 'còn thiếu');
const inEnglish = inWords(z.locales.en().localeError, 'missing');

/**
 * A form version from a file that somebody made. What is not known is refused, so that a misspelt key cannot pass silently.
 * @param text JSON
 * @returns the definition, or every fault at its place
 */
export function readFormDefinition(
  text: string,
):
  | { readonly definition: FormDefinition; readonly faults: readonly [] }
  | { readonly faults: readonly DefinitionFault[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { faults: [{ where: '', vi: 'tệp không phải JSON', en: 'the file is not JSON' }] };
  }
  const read = definitionSchema.safeParse(json, { error: inEnglish });
  if (!read.success) {
    const vietnamese = definitionSchema.safeParse(json, { error: inVietnamese }).error?.issues ?? [];
    return {
      faults: read.error.issues.map((issue, at) => ({
        where: issue.path.join('.'),
        vi: vietnamese[at]?.message ?? issue.message,
        en: issue.message,
      })),
    };
  }
  const definition = read.data as FormDefinition;
  const faults = definitionFaults(definition);
  return faults.length > 0 ? { faults } : { definition, faults: [] };
}
