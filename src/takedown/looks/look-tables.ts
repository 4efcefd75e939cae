import type { LookAttention, LookOccasion, LookOutcome, LookReason, ProbeAnswer, SeenBy, SeenGone } from './look.ts';

export interface PlaceRow {
  id: string;
  item_id: string;
  sibling_id: string | null;
  version: number;
  next_at: Date | null;
  occasion: LookOccasion;
  step: number;
  misses: number;
  missed_from: Date | null;
  counted_at: Date | null;
  mark: Buffer | null;
  sealed: Buffer | null;
  network: string | null;
  addresses: string[];
  attention: LookAttention | null;
  attention_at: Date | null;
  other_mark: Buffer | null;
  last_outcome: LookOutcome | null;
  last_at: Date | null;
  looks: number;
  began_at: Date;
}

export interface LookRow {
  id: string;
  place_id: string;
  item_id: string;
  at: Date;
  vantage: string;
  occasion: LookOccasion;
  outcome: LookOutcome;
  reason: LookReason;
  status: number | null;
  bytes: number;
  mark: Buffer | null;
  is_media: boolean;
  replayed: number;
  probe: string | null;
  probe_says: ProbeAnswer | null;
  counted: boolean;
}

/** What somebody says they saw where no machine can tell that something is gone, and whether a second agrees. */
export interface SeenGoneRow {
  id: string;
  item_id: string;
  approval_id: string | null;
  seen: SeenGone;
  means: SeenBy;
  agency: string;
  proposed_by: string;
  proposed_at: Date;
  state: 'WAITING' | 'AGREED' | 'REFUSED' | 'WITHDRAWN' | 'LAPSED';
  decided_by: string | null;
  decided_at: Date | null;
}

export interface LookTables {
  'takedown.look_place': PlaceRow;
  'takedown.look': LookRow;
  'takedown.seen_gone': SeenGoneRow;
}
