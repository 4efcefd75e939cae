import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import type { DecreeForm } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import type { FormDefinition } from './definition.pure.ts';
import { definitionRow } from './form-store.ts';

/** The version of a form that is in force today: what a page asks before there is a filled one. */
export async function formToday(ctx: Ctx, input: { readonly form: DecreeForm }): Promise<Result<FormDefinition>> {
  return ctx.transaction(async (tx) => {
    const definition = await definitionRow(tx, input.form, vietnamDate(ctx.now));
    return definition ? ok(definition) : refuse('form.unknown', { facts: { form: input.form } });
  });
}
