import type { ArtefactKind, ArtefactState, CustodyCode, Kept } from './custody.ts';

/** The rows of custody, as its store sees them. */
export interface ArtefactRow {
  id: string;
  file_id: string;
  number: number;
  kind: ArtefactKind;
  kept: Kept;
  evidence: string | null;
  key: Buffer | null;
  media_type: string;
  size: number;
  digest: Buffer;
  sealed: Buffer;
  state: ArtefactState;
  head_sequence: number;
  head_hash: Buffer;
  entered_by: string;
  agency: string;
  entered_at: Date;
  is_demonstration: boolean;
}

export interface CustodyEventRow {
  id: string;
  artefact_id: string;
  file_id: string;
  sequence: number;
  code: CustodyCode;
  at: Date;
  actor: string;
  agency: string;
  sealed: Buffer;
  body: string;
  previous: Buffer;
  mac: Buffer;
  hash: Buffer;
}

export interface BundleRow {
  id: string;
  file_id: string;
  reference: string;
  sealed: Buffer;
  key: Buffer;
  artefacts: number;
  asked_by: string;
  agency: string;
  asked_at: Date;
  made_at: Date | null;
  digest: Buffer | null;
  size: number | null;
  stamped_at: Date | null;
  taken: number;
  is_demonstration: boolean;
}

export interface CustodyTables {
  'offences.custody_artefact': ArtefactRow;
  'offences.custody_event': CustodyEventRow;
  'offences.court_bundle': BundleRow;
}
