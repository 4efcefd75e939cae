import type { Tx } from '../../kernel/index.ts';
import type { Notice, NoticeRecipient } from './notice.ts';
import { insertManyNotices } from './notice-store.ts';

export type NoticeToAgency = Extract<NoticeRecipient, { agency: string }> & Pick<Notice, 'kind' | 'object' | 'facts'>;

/** Puts many notices to agencies' people into their inboxes in one statement, in the caller's transaction. @returns how many people's inboxes */
export async function postNotices(tx: Tx, notices: readonly NoticeToAgency[]): Promise<number> {
  if (notices.length === 0) return 0;
  const posted = await insertManyNotices(tx, notices);
  for (const { id, person } of posted) tx.notify({ topic: 'members.notice', id, person });
  return posted.length;
}
