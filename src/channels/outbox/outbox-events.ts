import type { Tx } from '../../kernel/index.ts';
import type { OutboundRow } from './outbox-tables.ts';

/** The way of a message has changed: open pages look again. */
export const OUTBOX_CHANGED = 'channels.outbox-changed';

export function tellChanged(tx: Tx, { id, agency }: Pick<OutboundRow, 'id' | 'agency'>): void {
  tx.notify({ topic: OUTBOX_CHANGED, id, agency });
}
