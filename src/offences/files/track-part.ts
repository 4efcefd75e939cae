import type { TrackPart } from '../../cases/index.ts';
import { ok } from '../../kernel/index.ts';
import { beginFile, provinceOfAgency } from './open-file.ts';

/**
 * An offence track of a case opens a file at the police that it is given to. Nothing of the case comes with it but which incident and
 * report it is, and nothing of the file goes back: the track does not even learn its id.
 */
export const offenceTrack: TrackPart = {
  kind: 'offence',
  async opened(ctx, tx, track) {
    await beginFile(ctx, tx, {
      summary: '',
      harm: null,
      child_band: null,
      children: 1,
      urgent: false,
      level: 'CASE',
      lead_agency: track.agency,
      province: provinceOfAgency(track.agency, ctx.now),
      origin: 'TRACK',
      incident: track.incident,
      track: track.track,
      report: track.report,
      is_demonstration: track.demonstration,
    });
    return ok({});
  },
};
