import type { JSONColumnType } from 'kysely';
import type { RequestState } from './request.ts';

export interface RequestRow {
  id: string;
  reference: string;
  file_id: string;
  kind: string;
  addressee_agency: string | null;
  urgent: boolean;
  state: RequestState;
  version: number;
  rule_id: string;
  rule_source: string;
  rule_verified: boolean;
  sealed: Buffer;
  drafted_by: string;
  agency: string;
  drafted_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  sent_at: Date | null;
  sent_by: string | null;
  function_basis: string | null;
  answered_at: Date | null;
  answered_by: string | null;
  next_due_from: Date | null;
  next_due_at: Date | null;
  next_due_rule: string | null;
  overdue: boolean;
}

export interface RequestTables {
  'offences.offence_request': RequestRow;
  'offences.request_event': {
    id: string;
    request_id: string;
    file_id: string;
    code: string;
    at: Date;
    actor_kind: string;
    actor: string | null;
    codes: JSONColumnType<Record<string, string | number | boolean>>;
    sealed: Buffer | null;
  };
}
