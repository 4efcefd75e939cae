import { ok } from '../../kernel/index.ts';
import { type DutySource, dutyOf, noDuties } from '../../work/index.ts';
import { trackPolicy } from '../access/case-policy.ts';
import { listOwnTracks, TRACKS_MOST } from '../tracks/list-own-tracks.ts';

/** Content and offence tracks that the actor's agency works on: nothing of the case behind them. */
export const trackDuties: DutySource = {
  kind: 'track',
  topics: ['cases.'],
  async list(ctx) {
    if (!trackPolicy.couldEver(ctx.actor, 'track.end', ctx.now)) return ok(noDuties);
    const tracks = await listOwnTracks(ctx);
    if (!tracks.ok) return tracks;
    return ok({
      duties: tracks.value
        .filter(({ status }) => status === 'open')
        .map((track) =>
          dutyOf({
            object: { kind: 'track', id: track.id },
            reference: track.reference,
            act: 'work-on-track',
            facts: { track: track.kind },
            since: track.openedAt,
          }),
        ),
      // Those that have ended count too: the list may have been cut before the last open one.
      more: tracks.value.length >= TRACKS_MOST,
    });
  },
};
