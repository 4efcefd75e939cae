import { actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export type QuestionRow = Tables['cases.referral_question'];

/** @returns the id of the question */
export async function insertQuestion(tx: Tx, referral: string): Promise<string> {
  const id = newId<'referral-question'>(tx.now.getTime());
  await table.insertRow(tx, 'cases.referral_question', {
    id,
    referral_id: referral,
    asked_at: tx.now,
    asked_by: actorName(tx.actor),
    answered_at: null,
    answered_by: null,
  });
  return id;
}

/** The questions of a referral, the first one first. */
export async function questionsOf(tx: Tx, referral: string): Promise<QuestionRow[]> {
  return table.listRows(tx, 'cases.referral_question', { referral_id: referral }, ['asked_at', 'id']);
}

export async function openQuestion(tx: Tx, referral: string): Promise<QuestionRow | undefined> {
  return table.findRow(tx, 'cases.referral_question', { referral_id: referral, answered_at: null });
}

export async function closeQuestion(tx: Tx, id: string): Promise<void> {
  await table.updateRows(
    tx,
    'cases.referral_question',
    { id },
    { answered_at: tx.now, answered_by: actorName(tx.actor) },
  );
}
