import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type DecreeForm, decreeForm } from '../../vocabulary/index.ts';
import type { FormDefinition } from './definition.pure.ts';
import { definitionPublications, definitionVersions } from './form-store.ts';

export interface FormVersions {
  readonly form: DecreeForm;
  /** Newest first. `by` is a person's id or the platform's job. */
  readonly versions: readonly { readonly definition: FormDefinition; readonly at: Date; readonly by: string }[];
}

/** Every version of every form of the decree: blank forms, which everybody at the desk may read. */
export async function listFormDefinitions(ctx: Ctx): Promise<Result<FormVersions[]>> {
  if (ctx.actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const published = await definitionPublications(tx);
    const forms: FormVersions[] = [];
    for (const form of decreeForm.codes) {
      const versions = (await definitionVersions(tx, form)).toReversed().map((definition) => {
        const one = published.find((row) => row.form_code === form && row.version === definition.version);
        return { definition, at: one?.published_at ?? ctx.now, by: one?.published_by ?? '' };
      });
      forms.push({ form, versions });
    }
    return ok(forms);
  });
}
