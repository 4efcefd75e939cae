import type { JSONColumnType } from 'kysely';
import type { AccountState } from './accounts/account.ts';
import type { ChannelCode, InboundEvent } from './inbound-event.ts';

/** The rows of the schema `channels` that more than one of its folders reads. */
export interface ChannelTables {
  'channels.channel_account': AccountTable;
  'channels.account_consent': ConsentRow;
  'channels.account_lease': { account_id: string; purpose: LeasePurpose; holder: string; until: Date };
  'channels.conversation': ConversationRow;
  'channels.inbound_event': InboundEventRow;
}

/** Somebody who keeps an account is on its network's page of consent. */
export interface ConsentRow {
  account_id: string;
  /** SHA-256 of what the network brings back and of the session that began. */
  state_digest: Buffer;
  sealed_verifier: Buffer;
  ends_at: Date;
}

export type LeasePurpose = 'listen' | 'renew' | 'check';

interface AccountFields {
  id: string;
  agency: string;
  adapter: ChannelCode;
  name: string;
  address: string;
  sealed_secrets: Buffer;
  sealed_key: Buffer;
  state: AccountState;
  state_reason: string | null;
  state_since: Date;
  service_name: string | null;
  checked_at: Date | null;
  check_failure: string | null;
  last_event_at: Date | null;
  last_sent_at: Date | null;
  alive_at: Date | null;
  token_ends_at: Date | null;
  renewed_at: Date | null;
  renew_failure: string | null;
  failing_since: Date | null;
  sealed_cursor: Buffer | null;
  malformed: number;
  seen: number;
  down_since: Date | null;
  down_by: string | null;
  down_sentence: string | null;
  is_demonstration: boolean;
  created_by: string;
  created_at: Date;
  changed_by: string;
  changed_at: Date;
  version: number;
}

interface AccountTable extends AccountFields {
  settings: JSONColumnType<Record<string, unknown>>;
}

export interface AccountRow extends AccountFields {
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ConversationRow {
  id: string;
  account_id: string;
  peer_mark: Buffer;
  sealed_peer: Buffer;
  began_at: Date;
  last_inbound_at: Date | null;
  last_inbound_automatic: boolean;
  sealed_answers: Buffer | null;
  inbound_count: number;
  outbound_count: number;
  is_demonstration: boolean;
}

export type StoredKind = Exclude<InboundEvent['kind'], 'other'>;

export interface InboundEventRow {
  id: string;
  account_id: string;
  event_mark: Buffer;
  kind: StoredKind;
  lane: Buffer;
  conversation_id: string | null;
  sealed: Buffer | null;
  at: Date;
  received_at: Date;
  state: 'waiting' | 'done' | 'failed';
  attempts: number;
  next_try_at: Date;
  failure: string | null;
  ended_at: Date | null;
}
