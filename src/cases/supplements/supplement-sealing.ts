import { type Ctx, openPart, SealedRecord, type Tx } from '../../kernel/index.ts';
import type { Answers, FormDefinition } from '../forms/definition.pure.ts';
import { byClass } from '../forms/fill-form.ts';

/** Everything but who the child and the informant are stands in `narrative`, codes too: nobody sorts a supplement by them. */
export type SupplementClass = 'narrative' | 'identity';
export const supplementClasses: readonly SupplementClass[] = ['narrative', 'identity'];

const ANSWERS = 'answers';

export const supplementRecord = new SealedRecord<SupplementClass>({
  objectKind: 'supplement',
  table: 'cases.supplement_part',
  idColumn: 'supplement_id',
});

/** Seals the answers of form 01 to one desk alone: whoever sends them cannot read them afterwards. */
export async function sealSupplement(
  ctx: Ctx,
  tx: Tx,
  id: string,
  desk: string,
  { definition, answers }: { readonly definition: FormDefinition; readonly answers: Answers },
): Promise<void> {
  const { identity, ...others } = byClass(definition, answers);
  const texts = { narrative: Object.assign({}, ...Object.values(others)) as Answers, identity };
  for (const fieldClass of supplementClasses) {
    const of = { id, fieldClass, desks: [desk], purpose: 'protection' };
    const key = await supplementRecord.createKey(ctx, tx, of, 'operator');
    await supplementRecord.put(tx, key, ANSWERS, JSON.stringify(texts[fieldClass]));
  }
}

/** The answers; undefined where the desk cannot open both keys. */
export async function openSupplement(ctx: Ctx, tx: Tx, id: string, desk: string): Promise<Answers | undefined> {
  const keys = await supplementRecord.openKeys(ctx, tx, id, supplementClasses, desk);
  if (keys.size < supplementClasses.length) return undefined;
  const answers: Record<string, Answers[string]> = {};
  for (const { fieldClass, part, sealed } of await supplementRecord.list(tx, id, supplementClasses)) {
    const key = keys.get(fieldClass);
    if (key) Object.assign(answers, JSON.parse(openPart(key, part, sealed)));
  }
  return answers;
}

/** Gives the keys of what was sent to the desk that holds the case now. */
export async function giveSupplement(
  ctx: Ctx,
  tx: Tx,
  id: string,
  desks: { readonly from: string; readonly to: string; readonly purpose: string },
): Promise<void> {
  for (const fieldClass of supplementClasses)
    await ctx.kernel.sealing.giveKey(tx, supplementRecord.scope(id, fieldClass), desks);
}
