import type { Tx } from '../../kernel/index.ts';
import type { Notice, NoticeRecipient } from './notice.ts';
import { insertNotices } from './notice-store.ts';

/** Puts a notice into the inboxes of the people meant, in the caller's transaction, and tells their open pages. @returns how many people */
export async function postNotice(
  tx: Tx,
  to: NoticeRecipient,
  notice: Pick<Notice, 'kind' | 'object' | 'facts'>,
): Promise<number> {
  const posted = await insertNotices(tx, to, notice);
  for (const { id, person } of posted) tx.notify({ topic: 'members.notice', id, person });
  return posted.length;
}
