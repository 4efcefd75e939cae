import type { SafeContact } from '../../vocabulary/index.ts';
import type { ChannelCode } from '../inbound-event.ts';
import type { Held, OutboundPurpose, OutboundState } from './outbound.ts';

export interface OutboundRow {
  id: string;
  idempotency_key: string;
  part: number;
  parts: number;
  purpose: OutboundPurpose;
  account_id: string;
  agency: string;
  channel: ChannelCode;
  lane: Buffer;
  position: number;
  /** Goes before everything else that waits at the account. */
  ahead: boolean;
  conversation_id: string | null;
  object_kind: string | null;
  object_id: string | null;
  sealed: Buffer | null;
  not_before: Date | null;
  not_after: Date | null;
  safe_from: number | null;
  safe_to: number | null;
  state: OutboundState;
  held: Held | null;
  next_at: Date;
  tries: number;
  tries_left: number;
  look_ups: number;
  claimed_until: Date | null;
  provider_id: string | null;
  reason: string | null;
  is_demonstration: boolean;
  asked_by: string | null;
  queued_at: Date;
  tried_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
  follow_at: Date | null;
  follow_said: string | null;
  follow_ended: boolean;
  /** Milliseconds of the last try. */
  answer_ms: number | null;
  version: number;
}

export interface OutboxTables {
  'channels.outbound_message': OutboundRow;
  'channels.outbox_gate': { account_id: string; open_at: Date };
  'channels.service_gate': { account_id: string; service: Buffer; open_at: Date };
  'channels.contact_wish': {
    conversation_id: string;
    wishes: SafeContact[];
    safe_from: number | null;
    safe_to: number | null;
    set_by: string | null;
    set_at: Date;
  };
}
