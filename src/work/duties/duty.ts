import { type ClockLook, clockLook, DAY } from '../../kernel/index.ts';

/**
 * Where a duty stands in the day of its reader: somebody is in danger and nobody has answered; it is my turn; it comes up;
 * it is late by more than a day; somebody else must act first.
 */
export const dutyBands = ['save-now', 'my-turn', 'soon', 'long-overdue', 'waits-for-others'] as const;
export type DutyBand = (typeof dutyBands)[number];

export interface DutyClock {
  /** Code of a deadline rule of the vocabulary; null where the period is this platform's own. */
  readonly rule: string | null;
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** From which part of its time on, counted from its end, it is due soon; 0 to 1. */
  readonly warnFraction: number;
}

/** Who must act: holders of a role, one person, or another agency. */
export interface DutyTurn {
  readonly roles?: readonly string[];
  readonly person?: string;
  readonly agency?: string;
}

/** One thing that waits, as its source tells it: codes, ids and times, and nothing that the reader may not know. */
export interface Duty {
  readonly object: { readonly kind: string; readonly id: string };
  /** Tells duties of one kind on one object apart. */
  readonly part?: string;
  /** The code that people say; null where the reader may not know of the object behind. */
  readonly reference: string | null;
  /** What is to be done, as a code of the source, and what its words name. */
  readonly act: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly urgency: string | null;
  /** Somebody is in danger and has had no answer yet. */
  readonly danger: boolean;
  readonly clock: DutyClock | null;
  /** The rule or decision that it rests on, where no clock names it. */
  readonly basis: string | null;
  readonly turn: DutyTurn;
  /** Whether the reader may do it now. */
  readonly mine: boolean;
  /** Whether it was given to the reader by name. */
  readonly assigned: boolean;
  /** Since when it waits. */
  readonly since: Date | null;
}

/** What a source says of a duty; the rest is as with most: no deadline, no danger, and the turn of whoever reads it. */
export type DutyInput = Pick<Duty, 'object' | 'reference' | 'act' | 'since'> & Partial<Duty>;

export function dutyOf(given: DutyInput): Duty {
  return {
    facts: {},
    urgency: null,
    danger: false,
    clock: null,
    basis: null,
    turn: {},
    mine: true,
    assigned: false,
    ...given,
  };
}

/** A duty in the list of everything. */
export interface WorkRow extends Duty {
  /** The same in every reading of the list, and of no other row. */
  readonly id: string;
  readonly kind: string;
  readonly look: ClockLook | null;
  readonly band: DutyBand;
}

export function workRow(kind: string, duty: Duty, now: Date): WorkRow {
  const { clock } = duty;
  const look = clock && clockLook(clock.startedAt, clock.dueAt, now, clock.warnFraction);
  return {
    ...duty,
    kind,
    id: [kind, duty.object.id, duty.part ?? ''].join(' ').trim(),
    look,
    band: bandOf(duty, look, now),
  };
}

function bandOf(duty: Duty, look: ClockLook | null, now: Date): DutyBand {
  if (duty.danger) return 'save-now';
  if (!duty.mine) return 'waits-for-others';
  // What has just run out is still the next thing to do; what has lain for longer than a day is a list of its own.
  if (duty.clock && now.getTime() - duty.clock.dueAt.getTime() > DAY) return 'long-overdue';
  return look === 'resting' ? 'soon' : 'my-turn';
}

/**
 * The one order of work: danger that nobody has answered, then the earliest clock that can still be kept, then what is
 * overdue by urgency and by how long, then what has no clock by how long it waits.
 */
export function compareWork(a: WorkRow, b: WorkRow): number {
  return (
    dutyBands.indexOf(a.band) - dutyBands.indexOf(b.band) ||
    place(a) - place(b) ||
    (a.look === 'breached' ? urgencyOf(a) - urgencyOf(b) : 0) ||
    moment(a) - moment(b) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

const place = (row: WorkRow) => (row.clock === null ? 2 : row.look === 'breached' ? 1 : 0);
/** Urgency codes sort by their letters; none comes last. */
const urgencyOf = (row: WorkRow) => (row.urgency === null ? 9 : Number(row.urgency.slice(1)) || 9);
const moment = (row: WorkRow) => (row.clock?.dueAt ?? row.since)?.getTime() ?? Number.MAX_SAFE_INTEGER;
