import type { JSONColumnType } from 'kysely';
import type { AgeBand, InformantType, PortalBand } from '../vocabulary/index.ts';
import type { HandoverRow } from './board/handover.ts';
import type { ExposureRow } from './care/exposure-row.ts';
import type { AlertRow, ConcernRow } from './concerns/concern.ts';
import type {
  ContactBand,
  ContactChannel,
  ContactState,
  HelperState,
  StateSetBy,
  Tier,
  WatchPurpose,
} from './contacts/contact.ts';
import type { ReviewRow } from './quality/review-row.ts';
import type { TriageBand } from './triage/triage.ts';
import type { TriageState } from './triage/triage-setting.ts';

/** The rows of the schema `counselling`, as the stores see them. */
export interface ContactRow {
  id: string;
  reference: string;
  channel: ContactChannel;
  desk_code: string;
  organisation: string;
  state: ContactState;
  language: 'vi' | 'en';
  informant_type: InformantType | null;
  portal_band: PortalBand | null;
  age_band: AgeBand;
  province_code: string | null;
  said_urgent: boolean;
  band: ContactBand;
  band_reason: string;
  tier: Tier;
  waiting_since: Date;
  began_at: Date;
  helper: string | null;
  offered_to: string | null;
  offer_until: Date | null;
  offered_at: Date | null;
  missed_by: string | null;
  accepted_at: Date | null;
  helper_lost_since: Date | null;
  /** Since when it is danger that nobody has, as the house noted it, and how often people were woken for it. */
  danger_alone_since: Date | null;
  danger_wakes: number;
  transfer_to: string | null;
  transfer_until: Date | null;
  wrap_until: Date | null;
  ended_at: Date | null;
  end_reason: string | null;
  last_seq: number;
  child_seq: number;
  helper_seq: number;
  child_seen_seq: number;
  helper_seen_seq: number;
  owed_since: Date | null;
  child_away_since: Date | null;
  child_sign_at: Date | null;
  child_blanked: boolean;
  place_until: Date | null;
  got_worse_at: Date | null;
  watched_by: string | null;
  watch_until: Date | null;
  watch_purpose: WatchPurpose | null;
  watch_asked: boolean;
  meant_for: string | null;
  meant_until: Date | null;
  recorded_at: Date | null;
  report_id: string | null;
  case_id: string | null;
  safety_plan_version: number;
  /** The network by which the child last wrote, and the conversation to which answers go; null on our own page. */
  network: string | null;
  answers_by: string | null;
  version: number;
  is_demonstration: boolean;
}

export interface Tables {
  'counselling.contact': ContactRow;
  'counselling.contact_conversation': {
    conversation_id: string;
    contact_id: string;
    account_id: string;
    network: string;
    joined_at: Date;
    joined_by: 'writing' | 'words' | 'same-letter';
  };
  'counselling.contact_letter': { mark: Buffer; contact_id: string; came_at: Date };
  'counselling.contact_receipt': {
    id: string;
    contact_id: string;
    locator: string;
    salt: Buffer;
    memory_kib: number;
    passes: number;
    verifier: Buffer;
    made_at: Date;
    last_opened_at: Date | null;
    key_hash: Buffer;
    body_hash: Buffer;
  };
  'counselling.contact_session': {
    id: string;
    contact_id: string;
    token_hash: Buffer;
    opened_at: Date;
    last_used_at: Date;
    expires_at: Date;
  };
  'counselling.contact_line': {
    contact_id: string;
    seq: number;
    line_key: string;
    at: Date;
    from_kind: 'child' | 'helper';
    author: string | null;
    sealed: Buffer;
  };
  'counselling.sealed_part': { contact_id: string; field_class: string; part: string; sealed: Buffer };
  'counselling.contact_note': { id: string; contact_id: string; at: Date; author: string; sealed: Buffer };
  'counselling.contact_event': {
    id: string;
    contact_id: string;
    code: string;
    at: Date;
    actor_kind: string;
    actor: string | null;
    codes: JSONColumnType<Record<string, string | number | boolean>>;
  };
  'counselling.helper_shift': ShiftRow;
  'counselling.queue_diversion': {
    id: string;
    desk_code: string;
    from_tier: Tier;
    to_tier: Tier;
    reason: string;
    set_by: string;
    set_at: Date;
    until: Date;
    ended_at: Date | null;
  };
  'counselling.shift_handover': HandoverRow;
  'counselling.helper_exposure': ExposureRow;
  'counselling.concern': ConcernRow;
  'counselling.quality_review': ReviewRow;
  'counselling.quality_sheet': { review_id: string; reviewer: string; given_at: Date; sealed: Buffer };
  'counselling.quality_word': { id: string; review_id: string; author: string; at: Date; sealed: Buffer };
  'counselling.safeguard_alert': AlertRow;
  'counselling.triage_setting': {
    id: string;
    desk_code: string;
    organisation: string;
    state: TriageState;
    version: string;
    set_at: Date;
    set_by: string;
  };
  'counselling.triage_score': {
    contact_id: string;
    desk_code: string;
    at: Date;
    version: string;
    score: number;
    reasons: string[];
    state: TriageState;
    found_band: TriageBand;
    given_band: TriageBand;
    plain_order: boolean;
    unmarked: boolean;
  };
}

export interface ShiftRow {
  id: string;
  person: string;
  desk_code: string;
  organisation: string;
  began_at: Date;
  ended_at: Date | null;
  state: HelperState;
  state_since: Date;
  state_set_by: StateSetBy;
  state_reason: string | null;
  tier: Tier;
  level: number;
  channels: ContactChannel[];
  checked_at: Date | null;
  last_sign_at: Date;
  missed_offers: number;
  last_offer_at: Date | null;
  idle_since: Date;
  rest_until: Date | null;
  run_since: Date;
  version: number;
}
