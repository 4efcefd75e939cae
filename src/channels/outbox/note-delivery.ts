import { type Ctx, ok, parseId, type Result, type Tx } from '../../kernel/index.ts';
import { useAccount } from '../accounts/open-account.ts';
import type { Inbound, InboundReceiver } from '../inbound/inbound-receivers.ts';
import type { DeliveryReport, InboundEvent } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { endOutbound } from './end-outbound.ts';
import { tellChanged } from './outbox-events.ts';
import { anyInHand, findOutbound, outboundOfProvider, readUpTo, updateOutbound } from './outbox-store.ts';
import type { OutboundRow } from './outbox-tables.ts';

const isReport = (inbound: Inbound): inbound is Inbound<DeliveryReport> => inbound.event.kind === 'delivery-report';
/** By how much the clocks of two of our processes may differ, milliseconds. */
const CLOCKS_APART = 5_000;
/** How far each state is on the way; a report that comes late takes nothing back. */
const FAR = { sent: 0, delivered: 1, read: 2 } as const;

/** What a provider tells of a message after it took it. */
export const deliveryReceiver: InboundReceiver = {
  name: 'channels.deliveries',
  kinds: ['delivery-report' satisfies InboundEvent['kind']],
  take: async (ctx: Ctx, tx: Tx, inbound: Inbound): Promise<Result<void>> => {
    if (!isReport(inbound)) return ok();
    const { to, upTo } = inbound.event;
    return to !== undefined && upTo !== undefined
      ? noteReadUpTo(ctx, tx, inbound, { to, upTo })
      : noteDelivery(tx, inbound);
  },
};

/** Networks that tell of no single message: all that one person was sent up to a moment has been read. */
async function noteReadUpTo(
  ctx: Ctx,
  tx: Tx,
  { account, event }: Inbound<DeliveryReport>,
  { to, upTo }: { readonly to: string; readonly upTo: Date },
): Promise<Result<void>> {
  const inUse = await useAccount(ctx, account.id, tx);
  if (!inUse) return refuse('outbox.account-unusable');
  for (const row of await readUpTo(tx, account.id, inUse.key.mark('peer', to), upTo, event.at)) tellChanged(tx, row);
  return ok();
}

/** The message that the report is of; where nobody was sure of it, our own key in the report says that it went. */
async function reportedOn(tx: Tx, account: string, event: DeliveryReport): Promise<OutboundRow | undefined> {
  const known = await outboundOfProvider(tx, account, event.message);
  const id = event.key === undefined ? undefined : parseId<'outbound'>(event.key);
  if (known || !id) return known;
  const row = await findOutbound(tx, id, 'for update');
  const unsure = row?.state === 'unsure' || (row?.state === 'dead' && row.reason === 'never-known');
  if (!row || row.account_id !== account || !unsure) return undefined;
  const went = {
    state: 'sent',
    provider_id: event.message,
    sent_at: event.at,
    reason: null,
    ended_at: null,
    claimed_until: null,
    version: row.version + 1,
  } as const;
  await updateOutbound(tx, id, went);
  return { ...row, ...went };
}

async function noteDelivery(tx: Tx, { account, event, receivedAt }: Inbound<DeliveryReport>): Promise<Result<void>> {
  const row = await reportedOn(tx, account.id, event);
  if (!row) {
    // The provider may be faster than we write down what it answered. What nobody here sent (an echo of another program) is let go.
    return (await anyInHand(tx, account.id, new Date(receivedAt.getTime() + CLOCKS_APART)))
      ? refuse('outbox.report-early')
      : ok();
  }
  if (event.state === 'failed') {
    if (row.state !== 'sent') return ok();
    await endOutbound(tx, row, { state: 'dead', reason: event.reason ?? 'not-delivered' });
  } else {
    if (row.state !== 'sent' && row.state !== 'delivered') return ok();
    if (FAR[event.state] <= FAR[row.state]) return ok();
    await updateOutbound(tx, row.id, {
      state: event.state,
      sealed: null,
      delivered_at: row.delivered_at ?? event.at,
      ...(event.state === 'read' && { read_at: event.at }),
      version: row.version + 1,
    });
  }
  tellChanged(tx, row);
  return ok();
}
