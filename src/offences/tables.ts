import type { JSONColumnType } from 'kysely';
import type { FileLevel, FileOrigin, Stage } from './files/offence-file.ts';

/** The rows of the schema `offences`, as the stores see them. */
export interface FileRow {
  id: string;
  reference: string;
  stage: Stage;
  stage_since: Date;
  version: number;
  lead_agency: string;
  province: string | null;
  level: FileLevel;
  origin: FileOrigin;
  incident: string | null;
  track: string | null;
  report: string | null;
  harm: string | null;
  child_band: string | null;
  children: number;
  urgent: boolean;
  sealed: Buffer;
  next_due_from: Date | null;
  next_due_at: Date | null;
  next_due_rule: string | null;
  overdue: boolean;
  opened_by: string;
  opened_at: Date;
  changed_at: Date;
  is_demonstration: boolean;
}

export interface RegisterRow {
  id: string;
  reference: string;
  stage: Stage;
  stage_since: Date;
  lead_agency: string;
  province: string | null;
  urgent: boolean;
  next_due_from: Date | null;
  next_due_at: Date | null;
  next_due_rule: string | null;
  overdue: boolean;
  opened_at: Date;
  changed_at: Date;
  is_demonstration: boolean;
}

export interface UnitRow {
  id: string;
  file_id: string;
  agency: string;
  part: 'LEAD' | 'TAKES_PART';
  from_at: Date;
  until_at: Date | null;
  ended_at: Date | null;
  grant_id: string | null;
  given_by: string;
  ended_by: string | null;
}

export interface StageRow {
  id: string;
  file_id: string;
  stage: Stage;
  from_at: Date;
  until_at: Date | null;
  agency: string;
  /** Read by `stagesOf` as a text. */
  decided_on: string | null;
  rule_id: string | null;
  rule_verified: boolean | null;
}

export interface Tables {
  'offences.offence_file': FileRow;
  'offences.file_register': RegisterRow;
  'offences.file_unit': UnitRow;
  'offences.file_stage': StageRow;
  'offences.offence_event': {
    id: string;
    file_id: string;
    code: string;
    at: Date;
    actor_kind: string;
    actor: string | null;
    agency: string | null;
    codes: JSONColumnType<Record<string, string | number | boolean>>;
  };
}
