import { openWebhookAccount } from '../../channels/index.ts';
import {
  actAs,
  actOnRecord,
  type Ctx,
  DAY,
  MINUTE,
  newId,
  ok,
  parseId,
  type Result,
  refuseRequest,
  systemActor,
} from '../../kernel/index.ts';
import { addresseeRecord } from '../addressees/addressee-record.ts';
import { findContact } from '../addressees/addressee-store.ts';
import { addresseePolicy } from '../orders/order-policies.ts';
import { refuse } from '../refusals.ts';
import { deliver } from './deliver.ts';
import { DELIVERY, TEST_PAUSE_SECONDS, TESTS_A_DAY } from './delivery.ts';
import { testsSince } from './delivery-store.ts';
import { networkSender } from './network-sender.ts';

/** A try that did not arrive by then tells nothing any more. */
const OF_USE = 5 * MINUTE;

/**
 * Sends a try to a webhook or a mailbox of a member, signed and sent as whatever else goes there, by the agency that coordinates the network.
 * What became of it stands with the deliveries. So often a minute and a day at most: a way of ours is no hammer.
 * Refusals: those of an act on a record, `addressee.not-found`, `addressee-contact.not-found`, `member-delivery.contact-unusable`,
 * `member-delivery.no-sender`, `member-delivery.too-soon`
 */
export async function sendTestDelivery(
  ctx: Ctx,
  input: { readonly addressee: string; readonly contact: string },
): Promise<Result<{ readonly id: string }>> {
  if (!addresseePolicy.couldEver(ctx.actor, 'addressee.keep', ctx.now)) {
    await ctx.auditRefused({ action: 'member-delivery.test', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const sender = await networkSender(ctx);
  if (sender === undefined) return refuse('member-delivery.no-sender');
  const opened = await openWebhookAccount(ctx.as(systemActor('takedown.deliveries')), sender);
  if (!opened.ok) return refuse('member-delivery.no-sender');
  return actOnRecord(addresseeRecord, ctx, 'addressee.keep', { id: input.addressee }, async (tx, row) => {
    const id = parseId<'addressee-contact'>(input.contact);
    // Locked: two presses at once are one try.
    const contact = id && (await findContact(tx, id, 'for update'));
    if (contact?.addressee_id !== row.id) return refuse('addressee-contact.not-found');
    const { agency } = row;
    if (agency === null || contact.state !== 'APPROVED' || !['WEBHOOK', 'EMAIL'].includes(contact.channel))
      return refuse('member-delivery.contact-unusable');
    return actAs(tx, systemActor('takedown.deliveries'), async (system) => {
      const tried = await testsSince(system, contact.id, new Date(tx.now.getTime() - DAY));
      const waits = tried.last !== null && tx.now.getTime() - tried.last.getTime() < TEST_PAUSE_SECONDS * 1_000;
      if (waits || tried.count >= TESTS_A_DAY) return refuse('member-delivery.too-soon');
      const sent = await deliver(
        ctx,
        system,
        { ...contact, agency },
        {
          kind: 'TEST',
          object: { kind: 'addressee-contact', id: contact.id },
          reference: contact.mask,
          sender,
          demonstration: ctx.kernel.config.demonstration,
          notAfter: new Date(tx.now.getTime() + OF_USE),
          nth: newId<'test'>(tx.now.getTime()),
        },
      );
      if (!sent.taken) return refuse('member-delivery.no-sender');
      tx.audit({
        action: 'member-delivery.test',
        object: { kind: DELIVERY, id: sent.id },
        codes: { channel: contact.channel },
      });
      return ok({ id: sent.id });
    });
  });
}
