import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import type { OnlinePlace } from '../../vocabulary/index.ts';
import { isInForce } from '../entries/entry.ts';
import { REMOVAL_BANK } from './removal.ts';
import { removalReaders } from './removal-overview-store.ts';
import { type RemovalLink, removalParts } from './removal-part.ts';
import { entriesOfRemoval, removalById } from './removal-store.ts';

export interface RemovalStatus {
  readonly removal: string;
  readonly filedAt: string;
  readonly withdrawnAt: string | null;
  /** Where the pictures may be, as the person said. */
  readonly places: readonly OnlinePlace[];
  /** Each picture or video, and whether members have its hash now. */
  readonly files: readonly { readonly media: 'image' | 'video'; readonly inForce: boolean }[];
  /** How far each link has come that was given with it, in the order in which they were given. */
  readonly links: readonly RemovalLink[];
  /** Platforms that read the list of such hashes, by the name that they gave. */
  readonly readers: readonly string[];
}

/** What became of a request. For the holder of its receipt alone, which whoever calls has checked. */
export async function removalStatus(ctx: Ctx, removal: string): Promise<Result<RemovalStatus>> {
  return ctx.as(systemActor('hashes.open-removal')).transaction(async (tx) => {
    const row = await removalById(tx, removal);
    if (!row) return refuseRequest('record.not-found');
    const files = await entriesOfRemoval(tx, removal);
    const links: RemovalLink[] = [];
    for (const part of ctx.kernel.offered.of(removalParts)) links.push(...(await part.cameOf(ctx, tx, removal)));
    const readers = await removalReaders(tx, REMOVAL_BANK);
    return ok({
      removal,
      filedAt: row.filedAt.toISOString(),
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      places: row.places,
      files: files.map(({ media, status }) => ({ media, inForce: isInForce(status) })),
      links,
      readers: [...new Set(readers.map(({ name }) => name))],
    });
  });
}
