import { type Ctx, type Language, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { casesCapabilities } from '../access/case-policy.ts';
import { refuse } from '../refusals.ts';
import { compareDefinitions, type DefinitionChange } from './compare-definitions.ts';
import type { DefinitionFault, FormDefinition } from './definition.pure.ts';
import { definitionVersions } from './form-store.ts';
import { readFormDefinition } from './read-definition.ts';

export interface DefinitionPreview {
  readonly definition: FormDefinition;
  /** The newest version that there is. */
  readonly before: { readonly version: string; readonly validFrom: string; readonly validTo: string | null } | null;
  readonly changes: readonly DefinitionChange[];
}

const LONGEST = 500_000;

/**
 * Reads a form version from a file and says what it would change, before it is published. Nothing is written.
 * @param input.text JSON of a `FormDefinition`
 * Refusals: `form.definition-invalid` (facts: `fault`, one line a fault, in the reader's language)
 */
export async function previewFormDefinition(
  ctx: Ctx,
  input: { readonly text: string },
): Promise<Result<DefinitionPreview>> {
  if (!casesCapabilities.can(ctx.actor, 'form-definition.publish', ctx.now))
    return refuseRequest('access.not-permitted');
  const faulty = (...faults: readonly DefinitionFault[]) =>
    refuse('form.definition-invalid', {
      field: 'file',
      facts: { fault: faults.map((fault) => faultWords(fault, ctx.language)).join('\n') },
    });
  if (input.text.length > LONGEST)
    return faulty({
      where: '',
      vi: `tệp dài quá ${LONGEST} ký tự`,
      en: `the file is longer than ${LONGEST} characters`,
    });
  const read = readFormDefinition(input.text);
  if (!('definition' in read)) return faulty(...read.faults);
  const { definition } = read;
  return ctx.transaction(async (tx) => {
    const versions = await definitionVersions(tx, definition.code);
    const last = versions.at(-1);
    if (versions.some((one) => one.version === definition.version))
      return faulty({
        where: 'version',
        vi: `bản ${definition.version} đã được công bố`,
        en: `${definition.version} is published already`,
      });
    if (last && definition.validFrom <= last.validFrom)
      return faulty({
        where: 'validFrom',
        vi: `phải sau ${last.validFrom}, ngày bản ${last.version} có hiệu lực`,
        en: `must be after ${last.validFrom}, when ${last.version} began`,
      });
    return ok({
      definition,
      before: last ? { version: last.version, validFrom: last.validFrom, validTo: last.validTo ?? null } : null,
      changes: last ? compareDefinitions(last, definition) : [],
    });
  });
}

/** One line: the place, and what is wrong there. */
export function faultWords({ where, vi, en }: DefinitionFault, language: Language): string {
  return [where, language === 'vi' ? vi : en].filter(Boolean).join(': ');
}
