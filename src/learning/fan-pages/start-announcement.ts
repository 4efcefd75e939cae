import { postingAccounts } from '../../channels/index.ts';
import { type Ctx, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { isDemonstrationPerson } from '../../members/index.ts';
import { ANNOUNCEMENT, tellFanPageEditors } from './announcement-record.ts';
import { insertAnnouncement } from './announcement-store.ts';
import { composeAnnouncement, drawnCard } from './compose-announcement.ts';
import { draftedWords } from './drafted-words.ts';
import { fanPageCapabilities } from './fan-page-policies.ts';
import { publishedItemOf } from './published-item-of.ts';
import { putAnnouncementVersion } from './put-announcement-version.ts';

/**
 * Starts to tell of a published item by all open accounts of the editor's agency and in the portal's feed, with words drawn from the item.
 * Refusals: `access.not-permitted`, `announcement.item-not-published`, `announcement.words-unusable`
 */
export async function startAnnouncement(
  ctx: Ctx,
  input: { readonly item: string },
): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !fanPageCapabilities.can(actor, 'announcement.start', ctx.now)) {
    await ctx.auditRefused({ action: 'announcement.start', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const { agency, person } = actor;
  const item = await publishedItemOf(ctx, input.item);
  if (!item.ok) return item;
  const of = { agency, is_demonstration: await isDemonstrationPerson(ctx, person) };
  const accounts = await ctx.transaction(async (tx) =>
    ok(await postingAccounts(ctx, tx, { agency, demonstration: of.is_demonstration })),
  );
  if (!accounts.ok) return accounts;
  const words = draftedWords(item.value, accounts.value);
  const card = await drawnCard(item.value, words);
  if (!card.ok) return card;
  return ctx.transaction(async (tx) => {
    const composed = await composeAnnouncement(ctx, tx, of, { ...card.value, item: item.value, words });
    if (!composed.ok) return composed;
    const id = newId<'announcement'>(tx.now.getTime());
    await insertAnnouncement(tx, {
      id,
      item_id: input.item,
      stage: 'DRAFT',
      head: 1,
      written_by: person,
      version: 1,
      started_by: person,
      agency,
      started_at: tx.now,
      changed_at: tx.now,
      is_demonstration: of.is_demonstration,
    });
    await putAnnouncementVersion(tx, id, 1, composed.value, { picture: card.value.picture, by: person });
    tx.audit({ action: 'announcement.start', object: { kind: ANNOUNCEMENT, id } });
    tellFanPageEditors(tx, id);
    return ok({ id });
  });
}
