/** The ladder of a call for a child in danger: who is asked, one after the other, until somebody takes it. */
export const rungs = ['RING', 'MESSAGE', 'DEPUTY', 'PROVINCE'] as const;
export type Rung = (typeof rungs)[number];

/** How long each rung is given; rows of the rules say it. */
export const RUNG_RULES: Readonly<Record<Rung, string>> = {
  RING: 'DL-OFFICER-RING',
  MESSAGE: 'DL-OFFICER-MESSAGE',
  DEPUTY: 'DL-OFFICER-DEPUTY',
  PROVINCE: 'DL-OFFICER-PROVINCE',
};

export const callStates = ['OPEN', 'ACKNOWLEDGED', 'UNANSWERED', 'WITHDRAWN'] as const;
export type CallState = (typeof callStates)[number];

/** What came of ringing, as the person says who rang. */
export const ringOutcomes = ['ANSWERED', 'NO_ANSWER', 'BUSY', 'REFUSED', 'WRONG_NUMBER'] as const;
export type RingOutcome = (typeof ringOutcomes)[number];

/** Beside those: what the house writes down. `NOT_RUNG`: nobody of 111 rang in the time, which is no fault of the officer. */
export const stepOutcomes = [
  'TO_RING',
  'MESSAGED',
  ...ringOutcomes,
  'NOBODY_ON_DUTY',
  'NO_ACKNOWLEDGEMENT',
  'NOT_RUNG',
  'ACKNOWLEDGED',
  'WITHDRAWN',
] as const;
export type StepOutcome = (typeof stepOutcomes)[number];

/** Outcomes in which an agency that should have been there was not. */
export const NON_ANSWERS: readonly StepOutcome[] = [
  'NO_ANSWER',
  'BUSY',
  'REFUSED',
  'WRONG_NUMBER',
  'NOBODY_ON_DUTY',
  'NO_ACKNOWLEDGEMENT',
];

export const nextRung = (rung: Rung): Rung | undefined => rungs[rungs.indexOf(rung) + 1];

/** What stands in the ledger of a rung whose time is over without an answer: on the first, 111 itself did not ring. */
export const lapsed = (rung: Rung): StepOutcome => (rung === 'RING' ? 'NOT_RUNG' : 'NO_ACKNOWLEDGEMENT');
