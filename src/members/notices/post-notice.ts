import type { Tx } from '../../kernel/index.ts';
import type { NewNotice } from '../../work/index.ts';
import type { NoticeRecipient } from './notice-recipient.ts';
import { postNotices } from './post-notices.ts';

/** Puts a notice into the inboxes of those who are meant now, in the caller's transaction. @returns how many people */
export function postNotice(tx: Tx, to: NoticeRecipient, notice: NewNotice): Promise<number> {
  return postNotices(tx, [{ ...notice, to }]);
}
