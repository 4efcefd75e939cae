/** A request to somebody outside: drafted by one, approved by another, sent, answered. Types and pure rules. */

export const requestStates = [
  'DRAFTED',
  'WAITING',
  'APPROVED',
  'SENDING',
  'SENT',
  'ANSWERED',
  'REFUSED',
  'WITHDRAWN',
] as const;
export type RequestState = (typeof requestStates)[number];

/** What an addressee answers. */
export const requestAnswers = ['ANSWERED', 'REFUSED'] as const;
