/** States of an entry; labels stand in the vocabulary list `hash_entry_status`. */
export const entryStatuses = [
  'PROPOSED',
  'SECOND_REVIEW',
  'ACTIVE',
  'REJECTED',
  'DISPUTED',
  'SUSPENDED',
  'WITHDRAWN',
] as const;
export type EntryStatus = (typeof entryStatuses)[number];

/** What happens to an entry. */
export type EntryEvent =
  /** One of the two blind verdicts is given. */
  | 'first-verdict'
  /** Both say it belongs on the list, or the arbiter does. */
  | 'listed'
  /** Both say it does not, or the arbiter does. */
  | 'rejected'
  | 'disputed'
  /** The dispute is decided in favour of the entry. */
  | 'upheld'
  /** Too many downvotes, or a flood of matches. */
  | 'suspended'
  /** The owner answers the suspension: the entry is right. */
  | 'restored'
  | 'withdrawn'
  /** The source that withdrew its entry publishes it again. */
  | 'reinstated';
export const entryEvents: readonly EntryEvent[] = [
  'first-verdict',
  'listed',
  'rejected',
  'disputed',
  'upheld',
  'suspended',
  'restored',
  'withdrawn',
  'reinstated',
];

const transitions: Readonly<Record<EntryStatus, Partial<Record<EntryEvent, EntryStatus>>>> = {
  PROPOSED: { 'first-verdict': 'SECOND_REVIEW', withdrawn: 'WITHDRAWN' },
  SECOND_REVIEW: { listed: 'ACTIVE', rejected: 'REJECTED', withdrawn: 'WITHDRAWN' },
  ACTIVE: { disputed: 'DISPUTED', suspended: 'SUSPENDED', withdrawn: 'WITHDRAWN' },
  REJECTED: {},
  DISPUTED: { upheld: 'ACTIVE', suspended: 'SUSPENDED', withdrawn: 'WITHDRAWN' },
  SUSPENDED: { restored: 'ACTIVE', disputed: 'DISPUTED', withdrawn: 'WITHDRAWN' },
  WITHDRAWN: { reinstated: 'ACTIVE' },
};

/** The state after an event, or undefined where the event may not happen in this state. */
export function nextStatus(status: EntryStatus, event: EntryEvent): EntryStatus | undefined {
  return transitions[status][event];
}

/**
 * Whether the entry is matched and distributed. A disputed one still is, and says so in each answer: one member's doubt
 * must not take a hash from all; a suspended one is not, until its owner answers.
 */
export function isInForce(status: EntryStatus): boolean {
  return status === 'ACTIVE' || status === 'DISPUTED';
}

export const verdicts = ['LISTED', 'NOT_LISTED'] as const;
export type Verdict = (typeof verdicts)[number];
export type BlindOutcome = 'wait' | 'listed' | 'rejected' | 'arbitrate';

/** What two blind verdicts come to. Only two that agree decide; else a third person does. */
export function blindOutcome(verdicts: readonly Verdict[]): BlindOutcome {
  const [first, second] = verdicts;
  if (first === undefined || second === undefined) return 'wait';
  if (first !== second) return 'arbitrate';
  return first === 'LISTED' ? 'listed' : 'rejected';
}

/** Whether matches in one hour are a flood: over the bank's floor, and far over what the entry usually has. */
export function isFlood(matchesThisHour: number, usualPerHour: number, floor: number): boolean {
  return matchesThisHour >= floor && matchesThisHour > usualPerHour * 10;
}

export const classSchemes = [
  'national',
  'interpol_baseline',
  'ncmec',
  'ncmec_tag',
  'ucs',
  'depiction',
  'age_group',
] as const;
export type ClassScheme = (typeof classSchemes)[number];

const closedSchemes: Partial<Record<ClassScheme, readonly string[]>> = {
  national: ['N0', 'N1', 'N2', 'N3', 'N4'],
  interpol_baseline: ['BASELINE', 'NATIONAL', 'NOT_ILLEGAL'],
  ncmec: ['A1', 'A2', 'B1', 'B2'],
  depiction: ['REAL', 'AI', 'ALTERED', 'DRAWN', 'TEXT', 'UNKNOWN'],
  age_group: ['INFANT', 'PREPUB', 'PUB', 'UNKNOWN'],
};

/** Whether a label belongs to its scheme. UCS labels and NCMEC tags are their owners' lists: any label of the shape is taken, with its version. */
export function isKnownClass(one: {
  readonly scheme: ClassScheme;
  readonly version: string;
  readonly label: string;
}): boolean {
  if (!/^[\w.-]{1,32}$/.test(one.version)) return false;
  return closedSchemes[one.scheme]?.includes(one.label) ?? /^[A-Za-z0-9_. -]{1,64}$/.test(one.label);
}
