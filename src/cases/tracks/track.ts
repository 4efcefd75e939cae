import type { Ctx, Result, Tx } from '../../kernel/index.ts';

/** The three answers to one incident. Each has its own owner, its own visibility and its own end. */
export const trackKinds = ['protection', 'content', 'offence'] as const;
export type TrackKind = (typeof trackKinds)[number];
/** A track beside the protection case. */
export type OtherTrack = Exclude<TrackKind, 'protection'>;

export interface OpenedTrack {
  readonly track: string;
  readonly incident: string;
  readonly kind: TrackKind;
  readonly agency: string;
  readonly report: string | null;
}

/** Told in the transaction that opens a track; a refusal undoes the opening. Answers the id of what it made, if anything. */
export type TrackHook = (ctx: Ctx, tx: Tx, opened: OpenedTrack) => Promise<Result<{ objectId?: string }>>;

const hooks: { kind: TrackKind; hook: TrackHook }[] = [];

/** Lets a later module (takedown, offences) take part when its kind of track is opened. @returns the way to leave again */
export function onTrackOpened(kind: TrackKind, hook: TrackHook): () => void {
  const entry = { kind, hook };
  hooks.push(entry);
  return () => void hooks.splice(hooks.indexOf(entry), 1);
}

export function hooksOf(kind: TrackKind): readonly TrackHook[] {
  return hooks.filter((entry) => entry.kind === kind).map((entry) => entry.hook);
}
