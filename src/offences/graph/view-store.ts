import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { GraphTables, ViewRow } from './graph-tables.ts';

const table = tablesOf<GraphTables>();

/** The selections of a file that the reader keeps: their row lock leaves nobody else's. */
export const viewsOf = (tx: Tx, file: string, person: string): Promise<ViewRow[]> =>
  table.listRows(tx, 'offences.graph_view', { file_id: file, person }, ['made_at', 'id']);
export const insertView = (tx: Tx, row: ViewRow): Promise<void> => table.insertRow(tx, 'offences.graph_view', row);
export const rewriteView = (tx: Tx, id: string, sealed: Buffer): Promise<number> =>
  table.updateRows(tx, 'offences.graph_view', { id }, { sealed, made_at: tx.now });
export const deleteView = (tx: Tx, file: string, id: string): Promise<number> =>
  table.deleteRows(tx, 'offences.graph_view', { id, file_id: file });
