import type { AccountKey } from '../accounts/account-sealing.ts';
import type { LIVE_PARTS, OutboundMessage } from '../adapter.ts';

/** Receiver and words of one message, as they lie sealed. */
export type Payload = Omit<OutboundMessage, 'key' | (typeof LIVE_PARTS)[number]> & {
  /** Of a template: our own id of the version that was good when it was queued. */
  readonly templateVersion?: string;
};

const partOf = (message: string) => `outbound:${message}`;

export const sealPayload = (key: AccountKey, message: string, payload: Payload): Buffer =>
  key.seal(partOf(message), JSON.stringify(payload));

export const openPayload = (key: AccountKey, message: string, sealed: Uint8Array): Payload =>
  JSON.parse(key.open(partOf(message), sealed)) as Payload;
