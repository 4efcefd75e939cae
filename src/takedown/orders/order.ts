/** An order to take something down: its states and what moves it. Pure rules. */

/** Labels stand in the vocabulary list `takedown_status`. */
export const orderStates = [
  'PROPOSED',
  'DECLINED',
  'SENT',
  'ACKNOWLEDGED',
  'SUSPENDED',
  'CLAIMED',
  'GONE',
  'REFUSED',
  'ESCALATED',
  'CANCELLED',
] as const;
export type OrderState = (typeof orderStates)[number];

/** In these an order stands: its item is ordered down by it. */
export const standingStates = [
  'SENT',
  'ACKNOWLEDGED',
  'SUSPENDED',
  'CLAIMED',
  'REFUSED',
] as const satisfies readonly OrderState[];

export type OrderMove =
  | 'issue'
  | 'decline'
  | 'cancel'
  | 'acknowledge'
  | 'claim'
  | 'refuse'
  | 'suspend'
  | 'resume'
  | 'escalate'
  | 'gone'
  | 'returned';

const moves: Readonly<Record<OrderState, Partial<Record<OrderMove, OrderState>>>> = {
  PROPOSED: { issue: 'SENT', decline: 'DECLINED', cancel: 'CANCELLED' },
  DECLINED: {},
  SENT: {
    acknowledge: 'ACKNOWLEDGED',
    claim: 'CLAIMED',
    refuse: 'REFUSED',
    suspend: 'SUSPENDED',
    escalate: 'ESCALATED',
    cancel: 'CANCELLED',
    gone: 'GONE',
  },
  ACKNOWLEDGED: {
    claim: 'CLAIMED',
    refuse: 'REFUSED',
    suspend: 'SUSPENDED',
    escalate: 'ESCALATED',
    cancel: 'CANCELLED',
    gone: 'GONE',
  },
  // What is said to be impossible may still be done.
  SUSPENDED: { resume: 'ACKNOWLEDGED', claim: 'CLAIMED', cancel: 'CANCELLED', gone: 'GONE' },
  // What could not be confirmed in time goes up as well.
  CLAIMED: { gone: 'GONE', cancel: 'CANCELLED', returned: 'ACKNOWLEDGED', escalate: 'ESCALATED' },
  // What was done may turn out to have been wrong.
  GONE: { returned: 'ACKNOWLEDGED', cancel: 'CANCELLED' },
  REFUSED: { escalate: 'ESCALATED', cancel: 'CANCELLED', gone: 'GONE' },
  ESCALATED: { gone: 'GONE' },
  CANCELLED: {},
};

export const nextOrderState = (state: OrderState, move: OrderMove): OrderState | undefined => moves[state][move];

/** What an addressee may answer. */
export const answers = [
  'ACKNOWLEDGED',
  'ACTIONED',
  'ALREADY_GONE',
  'NOT_OURS',
  'REVIEWED_NO_ACTION',
  'IMPOSSIBLE',
] as const;
export type OrderAnswer = (typeof answers)[number];

export const moveOfAnswer: Readonly<Record<OrderAnswer, OrderMove>> = {
  ACKNOWLEDGED: 'acknowledge',
  ACTIONED: 'claim',
  ALREADY_GONE: 'claim',
  NOT_OURS: 'refuse',
  REVIEWED_NO_ACTION: 'refuse',
  IMPOSSIBLE: 'suspend',
};
