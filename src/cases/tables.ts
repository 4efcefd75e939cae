import type { ColumnType, Generated } from 'kysely';
import type { OfficialDocument } from '../documents/index.ts';
import type { CaseStatus, DecreeForm, ReferralStatus, SeparationStatus, Urgency } from '../vocabulary/index.ts';
import type { SealedClass } from './access/case-access.ts';
import type { Sensitivity } from './access/case-policy.ts';
import type { SupplementStatus } from './supplements/supplement.ts';
import type { TrackKind } from './tracks/track.ts';

/** A jsonb column: written as text, read as a value. */
type Json<T> = ColumnType<T, string, string>;
export type Codes = Readonly<Record<string, string | number | boolean>>;

export interface CaseRow {
  id: string;
  incident_id: string;
  report_id: string | null;
  reference: string;
  commune_code: string;
  province_code: string;
  owner_agency: string;
  reporting_agency: string;
  status: CaseStatus;
  urgency: Urgency;
  sensitivity: Sensitivity;
  incident_codes: string[];
  age_band: string;
  age_disputed: boolean;
  information_at: Date;
  opened_at: Date;
  last_act_at: Date;
  last_act: string;
  last_act_by: string | null;
  assigned_to: string | null;
  version: number;
  cycle: number;
  round_from: number;
  closed_at: Date | null;
  outcome: string | null;
  merged_into: string | null;
  transferred_to: string | null;
  transferred_from: string | null;
  next_due_from: Date | null;
  next_due_at: Date | null;
  next_due_rule: string | null;
  /** Forms of the present round and plan that are submitted, and what the initial assessment found; null before it: `submittedForms`. */
  forms_submitted: DecreeForm[];
  emergency_found: boolean | null;
  is_demonstration: boolean;
  is_open: Generated<boolean>;
  due_order: Generated<Date>;
}

export interface FormRow {
  id: string;
  case_id: string;
  form_code: DecreeForm;
  definition_version: string;
  cycle: number;
  status: 'draft' | 'submitted' | 'returned';
  version: number;
  triage: Json<Record<string, unknown>>;
  totals: Json<Record<string, number>> | null;
  field_versions: Json<Record<string, number>>;
  /** Who wrote each field last, and when (ISO). */
  field_writers: Json<Record<string, { by: string; at: string }>>;
  started_at: Date;
  started_by: string;
  updated_at: Date;
  updated_by: string;
  submitted_at: Date | null;
  submitted_by: string | null;
}

export interface DocumentRow {
  id: string;
  case_id: string;
  /** A form's code, an act of the process, or of the separation. */
  kind: string;
  form_id: string | null;
  decision_id: string | null;
  signed_at: Date;
  signed_by: string;
  agency: string;
  frame: OfficialDocument;
  number: string | null;
  numbered_at: Date | null;
  numbered_by: string | null;
  archived_file: string | null;
  archived_digest: Buffer | null;
  archived_at: Date | null;
}

export interface PlanRow {
  id: string;
  case_id: string;
  cycle: number;
  status: 'draft' | 'submitted' | 'approved' | 'returned' | 'superseded';
  author: string;
  version: number;
  started_at: Date;
}

export interface PlanActionRow {
  id: string;
  plan_id: string;
  case_id: string;
  place: number;
  level: string;
  service: string;
  executor_agency: string | null;
  executor_kind: 'agency' | 'family' | 'community';
  starts_on: string;
  ends_on: string;
  status: 'planned' | 'doing' | 'done' | 'cancelled';
  done_at: Date | null;
  sealed: Buffer;
}

export interface SeparationRow {
  id: string;
  case_id: string;
  status: SeparationStatus;
  version: number;
  ground: string;
  proposed_at: Date;
  proposed_by: string;
  decided_at: Date | null;
  decided_by: string | null;
  in_force_at: Date | null;
  until: Date | null;
  authority: string | null;
  document_number: string | null;
  ended_at: Date | null;
}

export interface ReferralRow {
  id: string;
  case_id: string;
  /** The code of the matter, as on its report and its case. */
  reference: string;
  from_agency: string;
  to_agency: string | null;
  external_receiver: string | null;
  purpose: string;
  status: ReferralStatus;
  version: number;
  basis: string;
  reason_code: string | null;
  outcome: string | null;
  made_at: Date;
  made_by: string;
  sent_at: Date | null;
  answer_due_at: Date | null;
  answered_at: Date | null;
  done_at: Date | null;
  is_demonstration: boolean;
}

export interface SupplementRow {
  id: string;
  /** The case that it belongs to now, and who owns that one. */
  case_id: string;
  to_agency: string;
  report_id: string;
  reference: string;
  from_agency: string;
  /** Who owes it. */
  handed_over_by: string;
  handed_over_at: Date;
  /** Whom the emergency was handed to. */
  handed_to: string;
  urgency: Urgency;
  status: SupplementStatus;
  version: number;
  due_at: Date;
  sent_at: Date | null;
  sent_by: string | null;
  /** The draft of form 01 into which it was taken. */
  form_id: string | null;
  is_demonstration: boolean;
}

/** The tables of the schema `cases`, for the stores. */
export interface Tables {
  'cases.incident': {
    id: string;
    report_id: string | null;
    opened_at: Date;
    opened_by_agency: string;
    is_demonstration: boolean;
  };
  'cases.track': {
    id: string;
    incident_id: string;
    kind: TrackKind;
    agency: string;
    object_id: string | null;
    reference: string;
    from_agency: string;
    status: 'open' | 'done';
    opened_at: Date;
    opened_by: string;
    done_at: Date | null;
  };
  'cases.protection_case': CaseRow;
  'cases.sealed_part': { case_id: string; field_class: string; part: string; sealed: Buffer };
  'cases.event': {
    id: string;
    case_id: string;
    code: string;
    at: Date;
    recorded_at: Date;
    actor_kind: string;
    actor: string | null;
    agency: string | null;
    codes: Json<Codes>;
  };
  'cases.form': FormRow;
  'cases.form_part': { form_id: string; case_id: string; field_class: string; sealed: Buffer };
  'cases.form_conflict': {
    id: string;
    form_id: string;
    case_id: string;
    field: string;
    field_class: string;
    sealed: Buffer;
    at: Date;
    by: string;
    resolved_at: Date | null;
  };
  'cases.decision': {
    id: string;
    case_id: string;
    kind: string;
    at: Date;
    recorded_at: Date;
    by: string;
    form_id: string | null;
    codes: Json<Codes>;
  };
  'cases.document': Omit<DocumentRow, 'frame'> & { frame: Json<OfficialDocument> };
  'cases.document_part': { document_id: string; case_id: string; field_class: SealedClass; sealed: Buffer };
  'cases.plan': PlanRow;
  'cases.plan_action': PlanActionRow;
  'cases.plan_monitoring': { id: string; plan_id: string; case_id: string; planned_on: string; done_at: Date | null };
  'cases.implementation_entry': {
    id: string;
    case_id: string;
    action_id: string | null;
    at: Date;
    by: string;
    progress: string;
    sealed: Buffer;
  };
  'cases.separation': SeparationRow;
  'cases.consent': {
    id: string;
    case_id: string;
    purpose: string;
    by: 'child' | 'representative';
    answer: 'given' | 'refused' | 'withdrawn';
    at: Date;
    recorded_by: string;
  };
  'cases.referral': ReferralRow;
  'cases.referral_part': { referral_id: string; field_class: string; part: string; sealed: Buffer };
  'cases.referral_event': {
    id: string;
    referral_id: string;
    code: string;
    at: Date;
    agency: string | null;
    actor: string | null;
    codes: Json<Codes>;
  };
  'cases.referral_question': {
    id: string;
    referral_id: string;
    asked_at: Date;
    asked_by: string;
    answered_at: Date | null;
    answered_by: string | null;
  };
  'cases.referral_attachment': {
    id: string;
    referral_id: string;
    document_id: string;
    kind: string;
    evidence_file: string;
    size: number;
    attached_at: Date;
    attached_by: string;
  };
  'cases.supplement': SupplementRow;
  'cases.supplement_part': { supplement_id: string; field_class: string; part: string; sealed: Buffer };
  'cases.external_receiver': {
    id: string;
    name_vi: string;
    name_en: string;
    age_recipient: string;
    signing_key: Buffer;
    registered_by_agency: string;
    valid_from: string;
    valid_to: string | null;
  };
  'cases.identity_key': { case_id: string; kind: string; blind: Buffer };
  'cases.contact_request': {
    id: string;
    from_case: string;
    to_case: string;
    from_agency: string;
    to_agency: string;
    status: 'asked' | 'agreed' | 'declined';
    asked_at: Date;
    asked_by: string;
    answered_at: Date | null;
    answered_by: string | null;
  };
  'cases.recertification': { grant_id: string; case_id: string; decision: 'confirmed' | 'ended'; at: Date; by: string };
}
