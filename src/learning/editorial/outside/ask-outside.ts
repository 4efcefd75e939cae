import {
  actOnRecord,
  addDays,
  type Ctx,
  endOfVietnamDate,
  newId,
  ok,
  type Result,
  readTextInput,
  vietnamDate,
} from '../../../kernel/index.ts';
import { newToken, tokenHash } from '../../../members/index.ts';
import { refuse } from '../../refusals.ts';
import { ITEM, itemRecord } from '../item-record.ts';
import { insertItemEvent, updateItem, versionOf } from '../item-store.ts';
import { insertLook } from './outside-look-store.ts';

/** Days for which a link may be answered at most. */
const MOST_DAYS = 30;

/**
 * Makes a link by which somebody without an account reads exactly this version and answers once. The secret is given here and never again.
 * @param input.hash of the version that the editor saw
 * @param input.whom whom it is sent to, in the editors' own words
 * @param input.days until the end of which day from today on it can be answered
 * Refusals: those of an act on an item and of a text, `learning-item.other-text`, `outside-look.days-unusable`
 */
export async function askOutside(
  ctx: Ctx,
  input: { readonly item: string; readonly hash: string; readonly whom: string; readonly days: number },
): Promise<Result<{ readonly secret: string; readonly expiresAt: Date }>> {
  const whom = readTextInput(input.whom, 'whom', { most: 120 });
  if (!whom.ok) return whom;
  const { days } = input;
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    return refuse('outside-look.days-unusable', { field: 'days' });
  return actOnRecord(itemRecord, ctx, 'learning-item.ask-outside', { id: input.item }, async (tx, row, actor) => {
    const head = await versionOf(tx, row.id, row.head);
    if (!head || head.hash !== input.hash) return refuse('learning-item.other-text');
    const secret = newToken();
    const expiresAt = endOfVietnamDate(addDays(vietnamDate(tx.now), days));
    await insertLook(tx, {
      id: newId<'outside-look'>(tx.now.getTime()),
      item_id: row.id,
      version_id: head.id,
      hash: head.hash,
      secret_hash: tokenHash(secret),
      whom: whom.value,
      asked_by: actor.person,
      agency: actor.agency,
      asked_at: tx.now,
      expires_at: expiresAt,
      withdrawn_at: null,
      withdrawn_by: null,
      answer: null,
      comment: null,
      answered_at: null,
    });
    await updateItem(tx, row, {});
    await insertItemEvent(tx, row.id, 'asked-outside', { number: row.head });
    tx.audit({
      action: 'learning-item.ask-outside',
      object: { kind: ITEM, id: row.id },
      codes: { number: row.head, days },
    });
    return ok({ secret, expiresAt });
  });
}
