import { addDays, type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { decreeForm } from '../../vocabulary/index.ts';
import { casesCapabilities } from '../access/case-policy.ts';
import { refuse } from '../refusals.ts';
import { definitionFaults, type FormDefinition } from './definition.pure.ts';
import { closeDefinition, definitionVersions, insertDefinition } from './form-store.ts';
import { faultWords } from './preview-form-definition.ts';

/**
 * Puts a new version of a form in force from a day, as data. The version before it ends the day before; forms that were filled, and
 * drafts that were begun, keep theirs.
 */
export async function publishFormDefinition(
  ctx: Ctx,
  input: { readonly definition: FormDefinition },
): Promise<Result<void>> {
  if (!casesCapabilities.can(ctx.actor, 'form-definition.publish', ctx.now)) {
    await ctx.auditRefused({ action: 'form-definition.publish' });
    return refuseRequest('access.not-permitted');
  }
  const { definition } = input;
  if (!decreeForm.has(definition.code)) return refuse('form.unknown');
  const [fault] = definitionFaults(definition);
  if (fault) return refuse('form.definition-invalid', { facts: { fault: faultWords(fault, ctx.language) } });
  return ctx.transaction(async (tx) => {
    const last = (await definitionVersions(tx, definition.code)).at(-1);
    if (last && definition.validFrom <= last.validFrom)
      return refuse('form.definition-invalid', { field: 'validFrom' });
    if (last && (last.validTo === undefined || last.validTo >= definition.validFrom))
      await closeDefinition(tx, definition.code, last.version, dayBefore(definition.validFrom));
    if (!(await insertDefinition(tx, definition))) return refuse('form.definition-invalid', { field: 'version' });
    tx.audit({
      action: 'form-definition.publish',
      object: { kind: 'form-definition', id: `${definition.code} ${definition.version}` },
    });
    return ok();
  });
}

function dayBefore(day: string): string {
  return addDays(day, -1);
}
