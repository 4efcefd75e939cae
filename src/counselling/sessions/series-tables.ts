import type { AgeBand } from '../../vocabulary/index.ts';
import type { ConsentAnswer, ConsentException, ConsentRule, Giver } from './consent-rule.ts';
import type { GoalState, Scale, SeriesOutcome, SessionMode, SessionReason, SessionState } from './series.ts';
import type { ChildReminder } from './session-reminder.ts';

export interface SeriesRow {
  id: string;
  reference: string;
  agency: string;
  desk_code: string;
  counsellor: string;
  origin: 'contact' | 'case' | 'referral';
  contact_id: string | null;
  case_id: string | null;
  referral_id: string | null;
  shared_with: string | null;
  age_band: AgeBand;
  state: 'open' | 'ended';
  began_at: Date;
  ended_at: Date | null;
  outcome: SeriesOutcome | null;
  version: number;
  is_demonstration: boolean;
}

export interface SessionRow {
  id: string;
  series_id: string;
  counsellor: string;
  starts_at: Date;
  minutes: number;
  mode: SessionMode;
  state: SessionState;
  reason: SessionReason | null;
  moved_to: string | null;
  settled_at: Date | null;
  child_reminder: ChildReminder;
}

export interface PrivateNoteRow {
  id: string;
  series_id: string;
  agency: string;
  author: string;
  at: Date;
  sealed_key: Buffer;
  sealed: Buffer;
}

export interface SeriesTables {
  'counselling.series': SeriesRow;
  'counselling.series_goal': {
    id: string;
    series_id: string;
    state: GoalState;
    set_at: Date;
    settled_at: Date | null;
  };
  'counselling.series_session': SessionRow;
  'counselling.series_score': {
    series_id: string;
    session_id: string;
    scale: Scale;
    scale_version: string;
    value: number;
    at: Date;
  };
  'counselling.series_consent': {
    id: string;
    series_id: string;
    place: number;
    giver: Giver;
    answer: ConsentAnswer;
    exception: ConsentException | null;
    rule: ConsentRule;
    rule_version: string;
    at: Date;
    recorded_by: string;
  };
  'counselling.private_note': PrivateNoteRow;
}
