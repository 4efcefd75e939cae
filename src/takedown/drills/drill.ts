import { HOUR } from '../../kernel/index.ts';

/** A drill: members are called as if by an order or an alert, and how long they take to answer is measured. Types and pure rules. */

export const drillKinds = ['ORDER', 'ALERT'] as const;
export type DrillKind = (typeof drillKinds)[number];

/** Until when an answer counts as in time. Ours: a drill asks to be acknowledged, so it is shorter than what is practised. */
export const DRILL_HOURS = { calm: 4, urgent: 1 } as const;
export const drillDue = (at: Date, urgent: boolean): Date =>
  new Date(at.getTime() + (urgent ? DRILL_HOURS.urgent : DRILL_HOURS.calm) * HOUR);

/** So many members are called at once. */
export const CALLED_MOST = 500;
/** One of a kind at a time: a drill that follows at once teaches people not to look. */
export const QUIET_HOURS = 1;
