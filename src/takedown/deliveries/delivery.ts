import type { ContactChannel } from '../addressees/addressee.ts';

/** What was sent to a contact of a member of the network. Types and pure rules. */

export const deliveryKinds = [
  'ORDER',
  'ORDER_CLARIFIED',
  'ORDER_WITHDRAWN',
  'ORDER_APPEALED',
  'ORDER_STILL_THERE',
  'ALERT',
  'ALERT_UPDATE',
  'ALERT_RECALL',
  'DRILL',
  'REPORT_OUTCOMES',
  'TEST',
] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** Orders are written by their own exit; the rest by that of deliveries. */
export type OrderDelivery = Extract<DeliveryKind, `ORDER${string}`>;
export type OwnDelivery = Exclude<DeliveryKind, OrderDelivery>;

/** Every way by which something leaves for a contact; its own page needs none. */
export const deliveryChannels = ['EMAIL', 'WEBHOOK', 'ICCAM', 'CLOUDFLARE', 'AWS'] as const satisfies ContactChannel[];
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** Of the records of the outbox that this exit writes. */
export const DELIVERY = 'member-delivery';

/**
 * Where a delivery stands: as the outbox has it (`delivered` and `read` are `sent`: no way of a member tells more), or `not-taken`, where
 * no account of the sender could take it.
 */
export const deliveryStates = ['waiting', 'sending', 'unsure', 'sent', 'dead', 'cancelled', 'not-taken'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A member tries its own address so often at most. Ours: enough to mend a receiver by, too few to be used as a hammer. */
export const TEST_PAUSE_SECONDS = 10;
export const TESTS_A_DAY = 50;

/**
 * In which lane of the outbox a delivery waits. What is of one lane goes one after the other, and a try that failed holds up what is behind
 * it for hours: so an alert, its recall, a drill and a try wait for nothing. Outcomes may be many, and come at the receiver's pace.
 */
export const laneOf = (kind: OwnDelivery, delivery: string, contact: string): string =>
  kind === 'REPORT_OUTCOMES' ? `outcomes:${contact}` : delivery;

/** What takes back or mends what was told leaves before the orders, alerts and tries that wait at its sender. */
export const goesAhead = (kind: OwnDelivery): boolean => kind === 'ALERT_RECALL' || kind === 'ALERT_UPDATE';
