import type { PartKind, ReportForm, ReportState } from './machine-report.ts';

/** The rows of machine reports, as the stores see them. */
export interface MachineReportRow {
  id: string;
  reference: string;
  agency: string;
  client: string;
  key_mark: Buffer | null;
  body_mark: Buffer;
  form: ReportForm;
  test: boolean;
  state: ReportState;
  incident_type: string;
  incident_at: Date;
  urgent: boolean;
  sealed: Buffer | null;
  files: number;
  quality: number;
  missing: string[];
  opened_at: Date;
  changed_at: Date;
  expires_at: Date;
  finished_at: Date | null;
  retracted_at: Date | null;
  is_demonstration: boolean;
}

export interface ReportPartRow {
  id: string;
  report_id: string;
  agency: string;
  shown: boolean;
  kind: PartKind;
  place: number;
  key_mark: Buffer | null;
  sealed: Buffer | null;
  file_mark: Buffer | null;
  viewed: boolean | null;
  exif_viewed: boolean | null;
  publicly_available: boolean | null;
  relevance: string | null;
  classification: string | null;
  annotations: string[];
  known: boolean | null;
  dropped: boolean;
  quality: number;
  missing: string[];
  added_at: Date;
  item_id: string | null;
}

export interface ReportTables {
  'takedown.machine_report': MachineReportRow;
  'takedown.machine_report_part': ReportPartRow;
  'takedown.machine_report_outcome': {
    id: string;
    report_id: string;
    agency: string;
    round: string;
    code: string;
    given_at: Date;
    /** With which call it left for the webhook of who filed. */
    push_batch: string | null;
  };
}
