import type { Tx } from '../../kernel/index.ts';
import { insertEvent } from '../process/case-store.ts';
import { caseOfIncident, findTrack, setTrackStatus } from './track-store.ts';

/**
 * Ends a track because everything on it has ended, or runs it again because something of it came back: told by the part that works on
 * it, in the platform's transaction. The case's history says that it did, and nothing of what was there.
 * @returns whether it was otherwise before
 */
export async function settleTrack(tx: Tx, input: { readonly track: string; readonly done: boolean }): Promise<boolean> {
  const track = await findTrack(tx, input.track);
  if (!track || track.kind === 'protection' || (track.status === 'done') === input.done) return false;
  await setTrackStatus(tx, track.id, input.done ? 'done' : 'open');
  const found = await caseOfIncident(tx, track.incident_id);
  if (found)
    await insertEvent(tx, found.id, `${input.done ? 'track-done' : 'track-again'}:${track.kind}`, {
      codes: { agency: track.agency },
    });
  tx.audit({
    organisation: track.agency,
    action: 'track.end',
    object: { kind: 'track', id: track.id },
    codes: { kind: track.kind, done: input.done },
  });
  tx.notify({ topic: 'cases.track', id: track.id, agency: track.agency });
  if (found) tx.notify({ topic: 'cases.act', id: found.id, agency: found.owner_agency });
  return true;
}
