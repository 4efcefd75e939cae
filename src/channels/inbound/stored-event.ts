import type { AccountKey } from '../accounts/account-sealing.ts';
import type { InboundEvent, OtherEvent } from '../inbound-event.ts';

/** What is kept of what networks tell, and taken by a module. */
export type StoredEvent = Exclude<InboundEvent, OtherEvent>;
export const isStored = (event: InboundEvent): event is StoredEvent => event.kind !== 'other';

/** What is worked on in its own order: one person's messages, one post, one message of ours, one call. */
export function laneOf(key: AccountKey, event: StoredEvent): Buffer {
  switch (event.kind) {
    case 'private-message':
      return key.mark('lane', 'conversation', event.author);
    case 'public-contribution':
      return key.mark('lane', 'post', event.subject);
    case 'delivery-report':
      return key.mark('lane', 'message', event.message, event.to ?? '');
    case 'call':
      return key.mark('lane', 'call', event.call);
    default:
      return key.mark('lane', 'account');
  }
}

/** The event as it was told. */
export function readStored(text: string): StoredEvent {
  return JSON.parse(text, (name, value) =>
    (name === 'at' || name === 'upTo') && typeof value === 'string' ? new Date(value) : value,
  );
}
