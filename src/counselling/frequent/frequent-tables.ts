export interface FrequentTables {
  'counselling.contact_slow': SlowRow;
  'counselling.contact_plan': PlanRow;
}

export interface SlowRow {
  id: string;
  contact_id: string;
  desk_code: string;
  organisation: string;
  reason: SlowReason;
  days: number;
  asked_by: string;
  asked_at: Date;
  decided_by: string | null;
  until: Date | null;
  ended_by: string | null;
  ended_at: Date | null;
}

/** Why a contact is slowed: what is done to the person at the other end, never what a child has to tell. */
export const slowReasons = ['ABUSIVE', 'SEXUAL', 'TESTING'] as const;
export type SlowReason = (typeof slowReasons)[number];

export interface PlanRow {
  contact_id: string;
  named_helper: string | null;
  weekdays: number[];
  from_minute: number;
  to_minute: number;
  review_on: string;
  set_by: string;
  set_at: Date;
  version: number;
}
