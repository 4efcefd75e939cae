import type { Tx } from '../../kernel/index.ts';
import type { NewNotice } from './notice.ts';
import { insertNotices } from './notice-store.ts';

/**
 * Puts notices into inboxes in one statement, in the caller's transaction, and tells the open pages of their readers. Whom a
 * notice goes to the caller has found out.
 * @returns how many inboxes got something
 */
export async function deliverNotices(
  tx: Tx,
  notices: readonly (NewNotice & { readonly to: readonly string[] })[],
): Promise<number> {
  const each = notices.flatMap(({ to, ...notice }) => [...new Set(to)].map((person) => ({ ...notice, person })));
  if (each.length === 0) return 0;
  const posted = await insertNotices(tx, each);
  for (const { id, person, object_id, record_id } of posted) {
    const records = [object_id, record_id].filter((one) => one !== null);
    tx.notify({ topic: 'work.notice', id, person, records });
  }
  return posted.length;
}
