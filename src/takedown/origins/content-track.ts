import { settleTrack, type TrackCounts, type TrackPart } from '../../cases/index.ts';
import { placesOfReport } from '../../intake/index.ts';
import { actAs, type Ctx, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { insertArrivals } from '../items/arrival-store.ts';
import { endStates, type ItemState, openStates } from '../items/item.ts';
import { arrivalRows } from '../items/receive.ts';
import { arrivalsOfReport } from './hand-over-report.ts';
import { arrivesStill, insertContentTrack, itemStatesOfTracks, markTrackEnded, tracksOfItem } from './track-store.ts';

const TRACKS = systemActor('takedown.content-tracks');
const TAKEN = 'content-taken';

/** What those who opened a track are told: whether two have judged is one word, and how they judged before they agree is none. */
const countOf = (state: string): string => ((openStates as readonly string[]).includes(state) ? 'WAITING' : state);

/**
 * The content track of a case: the addresses of its report come to those who verify content in the transaction that opens the track,
 * each once, whoever handed them over before. Nobody of the case reads them. Where there is none, the agency has its track and what
 * came with it.
 */
export const contentTrack: TrackPart = {
  kind: 'content',
  async opened(ctx, tx, { track, report, agency }) {
    const places = report === null ? undefined : await placesOfReport(ctx, tx, { report, use: 'content-track' });
    if (places && !places.ok) return places;
    const arrivals = places ? arrivalsOfReport(places.value) : [];
    // Whoever opens a track has judged nothing: the platform writes what arrives, and nobody is shut out of grading by it.
    const read = await arrivalRows(
      ctx.as(TRACKS),
      arrivals.map((one) => ({ ...one, agency })),
    );
    if (!read.ok) return read;
    return actAs(tx, TRACKS, async (system) => {
      await insertContentTrack(system, {
        id: track,
        report_id: report,
        handed: arrivals.length,
        opened_at: tx.now,
        ended_at: null,
      });
      if (arrivals.length === 0 || report === null) return ok({});
      if ((await insertArrivals(system, read.value)) > 0)
        await system.enqueue('takedown.bundle', {}, { key: 'takedown.bundle' });
      await system.enqueue(
        'takedown.tell-report',
        { report, code: TAKEN },
        { key: `takedown.tell-report:${report}:${TAKEN}` },
      );
      return ok({ told: TAKEN });
    });
  },
  async cameOf(tx, tracks) {
    const counts = new Map<string, Record<string, number>>();
    for (const { track, state, items } of await itemStatesOfTracks(tx, tracks)) {
      const of = counts.get(track) ?? {};
      of[countOf(state)] = (of[countOf(state)] ?? 0) + items;
      counts.set(track, of);
    }
    return counts satisfies ReadonlyMap<string, TrackCounts>;
  },
};

/** Ends the tracks that an item stands behind where all of theirs have ended, and runs them again where something came back. Run twice, it is the same. */
export async function settleTracks(ctx: Ctx, item: string): Promise<void> {
  const settled = await ctx.as(TRACKS).transaction(async (tx) => {
    for (const track of await tracksOfItem(tx, item)) await settleOne(tx, track);
    return ok();
  });
  if (!settled.ok) throw new Error(`refused: ${settled.refusal.code}`);
}

async function settleOne(
  tx: Tx,
  track: { readonly id: string; readonly report_id: string | null; readonly ended_at: Date | null },
): Promise<void> {
  const states = (await itemStatesOfTracks(tx, [track.id])).map(({ state }) => state as ItemState);
  const all = states.length > 0 && states.every((state) => endStates.includes(state));
  const ended = all && track.report_id !== null && !(await arrivesStill(tx, track.report_id));
  // What its agency ended by itself is not opened again by something that it had left.
  if (ended === (track.ended_at !== null)) return;
  if (await settleTrack(tx, { track: track.id, done: ended }))
    await markTrackEnded(tx, track.id, ended ? tx.now : null);
}
