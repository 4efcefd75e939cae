/** A contact with the 111 desk: a chat, a call, a message or a walk-in, from its arrival to its end. Pure rules, no I/O. */

export const contactChannels = ['CHAT', 'PHONE', 'MESSAGE', 'WALK_IN'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/**
 * `waiting` in the queue · `offered` to one helper for some seconds · `live` · `held` the child is away for a while · `transferring`
 * another helper is asked, the one who has it keeps it · `wrapping` over for the child, the helper writes it down · `done` ·
 * `abandoned` the child left before anybody came · `returned` the child came back to its place, or the house lost its helper
 */
export const contactStates = [
  'waiting',
  'offered',
  'live',
  'held',
  'transferring',
  'wrapping',
  'done',
  'abandoned',
  'returned',
] as const;
export type ContactState = (typeof contactStates)[number];

const STEPS: Readonly<Record<ContactState, readonly ContactState[]>> = {
  // An exchange that rings the desk by itself tells who has answered: the call is theirs without an offer.
  waiting: ['offered', 'live', 'abandoned', 'done'],
  offered: ['live', 'waiting', 'returned', 'abandoned', 'done'],
  // `abandoned` again: somebody was called back and did not answer.
  live: ['held', 'transferring', 'wrapping', 'returned', 'abandoned', 'done'],
  held: ['live', 'wrapping', 'returned', 'transferring', 'abandoned', 'done'],
  transferring: ['live', 'held', 'wrapping', 'returned', 'abandoned', 'done'],
  // `live`: the child writes on before it is written down.
  wrapping: ['live', 'done', 'returned'],
  // Whoever comes back after the end writes into a thread, or waits anew under the same words.
  done: ['returned'],
  // `live`: somebody is called back.
  abandoned: ['returned', 'live'],
  returned: ['offered', 'live', 'abandoned', 'done'],
};

/** The states from which a contact may come to this one; itself too, where something else about it changes. */
export const statesBefore = (to: ContactState): readonly ContactState[] =>
  contactStates.filter((from) => from === to || STEPS[from].includes(to));

/** Nobody has it yet. */
export const isQueued = (state: ContactState): boolean => state === 'waiting' || state === 'returned';

/** A helper has it, and it counts for what the helper can carry. */
export const carriedStates: readonly ContactState[] = ['live', 'held', 'transferring', 'wrapping'];
export const isCarried = (state: ContactState): boolean => carriedStates.includes(state);

/** What orders the queue beside age: each is only ever raised, and its reason stands on the card. */
export const contactBands = { prankLikely: 0, normal: 1, urgent: 2, danger: 3, droppedByUs: 4 } as const;
export type ContactBand = (typeof contactBands)[keyof typeof contactBands];

/** Two tiers: the front desk takes short contacts, counsellors the others. */
export const tiers = ['front', 'counsellor'] as const;
export type Tier = (typeof tiers)[number];

export const helperStates = ['available', 'away', 'break', 'winding-down'] as const;
export type HelperState = (typeof helperStates)[number];

/** Who set the state of a helper: one whom the house set away is told so. */
export type StateSetBy = 'self' | 'missed-offers' | 'stream-lost' | 'rest' | 'supervisor';

/** Why a supervisor reads along: to train somebody, for safety, a sample for quality, or since the helper asked for it. */
export const watchPurposes = ['training', 'safety', 'sample', 'asked'] as const;
export type WatchPurpose = (typeof watchPurposes)[number];
