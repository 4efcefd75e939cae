import type { Ctx, Result, Tx } from '../../kernel/index.ts';
import { ok } from '../../kernel/index.ts';
import type { Inbound, InboundReceiver } from '../inbound/inbound-receivers.ts';
import type { DeliveryReport, InboundEvent } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { tellChanged } from './outbox-events.ts';
import { anyInHand, outboundOfProvider, updateOutbound } from './outbox-store.ts';
import { codeOf } from './settle-message.ts';

const isReport = (inbound: Inbound): inbound is Inbound<DeliveryReport> => inbound.event.kind === 'delivery-report';
/** How far each state is on the way; a report that comes late takes nothing back. */
const FAR = { sent: 0, delivered: 1, read: 2 } as const;

/** What a provider tells of a message after it took it. */
export const deliveryReceiver: InboundReceiver = {
  name: 'channels.deliveries',
  kinds: ['delivery-report' satisfies InboundEvent['kind']],
  take: async (_ctx: Ctx, tx: Tx, inbound: Inbound): Promise<Result<void>> =>
    isReport(inbound) ? noteDelivery(tx, inbound) : ok(),
};

async function noteDelivery(tx: Tx, { account, event }: Inbound<DeliveryReport>): Promise<Result<void>> {
  const row = await outboundOfProvider(tx, account.id, event.message);
  if (!row) {
    // The provider may be faster than we write down what it answered. What nobody here sent (an echo of another program) is let go.
    return (await anyInHand(tx, account.id)) ? refuse('outbox.report-early') : ok();
  }
  const version = row.version + 1;
  if (event.state === 'failed') {
    if (row.state !== 'sent') return ok();
    const reason = codeOf(event.reason ?? 'not-delivered');
    await updateOutbound(tx, row.id, { state: 'dead', reason, ended_at: tx.now, version });
  } else {
    if (row.state !== 'sent' && row.state !== 'delivered') return ok();
    if (FAR[event.state] <= FAR[row.state]) return ok();
    await updateOutbound(tx, row.id, {
      state: event.state,
      sealed: null,
      delivered_at: row.delivered_at ?? event.at,
      ...(event.state === 'read' && { read_at: event.at }),
      version,
    });
  }
  tellChanged(tx, row);
  return ok();
}
