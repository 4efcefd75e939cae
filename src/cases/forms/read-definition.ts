import { z } from 'zod';
import { type DefinitionFault, definitionFaults, type FormDefinition } from './definition.pure.ts';
import { formDefinitionSchema } from './definition-schema.ts';

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
  const read = formDefinitionSchema.safeParse(json, { error: inEnglish });
  if (!read.success) {
    const vietnamese = formDefinitionSchema.safeParse(json, { error: inVietnamese }).error?.issues ?? [];
    return {
      faults: read.error.issues.map((issue, at) => ({
        where: issue.path.join('.'),
        vi: vietnamese[at]?.message ?? issue.message,
        en: issue.message,
      })),
    };
  }
  const definition = read.data;
  const faults = definitionFaults(definition);
  return faults.length > 0 ? { faults } : { definition, faults: [] };
}
