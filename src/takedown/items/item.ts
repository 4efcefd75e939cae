/** A content item: where something that harms a child stands on the network, never the thing itself. Types and pure rules. */

export const itemKinds = ['url', 'account', 'group', 'app', 'domain'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Labels stand in the vocabulary list `content_item_status`. */
export const itemStates = [
  'RECEIVED',
  'TRIAGED',
  'GRADED_ONCE',
  'DISPUTED',
  'VERIFIED',
  'NOT_ILLEGAL',
  'SET_ASIDE',
  'ORDERED',
  'GONE',
  'RETURNED',
] as const;
export type ItemState = (typeof itemStates)[number];

/** States in which somebody of the unit still has to do something before the item is decided. */
export const openStates = ['RECEIVED', 'TRIAGED', 'GRADED_ONCE', 'DISPUTED'] as const satisfies readonly ItemState[];

/** States in which nobody has anything to do with it any more, unless it comes back. */
export const endStates: readonly ItemState[] = ['GONE', 'NOT_ILLEGAL', 'SET_ASIDE'];

/** What happens to an item. */
export const itemMoves = [
  'triaged',
  /** One of the two blind grades was given. */
  'first-grade',
  /** The two agree, or the third decides: it breaks the law. */
  'verified',
  /** The two agree, or the third decides: it does not. */
  'not-illegal',
  /** The two differ. */
  'disputed',
  'set-aside',
  /** What was set aside or found lawful came again, or somebody erred: it is looked at anew. */
  'taken-up',
  /** An agency ordered it down. */
  'ordered',
  /** The order was taken back, and no other is open. */
  'order-withdrawn',
  /** It was looked for and is not there any more. */
  'gone',
  /** It is there again. */
  'returned',
  /** An appeal was upheld: it is lawful after all. */
  'overturned',
] as const;
export type ItemMove = (typeof itemMoves)[number];

const moves: Readonly<Record<ItemState, Partial<Record<ItemMove, ItemState>>>> = {
  RECEIVED: { triaged: 'TRIAGED', 'set-aside': 'SET_ASIDE' },
  TRIAGED: { 'first-grade': 'GRADED_ONCE', 'set-aside': 'SET_ASIDE' },
  GRADED_ONCE: { verified: 'VERIFIED', 'not-illegal': 'NOT_ILLEGAL', disputed: 'DISPUTED' },
  DISPUTED: { verified: 'VERIFIED', 'not-illegal': 'NOT_ILLEGAL' },
  VERIFIED: { ordered: 'ORDERED', gone: 'GONE', overturned: 'NOT_ILLEGAL' },
  NOT_ILLEGAL: {},
  SET_ASIDE: { 'taken-up': 'RECEIVED' },
  ORDERED: { gone: 'GONE', 'order-withdrawn': 'VERIFIED', overturned: 'NOT_ILLEGAL' },
  GONE: { returned: 'RETURNED', overturned: 'NOT_ILLEGAL' },
  RETURNED: { ordered: 'ORDERED', gone: 'GONE', overturned: 'NOT_ILLEGAL' },
};

/** The state after a move, or undefined where the move may not be made in this state. */
export function nextState(state: ItemState, move: ItemMove): ItemState | undefined {
  return moves[state][move];
}

/** Two have said that it breaks the law: it may be ordered down. */
export const isVerified = (state: ItemState): boolean => ['VERIFIED', 'ORDERED', 'GONE', 'RETURNED'].includes(state);

/** Where an item came from. */
export const sources = ['REPORT', 'CASE', 'LISTENING', 'TAKE_IT_DOWN', 'MACHINE', 'MEMBER', 'ANALYST'] as const;
export type Source = (typeof sources)[number];

export const ageGroups = ['INFANT', 'PREPUB', 'PUB', 'UNKNOWN'] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** Whether it opens in Viet Nam: for anybody, after signing in, or not. */
export const reaches = ['YES', 'LOGIN', 'NO'] as const;
export type Reach = (typeof reaches)[number];

export const tiers = ['NOW', 'URGENT', 'NORMAL', 'LOW'] as const;
export type Tier = (typeof tiers)[number];

/** Why an item leaves the queue without a grade. */
export const setAsideReasons = ['NO_LOCATOR', 'DUPLICATE', 'NOT_ABOUT_A_CHILD', 'SENT_ELSEWHERE', 'TEST'] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];
