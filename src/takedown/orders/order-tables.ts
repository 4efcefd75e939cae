import type { JSONColumnType } from 'kysely';
import {
  type AddresseeKind,
  type ContactChannel,
  type ContactState,
  isRung,
  type ReachKind,
  type ReachState,
  type Rung,
} from '../addressees/addressee.ts';
import type { OrderState } from './order.ts';
import type { HoldReason, ImpossibilityGround, OrderKind, OrderOutcome } from './order-lists.ts';

export interface AddresseeRow {
  id: string;
  name: string;
  kind: AddresseeKind;
  agency: string | null;
  platform: string | null;
  languages: string[];
  desk_from: number | null;
  desk_to: number | null;
  version: number;
  is_demonstration: boolean;
  entered_by: string;
  entered_agency: string;
  entered_at: Date;
  ended_at: Date | null;
}

/** An addressee that can be ordered. */
export type OnLadder = AddresseeRow & { readonly kind: Rung };
export const isOnLadder = (row: AddresseeRow): row is OnLadder => isRung(row.kind);

export interface ContactRow {
  id: string;
  addressee_id: string;
  channel: ContactChannel;
  mask: string;
  sealed: Buffer | null;
  state: ContactState;
  entered_by: string;
  entered_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  ended_at: Date | null;
  last_answer_at: Date | null;
  /** When the secret of a webhook was last renewed, and until when the one before is good. */
  renewed_at: Date | null;
  former_until: Date | null;
}

export interface ReachRow {
  id: string;
  addressee_id: string;
  kind: ReachKind;
  value: string;
  valid_from: string;
  valid_to: string | null;
  state: ReachState;
  claimed_by: string | null;
  claimed_at: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface OrderRow {
  id: string;
  reference: string;
  item_id: string;
  item_reference: string;
  kind: OrderKind;
  urgent: boolean;
  reasons: string[];
  state: OrderState;
  version: number;
  addressee_id: string;
  addressee_kind: Rung;
  addressee_agency: string | null;
  proposed_by: string;
  proposed_agency: string;
  proposed_at: Date;
  ordered_by: string | null;
  ordering_agency: string | null;
  ordered_at: Date | null;
  function_code: string | null;
  function_basis: string | null;
  function_from: string | null;
  function_to: string | null;
  rule_id: string | null;
  rule_source: string | null;
  rule_verified: boolean | null;
  preserve_until: string | null;
  sent_at: Date | null;
  acknowledged_at: Date | null;
  next_due_from: Date | null;
  next_due_at: Date | null;
  next_due_rule: string | null;
  overdue: boolean;
  suspended_at: Date | null;
  suspended_ground: ImpossibilityGround | null;
  resumed_at: Date | null;
  outcome: OrderOutcome | null;
  removed_at: Date | null;
  refusal_reason: string | null;
  answered_at: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
  end_reason: string | null;
  follows: string | null;
  /** Said to be done and found to be there: when last, and how often. */
  contradicted_at: Date | null;
  contradictions: number;
  /** The counting rule by which an account is locked for a time, for how many days, and what was counted when it was ordered. */
  lock_rule: string | null;
  lock_days: number | null;
  lock_counted: number | null;
  is_demonstration: boolean;
}

export type OrderDocumentKind = 'ORDER' | 'FEEDBACK' | 'IMPOSSIBILITY' | 'CLARIFICATION' | 'WITHDRAWAL';

export interface HoldRow {
  id: string;
  item_id: string;
  reason: HoldReason;
  agency: string;
  function_basis: string;
  placed_by: string;
  placed_at: Date;
  review_on: string;
  until_day: string;
  ended_at: Date | null;
  ended_by: string | null;
}

export interface OrderTables {
  'takedown.addressee': AddresseeRow;
  'takedown.addressee_reach': ReachRow;
  'takedown.addressee_contact': ContactRow;
  'takedown.takedown_order': OrderRow;
  'takedown.order_event': {
    id: string;
    order_id: string;
    code: string;
    at: Date;
    actor_kind: string;
    actor: string | null;
    agency: string | null;
    codes: JSONColumnType<Record<string, string | number | boolean>>;
    sealed: Buffer | null;
  };
  'takedown.order_document': {
    id: string;
    order_id: string;
    kind: OrderDocumentKind;
    sealed: Buffer;
    digest: Buffer;
    issued_at: Date;
  };
  'takedown.police_hold': HoldRow;
}
