import { type Ctx, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { isDemonstrationPerson } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { editorialCapabilities } from './editorial-policies.ts';
import { houseContent } from './house-content.ts';
import { type ItemKind, readBody } from './item.ts';
import { ITEM, tellEditors } from './item-record.ts';
import { insertItem, insertItemEvent, itemBySlug } from './item-store.ts';
import { putVersion } from './put-version.ts';

/**
 * Starts an item with its first body; its id becomes the last part of the address, which nothing else may have.
 * Refusals: `access.not-permitted`, `learning-item.body-unusable` with the place, `learning-item.name-taken`
 */
export async function startItem(
  ctx: Ctx,
  { kind, body }: { readonly kind: ItemKind; readonly body: unknown },
): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !editorialCapabilities.can(actor, 'learning-item.start', ctx.now)) {
    await ctx.auditRefused({ action: 'learning-item.start', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const read = readBody(kind, body);
  if (!read.ok) return refuse('learning-item.body-unusable', { field: read.place });
  const slug = read.item.body.id;
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    if (await itemBySlug(tx, slug)) return refuse('learning-item.name-taken', { field: 'id' });
    const id = newId<'learning-item'>(tx.now.getTime());
    await insertItem(tx, {
      id,
      slug,
      kind,
      stage: 'DRAFT',
      head: 1,
      written_by: actor.person,
      version: 1,
      claimed_by: actor.person,
      claimed_at: tx.now,
      due_on: null,
      started_by: actor.person,
      agency: actor.agency,
      started_at: tx.now,
      changed_at: tx.now,
      is_demonstration: invented,
    });
    await putVersion(tx, { id }, 1, read.item, actor.person, houseContent());
    await insertItemEvent(tx, id, 'written', { number: 1 });
    tx.audit({ action: 'learning-item.start', object: { kind: ITEM, id }, codes: { kind } });
    tellEditors(tx, id);
    return ok({ id });
  });
}
