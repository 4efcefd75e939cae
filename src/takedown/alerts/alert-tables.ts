import type { JSONColumnType } from 'kysely';
import type { AcknowledgedHow, AlertMessage, AlertState } from './alert.ts';
import type {
  AlertAbout,
  AlertAudience,
  AlertNature,
  AlertOutcome,
  AlertPartType,
  AlertRecallReason,
  Pap,
  Tlp,
} from './alert-lists.ts';

export interface AlertRow {
  id: string;
  reference: string;
  chain: string;
  number: number;
  message: AlertMessage;
  follows: string | null;
  nature: AlertNature;
  event: string;
  headline: string;
  urgency: string;
  severity: string;
  certainty: string;
  tlp: Tlp;
  pap: Pap;
  areas: string[];
  audiences: AlertAudience[];
  functions: string[];
  named: string[];
  effective_at: Date;
  expires_at: Date;
  state: AlertState;
  version: number;
  written_by: string;
  agency: string;
  written_at: Date;
  approved_by: string | null;
  issued_at: Date | null;
  recall_reason: AlertRecallReason | null;
  is_demonstration: boolean;
}

export interface PartRow {
  id: string;
  alert_id: string;
  place: number;
  type: AlertPartType;
  about: AlertAbout;
  tlp: Tlp;
  pap: Pap;
  sealed: Buffer;
}

export interface AlertReceiptRow {
  id: string;
  alert_id: string;
  chain: string;
  reference: string;
  sender: string;
  agency: string;
  recall: boolean;
  named: boolean;
  audiences: AlertAudience[];
  functions: string[];
  sent_at: Date;
  seen_at: Date | null;
  seen_by: string | null;
  fetched_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_how: AcknowledgedHow | null;
  outcome: AlertOutcome | null;
  escalated_at: Date | null;
  escalated_to: string | null;
}

/** An item that a version of an alert rests on. */
export interface AlertItemRow {
  alert_id: string;
  item_id: string;
  overturned_at: Date | null;
}

export interface AlertTables {
  'takedown.alert': AlertRow;
  'takedown.alert_item': AlertItemRow;
  'takedown.alert_part': PartRow;
  'takedown.alert_receipt': AlertReceiptRow;
  'takedown.alert_use': {
    id: string;
    alert_id: string;
    kind: 'CARD' | 'POST' | 'SCENARIO';
    made_by: string;
    agency: string;
    made_at: Date;
  };
  'takedown.alert_event': {
    id: string;
    alert_id: string;
    code: string;
    at: Date;
    actor_kind: string;
    actor: string | null;
    agency: string | null;
    codes: JSONColumnType<Record<string, string | number | boolean>>;
  };
}
