import type { Tx } from '../../kernel/index.ts';
import { cancelLaterParts, endLaterParts, updateOutbound } from './outbox-store.ts';
import type { OutboundRow } from './outbox-tables.ts';

/**
 * - `dead`: it will not come as it is; its words are kept for whoever sends it once more
 * - `cancelled`: nobody has to look at it, and its words go; for a reason, or by a person
 */
export type Ending =
  | { readonly state: 'dead' | 'cancelled'; readonly reason: string }
  | { readonly state: 'cancelled'; readonly by: string };

/** The only place where a message ends without having arrived, and the parts behind it with it. The caller tells that it changed. */
export async function endOutbound(tx: Tx, row: OutboundRow, how: Ending): Promise<void> {
  const ended = 'by' in how ? { by: how.by } : { reason: codeOf(how.reason) };
  await updateOutbound(tx, row.id, {
    state: how.state,
    held: null,
    claimed_until: null,
    ended_at: tx.now,
    version: row.version + 1,
    ...('by' in ended ? { ended_by: ended.by } : { reason: ended.reason }),
    ...(how.state === 'cancelled' && { sealed: null }),
  });
  if (how.state === 'cancelled') await cancelLaterParts(tx, row, ended);
  else await endLaterParts(tx, row);
}

/** What a provider gave as its reason, as a code: no words, which might repeat what was written. */
export function codeOf(reason: string): string {
  const code = reason.replaceAll(/[^A-Za-z0-9._:-]+/g, '-').replace(/-+$/, '');
  return code === '' ? 'unknown' : code.slice(0, 100);
}
