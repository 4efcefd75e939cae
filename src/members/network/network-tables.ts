import type { AgreementScope, MemberKind, MembershipState } from './membership.ts';

export interface MembershipRow {
  id: string;
  agency: string;
  kind: MemberKind;
  state: MembershipState;
  joined_on: string;
  ended_on: string | null;
  version: number;
  entered_by: string;
  entered_at: Date;
  is_demonstration: boolean;
}

export interface AgreementRow {
  id: string;
  agency: string;
  reference: string;
  covers: AgreementScope[];
  valid_from: string;
  valid_to: string | null;
  entered_by: string;
  entered_at: Date;
  ended_by: string | null;
  ended_on: string | null;
}

export interface NetworkDutyRow {
  id: string;
  agency: string;
  name: string;
  phone: string;
  days: number[];
  from_minute: number;
  to_minute: number;
  valid_from: string;
  valid_to: string | null;
  /** A person, or the machine that brought the plan. */
  added_by: string;
  added_at: Date;
  ended_by: string | null;
  ended_at: Date | null;
}

export interface NetworkTables {
  'members.membership': MembershipRow;
  'members.agreement': AgreementRow;
  'members.network_duty': NetworkDutyRow;
}
