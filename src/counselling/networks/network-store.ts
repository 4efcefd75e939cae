import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export type ConversationOfContact = Tables['counselling.contact_conversation'];

export const conversationOf = (tx: Tx, conversation: string): Promise<ConversationOfContact | undefined> =>
  table.findRow(tx, 'counselling.contact_conversation', { conversation_id: conversation });

/** Every conversation that these contacts have. */
export async function conversationsOf(tx: Tx, contacts: readonly string[]): Promise<string[]> {
  if (contacts.length === 0) return [];
  const found = await tx
    .query<Tables>()
    .selectFrom('counselling.contact_conversation')
    .select('conversation_id')
    .where('contact_id', 'in', [...contacts])
    .execute();
  return found.map(({ conversation_id }) => conversation_id);
}

/** From here on the conversation is the contact's. */
export async function joinConversation(tx: Tx, row: ConversationOfContact): Promise<void> {
  const { contact_id, joined_at, joined_by } = row;
  await tx
    .query<Tables>()
    .insertInto('counselling.contact_conversation')
    .values(row)
    .onConflict((of) => of.column('conversation_id').doUpdateSet({ contact_id, joined_at, joined_by }))
    .execute();
}

/** The contact that a letter already is, whichever box of ours it reached first. */
export async function contactOfLetter(tx: Tx, mark: Buffer): Promise<string | undefined> {
  return (await table.findRow(tx, 'counselling.contact_letter', { mark }))?.contact_id;
}

/** @returns false where another box's copy was written down meanwhile */
export async function keepLetter(tx: Tx, mark: Buffer, contact: string): Promise<boolean> {
  const kept = await tx
    .query<Tables>()
    .insertInto('counselling.contact_letter')
    .values({ mark, contact_id: contact, came_at: tx.now })
    .onConflict((of) => of.column('mark').doNothing())
    .returning('contact_id')
    .executeTakeFirst();
  return kept !== undefined;
}
