import { actAs, type Ctx, systemActor, type Tx } from '../../kernel/index.ts';
import { type TrackCounts, type TrackKind, trackParts } from './track.ts';
import { tracksOf } from './track-store.ts';

const platform = systemActor('cases.track-counts');

type Counted = { readonly id: string; readonly kind: TrackKind };

/** What came of tracks so far, by those whose kind tells it; numbers alone. */
export function countsOfTracks(
  ctx: Ctx,
  tx: Tx,
  tracks: readonly Counted[],
): Promise<ReadonlyMap<string, TrackCounts>> {
  return actAs(tx, platform, (system) => countsAsPlatform(ctx, system, tracks));
}

async function countsAsPlatform(ctx: Ctx, system: Tx, tracks: readonly Counted[]): Promise<Map<string, TrackCounts>> {
  const counts = new Map<string, TrackCounts>();
  for (const { kind, cameOf } of ctx.kernel.offered.of(trackParts)) {
    const ids = tracks.filter((one) => one.kind === kind).map(({ id }) => id);
    if (cameOf && ids.length > 0) for (const [id, of] of await cameOf(system, ids)) counts.set(id, of);
  }
  return counts;
}

export interface TrackOfIncident {
  readonly kind: TrackKind;
  readonly status: 'open' | 'done';
  readonly agency: string;
  readonly came?: TrackCounts;
}

/** The tracks of an incident for the people of its case: those of their own agency, and those of others whose kind tells what came of them. */
export async function tracksForCase(ctx: Ctx, tx: Tx, incident: string, agency: string): Promise<TrackOfIncident[]> {
  const tellers = new Set<string>(
    ctx.kernel.offered.of(trackParts).flatMap(({ kind, cameOf }) => (cameOf ? [kind] : [])),
  );
  return actAs(tx, platform, async (system) => {
    const all = await tracksOf(system, incident);
    const shown = all.filter((one) => one.agency === agency || tellers.has(one.kind));
    const counts = await countsAsPlatform(ctx, system, shown);
    return shown.map(({ id, kind, status, agency: at }) => {
      const came = counts.get(id);
      return came === undefined ? { kind, status, agency: at } : { kind, status, agency: at, came };
    });
  });
}
