/** A file that belongs to a record. */
export interface EvidenceFile {
  readonly id: string;
  readonly objectKind: string;
  readonly objectId: string;
  /** What it is of the record, as its module names it. */
  readonly part: string;
  readonly mediaType: string;
  /** Bytes of the plain file. */
  readonly size: number;
  readonly storedBy: string;
  readonly storedAt: Date;
}
