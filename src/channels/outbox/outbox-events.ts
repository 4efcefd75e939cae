import type { Tx } from '../../kernel/index.ts';
import type { OutboundRow } from './outbox-tables.ts';

/** The way of a message has changed: open pages look again. It tells of the record that the words stand in, where there is one. */
export const OUTBOX_CHANGED = 'channels.outbox-changed';

export function tellChanged(tx: Tx, message: Pick<OutboundRow, 'id' | 'agency' | 'object_id'>): void {
  tx.notify({ topic: OUTBOX_CHANGED, id: message.object_id ?? message.id, agency: message.agency });
}
