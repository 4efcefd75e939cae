import { type Ctx, extensionPoint, type Result, type Tx } from '../../kernel/index.ts';

/** The three answers to one incident. Each has its own owner, its own visibility and its own end. */
export const trackKinds = ['protection', 'content', 'offence'] as const;
export type TrackKind = (typeof trackKinds)[number];
/** A track beside the protection case. */
export type OtherTrack = Exclude<TrackKind, 'protection'>;

export interface OpenedTrack {
  readonly track: string;
  readonly incident: string;
  readonly kind: OtherTrack;
  readonly agency: string;
  readonly report: string | null;
  /** The case is an invented one of the demonstration, and so is whatever is made of it. */
  readonly demonstration: boolean;
}

/** What a part has made of a track that was opened. */
export interface TrackMade {
  /** The step by which it tells the child of it; absent: the case tells. */
  readonly told?: string;
}

/** How many of the things of a track stand in which state; codes and numbers alone. */
export type TrackCounts = Readonly<Record<string, number>>;

/** How a later module takes part in one kind of track. */
export interface TrackPart {
  readonly kind: OtherTrack;
  /** Told in the transaction that opens the track; a refusal undoes the opening. */
  opened(ctx: Ctx, tx: Tx, track: OpenedTrack): Promise<Result<TrackMade>>;
  /**
   * What came of it, for those who opened it: absent where they are told nothing. The platform asks; a track that is not in the answer
   * has nothing to count.
   */
  cameOf?(tx: Tx, tracks: readonly string[]): Promise<ReadonlyMap<string, TrackCounts>>;
}

/** Each kind of track has one module behind it. */
export const trackParts = extensionPoint<TrackPart>('cases.track-part', ({ kind }) => kind);
