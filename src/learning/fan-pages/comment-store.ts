import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { FanCommentRow, FanPageTables } from './fan-page-tables.ts';

/** Words of a comment and the network's identifier of it, as they lie sealed. */
export interface CommentWords {
  readonly text: string;
  readonly subject: string;
  /** It came with a picture or a file, which nobody fetches. */
  readonly attached: boolean;
}

const table = tablesOf<FanPageTables>();

export const findComment = (tx: Tx, id: string, lock?: 'for update'): Promise<FanCommentRow | undefined> =>
  table.findRow(tx, 'learning.fan_comment', { id }, lock);
export const commentBySubject = (
  tx: Tx,
  account_id: string,
  subject_mark: Buffer,
): Promise<FanCommentRow | undefined> =>
  table.findRow(tx, 'learning.fan_comment', { account_id, subject_mark }, 'for update');
export const insertComment = (tx: Tx, row: FanCommentRow): Promise<void> =>
  table.insertRow(tx, 'learning.fan_comment', row);
export const updateComment = (tx: Tx, id: string, set: Partial<FanCommentRow>): Promise<number> =>
  table.updateRows(tx, 'learning.fan_comment', { id }, set);

/** Those that nobody has looked at, the oldest first. */
export function waitingComments(tx: Tx, limit: number): Promise<FanCommentRow[]> {
  return tx
    .query<FanPageTables>()
    .selectFrom('learning.fan_comment')
    .selectAll()
    .where('state', '=', 'WAITING')
    .orderBy('made_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}
