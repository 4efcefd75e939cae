import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import type { AddresseeRow, ContactRow, ReachRow } from '../orders/order-tables.ts';
import { addresseeRows, openContacts, reachOf } from './addressee-store.ts';
import type { AddresseeView } from './addressee-view.ts';

/** Who can be ordered, with what they can act on and how they are reached; addresses masked. */
export async function listAddressees(
  ctx: Ctx,
  input: { readonly kind?: string | undefined; readonly text?: string | undefined } = {},
): Promise<Result<AddresseeView[]>> {
  return ctx.transaction(async (tx) => {
    const found = await addresseeRows(tx, input);
    const ids = found.map(({ id }) => id);
    const contacts = await openContacts(tx, ids);
    const reach = await reachOf(tx, ids, vietnamDate(tx.now), ['CLAIMED', 'HOLDS']);
    return ok(found.map((row) => addresseeView(row, contacts, reach)));
  });
}

export function addresseeView(
  row: AddresseeRow,
  contacts: readonly ContactRow[],
  reach: readonly ReachRow[],
): AddresseeView {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    agency: row.agency,
    platform: row.platform,
    languages: row.languages,
    desk: row.desk_from === null || row.desk_to === null ? null : { from: row.desk_from, to: row.desk_to },
    reach: reach
      .filter((one) => one.addressee_id === row.id)
      .map(({ id, kind, value, state }) => ({ id, kind, value, state })),
    contacts: contacts
      .filter((one) => one.addressee_id === row.id)
      .map((one) => ({
        id: one.id,
        channel: one.channel,
        mask: one.mask,
        state: one.state,
        enteredAt: one.entered_at.toISOString(),
        decidedAt: one.decided_at?.toISOString() ?? null,
        lastAnswerAt: one.last_answer_at?.toISOString() ?? null,
        renewedAt: one.renewed_at?.toISOString() ?? null,
        formerUntil: one.former_until?.toISOString() ?? null,
      })),
    demonstration: row.is_demonstration,
  };
}
