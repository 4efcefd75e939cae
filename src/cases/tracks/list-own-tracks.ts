import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { trackPolicy } from '../access/case-policy.ts';
import type { OtherTrack, TrackCounts } from './track.ts';
import { countsOfTracks } from './track-counts.ts';
import { ownTracks } from './track-store.ts';

/** A track as the agency that works on it sees it: nothing of the case, and nothing of the other tracks. */
export interface OwnTrack {
  readonly id: string;
  /** All tracks of one incident share it; it opens nothing. */
  readonly incident: string;
  readonly kind: OtherTrack;
  /** The code that stands on all parts of the matter. */
  readonly reference: string;
  /** Code of the agency that opened it. */
  readonly from: string;
  readonly status: 'open' | 'done';
  readonly openedAt: Date;
  readonly doneAt: Date | null;
  /** How many of its things stand in which state, where its kind tells. */
  readonly came?: TrackCounts;
}

export const TRACKS_MOST = 200;

/** The content and offence tracks of the actor's agency, open ones first, the newest first; at most 200. */
export async function listOwnTracks(ctx: Ctx): Promise<Result<OwnTrack[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !trackPolicy.couldEver(actor, 'track.end', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const tracks = await ownTracks(tx, actor.agency, TRACKS_MOST);
    const counts = await countsOfTracks(ctx, tx, tracks);
    return ok(
      tracks.map((row) => {
        const came = counts.get(row.id);
        const track: OwnTrack = {
          id: row.id,
          incident: row.incident_id,
          kind: row.kind as OtherTrack,
          reference: row.reference,
          from: row.from_agency,
          status: row.status,
          openedAt: row.opened_at,
          doneAt: row.done_at,
        };
        return came === undefined ? track : { ...track, came };
      }),
    );
  });
}
