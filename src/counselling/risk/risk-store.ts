import { newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { RiskKind, RiskLevel } from './risk-script.ts';
import type { HandOver, RiskTables } from './risk-tables.ts';

const { insertRow, findRow, listRows } = tablesOf<RiskTables>();

export type RiskAnswerRow = RiskTables['counselling.risk_answer'];
type Of = { readonly id: string; readonly desk_code: string };

export const answersOf = (tx: Tx, contact: string): Promise<RiskAnswerRow[]> =>
  listRows(tx, 'counselling.risk_answer', { contact_id: contact }, ['kind', 'number']);

export const answerSent = (tx: Tx, contact: string, key: string): Promise<RiskAnswerRow | undefined> =>
  findRow(tx, 'counselling.risk_answer', { contact_id: contact, answer_key: key });

export const insertAnswer = (tx: Tx, row: RiskAnswerRow) => insertRow(tx, 'counselling.risk_answer', row);

export const levelsOf = (tx: Tx, contact: string) =>
  listRows(tx, 'counselling.risk_level', { contact_id: contact }, ['at']);

/** Writes that a level was reached; the caller has found that it was not before. */
export async function insertLevel(tx: Tx, of: Of, kind: RiskKind, level: RiskLevel, by: string): Promise<void> {
  await insertRow(tx, 'counselling.risk_level', {
    contact_id: of.id,
    desk_code: of.desk_code,
    kind,
    level,
    at: tx.now,
    by,
  });
}

export const handOversOf = (tx: Tx, contact: string) =>
  listRows(tx, 'counselling.risk_hand_over', { contact_id: contact }, ['at']);

export async function insertHandOver(tx: Tx, of: Of, to: HandOver, by: string | null): Promise<void> {
  await insertRow(tx, 'counselling.risk_hand_over', {
    id: newId<'hand-over'>(tx.now.getTime()),
    contact_id: of.id,
    desk_code: of.desk_code,
    to_kind: to,
    at: tx.now,
    by,
  });
}
