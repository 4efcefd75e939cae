import type { Generated, JSONColumnType } from 'kysely';
import type {
  AgeBand,
  EndReason,
  InformantType,
  OnlineIncident,
  PortalBand,
  ReportChannel,
  ReportEnd,
  ReportStatus,
  SafeContact,
  Sex,
  StorySignal,
  Urgency,
} from '../vocabulary/index.ts';
import type { LocatorKind } from './receipts/locator.ts';

/** The rows of the schema `intake`, as the stores see them. */
export interface ReportRow {
  id: string;
  reference: string;
  channel: ReportChannel;
  received_at: Date;
  informant_type: InformantType;
  portal_band: PortalBand | null;
  age_band: AgeBand;
  sex: Sex;
  province_code: string | null;
  commune_code: string | null;
  desk_code: string;
  organisation: string;
  status: ReportStatus;
  urgency: Urgency | null;
  incident_codes: OnlineIncident[];
  danger_now: 'yes' | 'no' | 'unknown';
  still_going_on: boolean | null;
  safe_contact: SafeContact[];
  story_signals: StorySignal[];
  language: 'vi' | 'en';
  assigned_to: string | null;
  duplicate_of: string | null;
  version: number;
  screened_at: Date | null;
  first_reply_at: Date | null;
  last_message_at: Date | null;
  unanswered: boolean;
  closed_at: Date | null;
  next_due_from: Date | null;
  next_due_at: Date | null;
  next_due_rule: string | null;
  sealed_by: 'server' | 'operator' | 'client';
  filed_by: string | null;
  is_demonstration: boolean;
}

/** An end of a report as it was asked for or done. */
export interface EndingRow {
  id: string;
  report_id: string;
  act: ReportEnd;
  reason: EndReason;
  note_id: string | null;
  duplicate_of: string | null;
  line_id: string | null;
  sealed_line: Buffer | null;
  asked_by: string;
  asked_at: Date;
  state: 'waiting' | 'done' | 'refused' | 'withdrawn' | 'lapsed' | 'undone';
}

/** The last act that its doer may still take back. */
export interface UndoableActRow {
  report_id: string;
  act: string;
  person: string;
  at: Date;
  until: Date;
  version: number;
  before: JSONColumnType<BeforeAct>;
  events: string[];
  message_id: string | null;
  ending_id: string | null;
}

/** What stood on the report before an act. Times in ISO 8601. */
export interface BeforeAct {
  readonly status: ReportStatus;
  readonly unanswered: boolean;
  readonly duplicate_of: string | null;
  readonly first_reply_at: string | null;
  readonly last_message_at: string | null;
  readonly closed_at: string | null;
}

export interface Tables {
  'intake.report': ReportRow & {
    queue_rank: Generated<number>;
    queue_danger: Generated<boolean>;
    queue_due: Generated<Date>;
    is_open: Generated<boolean>;
  };
  'intake.sealed_part': { report_id: string; field_class: 'narrative' | 'identity'; part: string; sealed: Buffer };
  'intake.locator': { report_id: string; kind: LocatorKind; blind: Buffer };
  'intake.message': {
    id: string;
    report_id: string;
    at: Date;
    from_kind: 'reporter' | 'desk';
    author: string | null;
    sealed: Buffer;
    /** From when on the reporter sees it; null where it was theirs from the start. */
    shown_from: Date | null;
    withdrawn_at: Date | null;
  };
  'intake.ending': EndingRow;
  'intake.undoable_act': UndoableActRow;
  'intake.note': { id: string; report_id: string; at: Date; author: string; sealed: Buffer };
  'intake.event': {
    id: string;
    report_id: string;
    code: string;
    at: Date;
    actor_kind: string;
    actor: string | null;
    codes: JSONColumnType<Readonly<Record<string, string | number | boolean>>>;
  };
  'intake.report_incident': {
    report_id: string;
    code: OnlineIncident;
    desk_code: string;
    queue_danger: boolean;
    queue_rank: number;
    queue_due: Date;
  };
  'intake.receipt': {
    id: string;
    report_id: string;
    locator: string;
    salt: Buffer;
    memory_kib: number;
    passes: number;
    verifier: Buffer;
    generation: number;
    must_change: boolean;
    made_at: Date;
    kept_confirmed_at: Date | null;
    last_opened_at: Date | null;
  };
  'intake.receipt_attempt': { locator_hash: Buffer; window_from: Date; wrong: number };
  'intake.receipt_session': {
    id: string;
    report_id: string;
    token_hash: Buffer;
    opened_at: Date;
    last_used_at: Date;
    expires_at: Date;
  };
  'intake.receipt_removal': { removal_id: string; report_id: string; added_at: Date };
  'intake.removal_session': {
    id: string;
    removal_id: string;
    token_hash: Buffer;
    opened_at: Date;
    last_used_at: Date;
    expires_at: Date;
  };
  'intake.filing': { key_hash: Buffer; report_id: string; body_hash: Buffer; at: Date };
  'kernel.audit_entry': {
    action: string;
    at: Date;
    outcome: string;
    object_kind: string | null;
    object_id: string | null;
    body: string;
  };
}
