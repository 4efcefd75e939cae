/** The rows of classes, as their store sees them. */
export const roundKinds = ['LESSON', 'BOOSTER_7', 'BOOSTER_30'] as const;
export type RoundKind = (typeof roundKinds)[number];

export interface ClassRow {
  id: string;
  code: string;
  key_digest: Buffer;
  band: string;
  seats: number;
  weekdays: number[];
  sheet: number;
  opened_at: Date;
  /** YYYY-MM-DD. */
  ends_on: string;
  is_demonstration: boolean;
}

export interface RoundRow {
  id: string;
  class_id: string;
  kind: RoundKind;
  lesson: string;
  hash: string;
  /** YYYY-MM-DD. */
  on_date: string;
  opened_at: Date;
  ends_at: Date;
  answered: number | null;
}

export interface ClassQuestionRow {
  class_id: string;
  round_id: string;
  question: string;
  answered: number;
  rightly: number;
}

export interface ClassTables {
  'learning.class': ClassRow;
  'learning.class_round': RoundRow;
  'learning.class_answered': { class_id: string; round_id: string; seat: number };
  'learning.class_question': ClassQuestionRow;
}
