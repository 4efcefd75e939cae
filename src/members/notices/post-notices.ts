import type { Tx } from '../../kernel/index.ts';
import { deliverNotices, type NewNotice } from '../../work/index.ts';
import type { NoticeRecipient } from './notice-recipient.ts';
import { peopleHolding } from './recipient-store.ts';

export type AddressedNotice = NewNotice & { readonly to: NoticeRecipient };

/**
 * Finds in one statement who is meant by many notices, as when a sweep of the clocks tells every commune, and puts them into
 * their inboxes in another, in the caller's transaction.
 * @returns how many people's inboxes
 */
export async function postNotices(tx: Tx, notices: readonly AddressedNotice[]): Promise<number> {
  const found = await peopleHolding(
    tx,
    notices.flatMap(({ to }, place) => ('person' in to ? [] : { place, ...to })),
  );
  return deliverNotices(
    tx,
    notices.map(({ to, ...notice }, place) => ({
      ...notice,
      to: 'person' in to ? [to.person] : (found.get(place) ?? []),
    })),
  );
}
