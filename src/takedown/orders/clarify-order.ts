import { meetClocks } from '../../clocks/index.ts';
import { actOnRecord, type Ctx, newId, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { agencyDetail } from '../../members/index.ts';
import { addresseeNames } from '../addressees/addressee-store.ts';
import { holdsMedia } from '../holds-media.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { ANSWER_TEXT } from './answer-order.ts';
import { composeLetter } from './compose-order.ts';
import { freezeDocument } from './freeze-document.ts';
import { nextOrderState } from './order.ts';
import { CLARIFY, ofOrder, startOrderClock } from './order-clocks.ts';
import { orderRecord } from './order-record.ts';
import { clockOf, orderRules } from './order-rule.ts';
import { insertOrderEvent, updateOrder } from './order-store.ts';
import { tellAddressee, tellMember } from './send-order.ts';

/**
 * Answers an addressee that said that an order is impossible: our clock is met, theirs begins anew.
 * Refusals: `record.not-found`, `access.not-permitted`, `order.wrong-state`, `order.text-missing`, `order.text-too-long`, `order.holds-media`
 */
export async function clarifyOrder(
  ctx: Ctx,
  input: { readonly order: string; readonly version?: number | undefined; readonly text: string },
): Promise<Result<{ readonly dueAt: string | null }>> {
  const rule = ANSWER_TEXT.refusals ?? {};
  const text = readTextInput(input.text, 'text', {
    ...ANSWER_TEXT,
    refusals: { ...rule, empty: refuse('order.text-missing', { field: 'text' }) },
  });
  if (!text.ok) return text;
  if (holdsMedia(text.value)) return refuse('order.holds-media', { field: 'text' });
  const name = ctx.actor.kind === 'person' ? await agencyDetail(ctx, { code: ctx.actor.agency }) : undefined;
  const on = { id: input.order, version: input.version };
  return actOnRecord(orderRecord, ctx, 'takedown-order.clarify', on, async (tx, row, actor) => {
    const state = nextOrderState(row.state, 'resume');
    const of = orderRules.find(({ id }) => id === row.rule_id);
    if (state === undefined || !of || row.ordering_agency === null || actor.kind !== 'person')
      return refuse('order.wrong-state');
    await meetClocks(tx, ofOrder(row.id), { codes: [CLARIFY] });
    const order = { ...row, ordering_agency: row.ordering_agency };
    const clock = await startOrderClock(ctx, tx, order, clockOf(of, row.urgent), 'resumed');
    await updateOrder(tx, row.id, { ...clock, state, version: row.version + 1, resumed_at: tx.now, overdue: false });
    const event = newId<'order-event'>(tx.now.getTime());
    await insertOrderEvent(
      tx,
      row.id,
      'clarified',
      {},
      {
        id: event,
        bytes: await sealJson(ctx.kernel, 'order_event', event, { text: text.value }),
      },
    );
    await freezeDocument(
      ctx,
      tx,
      row.id,
      'CLARIFICATION',
      composeLetter({
        order: row,
        agency: name?.ok ? name.value.agency.nameVi : actor.agency,
        signer: actor.name,
        at: tx.now,
        addressee: (await addresseeNames(tx, [row.addressee_id])).get(row.addressee_id) ?? '',
        text: text.value,
        withdrawal: false,
      }),
    );
    await tellAddressee(ctx, tx, row, 'takedown-order-clarified');
    await tellMember(tx, row, 'takedown-order.changed');
    tx.audit({ action: 'takedown-order.clarify', object: { kind: 'takedown-order', id: row.id } });
    return ok({ dueAt: clock.next_due_at?.toISOString() ?? null });
  });
}
