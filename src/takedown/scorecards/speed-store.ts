import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { Rung } from '../addressees/addressee.ts';
import type { OrderState } from '../orders/order.ts';
import type { OrderKind } from '../orders/order-lists.ts';

/** What of an order says how fast it was answered. Nothing of its item but that it came back. */
export interface SpeedRow {
  readonly addressee_id: string;
  readonly name: string;
  readonly rung: Rung;
  readonly agency: string | null;
  readonly kind: OrderKind;
  readonly urgent: boolean;
  readonly state: OrderState;
  readonly rule_id: string | null;
  readonly sent_at: Date;
  readonly acknowledged_at: Date | null;
  readonly removed_at: Date | null;
  readonly suspended_at: Date | null;
  readonly resumed_at: Date | null;
  readonly refused: boolean;
  /** After it was done, the item was found to be there again. */
  readonly returned: boolean;
}

/** So many orders make a figure: the newest of them. */
export const SPEED_ROWS_MOST = 20_000;

/** Orders that were sent since then and not taken back, the newest first; of one organisation or of all. */
export function speedRows(tx: Tx, since: Date, agency: string | undefined): Promise<SpeedRow[]> {
  return rows(
    tx,
    sql<SpeedRow>`
      select sent.addressee_id, addressee.name, sent.addressee_kind as rung, sent.addressee_agency as agency, sent.kind, sent.urgent, sent.state,
        sent.rule_id, sent.sent_at, sent.acknowledged_at, sent.removed_at, sent.suspended_at, sent.resumed_at,
        coalesce(sent.outcome in ('NOT_OURS', 'REVIEWED_NO_ACTION'), false) as refused,
        sent.removed_at is not null and exists (select 1 from takedown.item_event as event
          where event.item_id = sent.item_id and event.code = 'returned' and event.at > sent.removed_at) as returned
      from takedown.takedown_order as sent join takedown.addressee as addressee on addressee.id = sent.addressee_id
      where sent.sent_at >= ${since} and sent.state <> 'CANCELLED' and (${agency ?? null}::text is null or sent.addressee_agency = ${agency ?? null})
      order by sent.sent_at desc, sent.id limit ${SPEED_ROWS_MOST}`,
  );
}
