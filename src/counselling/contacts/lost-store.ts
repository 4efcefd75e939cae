import type { Tx } from '../../kernel/index.ts';
import type { ContactRow, Tables } from '../tables.ts';
import type { ContactState } from './contact.ts';

/** What is lost with its helper: what is being written down afterwards is not. */
const TALKING: readonly ContactState[] = ['live', 'held', 'transferring'];

/** Contacts whose helper showed no sign since then. */
export async function contactsOfSilent(tx: Tx, before: Date, limit: number): Promise<ContactRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('counselling.contact as contact')
    .innerJoin('counselling.helper_shift as shift', (join) =>
      join.onRef('shift.person', '=', 'contact.helper').on('shift.ended_at', 'is', null),
    )
    .selectAll('contact')
    .where('contact.state', 'in', TALKING)
    .where('shift.last_sign_at', '<=', before)
    .orderBy('contact.accepted_at')
    .limit(limit)
    .execute();
}

/** Notes that the helper of a contact is lost, once. @returns whether it was not noted before */
export async function noteLost(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .query<Tables>()
    .updateTable('counselling.contact')
    .set({ helper_lost_since: tx.now })
    .where('id', '=', id)
    .where('state', 'in', TALKING)
    .where('helper_lost_since', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The helper is back before that. @returns the contacts that were noted as lost */
export async function foundAgain(tx: Tx, person: string): Promise<string[]> {
  const found = await tx
    .query<Tables>()
    .updateTable('counselling.contact')
    .set({ helper_lost_since: null })
    .where('helper', '=', person)
    .where('state', 'in', TALKING)
    .where('helper_lost_since', 'is not', null)
    .returning('id')
    .execute();
  return found.map(({ id }) => id);
}
