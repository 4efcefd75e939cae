import type { Tx } from '../../kernel/index.ts';
import type { NoticeRecipient } from './notice-recipient.ts';
import { peopleHolding } from './recipient-store.ts';

/** Whom a notice would go to now. @returns ids of people */
export async function peopleMeant(tx: Tx, to: NoticeRecipient): Promise<readonly string[]> {
  if ('person' in to) return [to.person];
  return (await peopleHolding(tx, [{ place: 0, ...to }])).get(0) ?? [];
}
