import type { IdentifierKind } from '../identifiers/identifier.ts';

/** The rows of the graph, as the stores see them. */
export interface ClassRow {
  id: number;
  level: 'FILE' | 'BOTH' | 'UNIT' | 'NATION' | 'CLOSED';
  agency: string | null;
  file_id: string | null;
  /** Of two files, the lesser id first. */
  one_file: string | null;
  one_agency: string | null;
  other_file: string | null;
  other_agency: string | null;
}

export interface IdentifierRow {
  id: string;
  node: number;
  kind: IdentifierKind;
  blind: Buffer;
  skeleton_blind: Buffer | null;
  form_version: number;
  mask: string;
  sealed: Buffer;
  child_owned: boolean;
  is_demonstration: boolean;
  made_at: Date;
}

export interface LinkRow {
  id: string;
  src: number;
  dst: number;
  kind: number;
  visibility: number;
  reliability: string;
  credibility: string;
  origin_module: string;
  origin_kind: string;
  origin_id: string;
  once_mark: Buffer;
  author: string;
  agency: string;
  first_seen: Date;
  last_seen: Date;
  made_at: Date;
  taken_back_at: Date | null;
  taken_back_by: string | null;
  taken_back_reason: string | null;
  is_demonstration: boolean;
}

export interface HubRow {
  id: string;
  node: number;
  reason: string;
  until_at: Date;
  agency: string;
  reviewed_by: string;
  reviewed_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
}

/** A selection of the graph that somebody keeps for a file, for themselves alone. */
export interface ViewRow {
  id: string;
  file_id: string;
  person: string;
  sealed: Buffer;
  made_at: Date;
}

export interface GraphTables {
  'offences.identifier': IdentifierRow;
  'offences.link': LinkRow;
  'offences.link_basis': { derived: string; basis: string };
  'offences.hub': HubRow;
  'offences.graph_view': ViewRow;
}
