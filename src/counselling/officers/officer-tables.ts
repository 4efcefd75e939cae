import type { RiskKind } from '../risk/risk-script.ts';
import type { CallState, Rung, StepOutcome } from './ladder.pure.ts';

export type OfficerRank = 'OFFICER' | 'DEPUTY';

export interface DutyOfficerRow {
  id: string;
  drill: boolean;
  agency: string;
  province_code: string | null;
  commune_code: string | null;
  person: string | null;
  name: string;
  phone: string;
  rank: OfficerRank;
  days: number[];
  from_minute: number;
  to_minute: number;
  added_by: string;
  added_at: Date;
  ended_by: string | null;
  ended_at: Date | null;
}

export interface OfficerCallRow {
  id: string;
  reference: string;
  drill: boolean;
  contact_id: string | null;
  desk_code: string;
  organisation: string;
  kind: RiskKind;
  agency: string;
  province_agency: string | null;
  province_code: string | null;
  commune_code: string | null;
  rung: Rung;
  next_at: Date | null;
  state: CallState;
  missed: boolean;
  opened_by: string;
  opened_at: Date;
  acknowledged_by: string | null;
  acknowledged_at: Date | null;
  looked_at_by: string | null;
  looked_at: Date | null;
  version: number;
  is_demonstration: boolean;
}

export interface OfficerStepRow {
  call_id: string;
  number: number;
  drill: boolean;
  rung: Rung;
  outcome: StepOutcome;
  officer: string | null;
  agency: string;
  at: Date;
  by: string | null;
}

export interface OfficerTables {
  'counselling.duty_officer': DutyOfficerRow;
  'counselling.officer_call': OfficerCallRow;
  'counselling.officer_step': OfficerStepRow;
}
