import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { RecordRow, RecordTables } from './record-tables.ts';

const table = tablesOf<RecordTables>();

/** The versions of the record of a contact, the first one first. */
export const recordsOf = (tx: Tx, contact: string): Promise<RecordRow[]> =>
  table.listRows(tx, 'counselling.contact_record', { contact_id: contact }, ['version']);

export const insertRecord = (tx: Tx, row: RecordRow): Promise<void> =>
  table.insertRow(tx, 'counselling.contact_record', row);

export const surveyOf = (tx: Tx, contact: string) =>
  table.findRow(tx, 'counselling.contact_survey', { contact_id: contact });

export const insertSurvey = (tx: Tx, row: RecordTables['counselling.contact_survey']): Promise<void> =>
  table.insertRow(tx, 'counselling.contact_survey', row);
