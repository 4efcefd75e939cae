import type { BlockKind, BlockState } from './block-entry.ts';
import type { GuardGround } from './over-blocking.ts';
import type { SigningRole } from './signed-list.ts';

export interface BlockEntryRow {
  id: string;
  code: string;
  kind: BlockKind;
  value: string;
  host: string;
  reason: string;
  basis: string;
  legal_order: string | null;
  note: Buffer | null;
  guard: GuardGround[];
  state: BlockState;
  version: number;
  agency: string;
  proposed_by: string;
  proposed_at: Date;
  approved_by: string[];
  active_at: Date | null;
  expires_at: Date;
  review_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  end_reason: string | null;
  in_base: boolean;
}

export type BlockEventCode =
  | 'proposed'
  | 'approved'
  | 'approved-third'
  | 'refused'
  | 'removed'
  | 'expired'
  | 'lapsed'
  | 'reviewed'
  | 'appealed'
  | 'appeal-upheld'
  | 'appeal-dismissed';

export interface SubscriberRow {
  id: string;
  agency: string;
  label: string;
  path_hash: Buffer;
  canary: string;
  stop_page: string | null;
  notify_host: string | null;
  notify_port: number | null;
  created_by: string;
  created_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  timestamp_version: number;
  last_delta: number | null;
  last_base: number | null;
  last_taken_at: Date | null;
  canary_shows: boolean | null;
  canary_asked_at: Date | null;
}

export interface BlockVersionRow {
  version: number;
  base: number;
  added: number;
  passed: number;
  entries: number;
  refused: string[];
  made_at: Date;
}

export interface AppealRow {
  id: string;
  entry_id: string;
  code: string;
  text: Buffer;
  made_at: Date;
  state: 'OPEN' | 'UPHELD' | 'DISMISSED';
  answer: Buffer | null;
  answered_by: string | null;
  answered_at: Date | null;
}

export interface BlockTables {
  'takedown.block_entry': BlockEntryRow;
  'takedown.block_event': {
    id: string;
    entry_id: string;
    code: BlockEventCode;
    at: Date;
    actor: string;
    reason: string | null;
  };
  'takedown.block_version': BlockVersionRow;
  'takedown.block_file': { base: number; form: string; bytes: Buffer; length: number; sha256: string };
  'takedown.block_key': { id: string; role: SigningRole; sealed: Buffer; made_at: Date; ended_at: Date | null };
  'takedown.block_root': { version: number; content: string; made_at: Date };
  'takedown.block_subscriber': SubscriberRow;
  'takedown.block_metadata': { subscriber: string; name: string; content: string; made_at: Date };
  'takedown.block_appeal': AppealRow;
}
