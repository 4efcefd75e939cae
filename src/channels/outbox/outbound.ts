import type { SafeContact } from '../../vocabulary/index.ts';

/**
 * Why something leaves the house.
 * - `answer`: words of a person to whoever wrote first
 * - `reminder`: of a session, of a deadline
 * - `officer-call`: to an officer on duty, for a child in danger
 * - `order`, `alert`: to a platform, to an agency
 * - `post`: for everybody who follows an account
 * - `test`: by who keeps an account
 * - `wake`: to a person of a desk, that something waits; without a word
 * - `automatic`: a fixed sentence of the house, as when nobody can answer
 */
export const outboundPurposes = [
  'answer',
  'reminder',
  'officer-call',
  'order',
  'alert',
  'post',
  'test',
  'wake',
  'automatic',
] as const;
export type OutboundPurpose = (typeof outboundPurposes)[number];

/**
 * To whoever holds an office or an account, and never to somebody because they wrote: where such a message goes to an address from which
 * somebody else wrote too, as on a shared telephone, what they wished does not stand against it.
 */
export const toAnOffice: readonly OutboundPurpose[] = ['officer-call', 'order', 'alert', 'post', 'test', 'wake'];

/** Whether what the person at the address wished rules over a message. */
export const keepsWishes = (message: { readonly purpose: OutboundPurpose; readonly conversation_id: string | null }) =>
  message.conversation_id !== null || !toAnOffice.includes(message.purpose);

/**
 * - `waiting`: for its hour, its turn, or the next try
 * - `sending`: a process has it in hand
 * - `unsure`: it may have been sent; the provider is asked before anything is tried again
 * - `sent`, `delivered`, `read`: as the provider proved it
 * - `dead`: it is not tried again unless a person says so
 */
export const outboundStates = [
  'waiting',
  'sending',
  'unsure',
  'sent',
  'delivered',
  'read',
  'dead',
  'cancelled',
] as const;
export type OutboundState = (typeof outboundStates)[number];

/** Why a message waits for its hour. */
export const heldCodes = ['not-before', 'quiet-hours', 'safe-hours'] as const;
export type Held = (typeof heldCodes)[number];

/** Why the house itself ended a message or put it off. */
const ownReasons = [
  'too-late',
  'wished',
  'window-closed',
  'window-template-only',
  'window-tagged',
  'template-retired',
  'part-before',
  'never-known',
  'interrupted',
  'no-answer',
  'not-delivered',
  'receiver-gone',
  'token-expired',
  'machine-wrote',
  'taken-back',
] as const;
export type OwnReason = (typeof ownReasons)[number];
/** Every reason that is ours, with those of the adapters; whatever else stands in `reason` is a code of the provider. */
export const houseReasons = [...ownReasons, 'number-unusable', 'address-unusable', 'channel-service.failed'] as const;

/** Minutes of the day in Viet Nam; an end before the beginning is on the next day. */
export interface DayHours {
  readonly from: number;
  readonly to: number;
}

/** How a person may be written to without making things worse, as they or whoever speaks for them said. */
export interface ContactWishes {
  readonly wishes: readonly SafeContact[];
  /** When; null: at any hour. */
  readonly hours: DayHours | null;
}

export const NO_WISHES: ContactWishes = { wishes: [], hours: null };
