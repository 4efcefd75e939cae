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
}

/** How a later module takes part in one kind of track. */
export interface TrackPart {
  readonly kind: OtherTrack;
  /** Told in the transaction that opens the track; a refusal undoes the opening. Answers the id of what it made, if anything. */
  opened(ctx: Ctx, tx: Tx, track: OpenedTrack): Promise<Result<{ objectId?: string }>>;
}

/** Each kind of track has one module behind it. */
export const trackParts = extensionPoint<TrackPart>('cases.track-part', ({ kind }) => kind);
