import type { TextRule } from '../../kernel/index.ts';

export const concernKinds = ['conduct', 'outside-contact', 'care', 'other'] as const;
export type ConcernKind = (typeof concernKinds)[number];

export interface ConcernRow {
  id: string;
  desk_code: string;
  organisation: string;
  author: string;
  about: string | null;
  reader_role: 'dpo' | 'auditor';
  kind: ConcernKind;
  raised_at: Date;
  sealed_key: Buffer;
  sealed: Buffer;
  answered_by: string | null;
  answered_at: Date | null;
  answer: Buffer | null;
  version: number;
}

/** What is said, and what is answered. Code points. */
export const CONCERN_TEXT: TextRule = { most: 4_000, lines: true };

/** What the house notices of its own people, each with what it counts. */
export const alertKinds = ['same-pair', 'off-shift', 'read-again', 'held-back'] as const;
export type AlertKind = (typeof alertKinds)[number];
export const alertOutcomes = ['explained', 'talked', 'passed-on'] as const;
export type AlertOutcome = (typeof alertOutcomes)[number];

export interface AlertRow {
  id: string;
  desk_code: string;
  organisation: string;
  kind: AlertKind;
  helper: string;
  contact_id: string;
  count: number;
  first_at: Date;
  last_at: Date;
  looked_by: string | null;
  looked_at: Date | null;
  outcome: AlertOutcome | null;
  version: number;
}

/** From how many times on, and within how many days: ours, until 111 sets others. */
export const ALERTS = {
  /** One helper takes the same contact so often. */
  samePair: { times: 3, days: 30 },
  /** Lines of one helper that would have led children elsewhere. */
  heldBack: { times: 3, days: 7 },
  /** A contact is read again by its helper so long after its end. Hours. */
  readAgainHours: 24,
} as const;
