import type { JSONColumnType } from 'kysely';
import type { GradeRow } from './grades/grade.ts';
import type { AgeGroup, ItemKind, ItemState, Reach, SetAsideReason, Source, Tier } from './items/item.ts';
import type { FactorPoints, Weights } from './triage/triage.ts';

/** The rows of the schema `takedown`, as the stores see them. */
export interface ItemRow {
  id: string;
  reference: string;
  kind: ItemKind;
  platform: string | null;
  sensitive: boolean;
  match_key: string | null;
  match_mark: Buffer;
  domain_mark: Buffer | null;
  mask: string;
  sealed: Buffer;
  state: ItemState;
  version: number;
  agency: string;
  source: Source;
  proposed_by: string | null;
  reports: number;
  incidents: number;
  recent_reports: number;
  recent_since: Date;
  danger: boolean | null;
  self_made: boolean | null;
  known_hash: boolean | null;
  age_group: AgeGroup | null;
  reachable: Reach | null;
  score: number;
  tier: Tier;
  factors: JSONColumnType<readonly FactorPoints[]>;
  weights: string | null;
  national_class: string | null;
  not_illegal_reason: string | null;
  set_aside_reason: SetAsideReason | null;
  graded_at: Date | null;
  first_at: Date;
  last_at: Date;
  changed_at: Date;
  is_demonstration: boolean;
}

export interface ArrivalRow {
  id: string;
  once_mark: Buffer;
  source: Source;
  object_kind: string | null;
  object_id: string | null;
  object_reference: string | null;
  agency: string;
  entered_by: string | null;
  kind: ItemKind;
  platform: string | null;
  sensitive: boolean;
  match_key: string | null;
  match_mark: Buffer;
  domain_mark: Buffer | null;
  file_mark: Buffer | null;
  mask: string;
  sealed: Buffer;
  danger: boolean | null;
  self_made: boolean | null;
  known_hash: boolean | null;
  age_group: AgeGroup | null;
  reachable: Reach | null;
  is_demonstration: boolean;
  arrived_at: Date;
  item_id: string | null;
  incident_id: string | null;
  withdrawn_at: Date | null;
}

export interface Tables {
  'takedown.item': ItemRow;
  'takedown.incident': {
    id: string;
    item_id: string;
    bundle_mark: Buffer;
    by_file: boolean;
    reports: number;
    first_at: Date;
    last_at: Date;
    alerted_at: Date | null;
  };
  'takedown.arrival': ArrivalRow;
  'takedown.content_track': {
    /** That of the case. */
    id: string;
    report_id: string | null;
    handed: number;
    opened_at: Date;
    ended_at: Date | null;
  };
  'takedown.item_sibling': {
    id: string;
    item_id: string;
    relation: SiblingRelation;
    match_mark: Buffer;
    mask: string;
    sealed: Buffer;
    added_by: string;
    added_at: Date;
  };
  'takedown.host_fact': HostFactRow;
  'takedown.item_event': {
    id: string;
    item_id: string;
    code: string;
    at: Date;
    actor_kind: string;
    actor: string | null;
    codes: JSONColumnType<Record<string, string | number | boolean>>;
  };
  'takedown.domain_rule': DomainRuleRow;
  'takedown.weight_set': {
    id: string;
    weights: JSONColumnType<Weights>;
    reason: string;
    made_by: string;
    agency: string;
    made_at: Date;
  };
  'takedown.grade': GradeRow;
}

export type SiblingRelation = 'SAME_FILE' | 'PART' | 'PARENT' | 'POSTED_BY';
export type HostPart = 'HOST' | 'REGISTRAR' | 'CDN' | 'ORIGIN';

export interface HostFactRow {
  id: string;
  item_id: string;
  part: HostPart;
  outcome: 'FOUND' | 'EMPTY' | 'FAILED';
  name: string | null;
  address: string | null;
  asn: number | null;
  country: string | null;
  abuse_contact: string | null;
  source: 'RDAP' | 'ANALYST' | 'PARTNER';
  failure: string | null;
  seen_at: Date;
  ended_at: Date | null;
  written_by: string;
}

export type DomainRule = 'PLATFORM' | 'PROXY' | 'LAWFUL_BEFORE' | 'BAD_HOST';
export interface DomainRuleRow {
  id: string;
  domain: string;
  domain_mark: Buffer;
  rule: DomainRule;
  value: string | null;
  reason: string;
  made_by: string;
  agency: string;
  made_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
}
