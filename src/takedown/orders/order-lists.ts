import { type CodeOf, readList } from '../../vocabulary/index.ts';
import lists from './order-lists.json' with { type: 'json' };

export const orderKind = readList(lists.orderKind);
export type OrderKind = CodeOf<typeof orderKind>;

/** What an order is for: ticked, so that no word of a child stands in it. */
export const orderReason = readList(lists.orderReason);
export type OrderReason = CodeOf<typeof orderReason>;

/** Why an order cannot be carried out now; each of them stops the clock. */
export const impossibilityGround = readList(lists.impossibilityGround);
export type ImpossibilityGround = CodeOf<typeof impossibilityGround>;

export const orderOutcome = readList(lists.orderOutcome);
export type OrderOutcome = CodeOf<typeof orderOutcome>;

export const orderEndReason = readList(lists.orderEndReason);
export type OrderEndReason = CodeOf<typeof orderEndReason>;

export const holdReason = readList(lists.holdReason);
export type HoldReason = CodeOf<typeof holdReason>;
