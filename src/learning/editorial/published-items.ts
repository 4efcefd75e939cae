import { type Ctx, type Kernel, ok, type Result, systemActor } from '../../kernel/index.ts';
import { readBody } from './item.ts';
import { shelfChanges, shelvedRows } from './publication-store.ts';
import type { PublishedItem } from './published-item.ts';

/** What a process keeps of the shelf, and how long it holds. */
interface Shelf {
  readonly changes: number;
  /** All that stands or is to come, each with the time for which readers see it. */
  readonly all: readonly Shelved[];
  /** What readers see from `since` until `until`: nothing begins or ends between them. */
  readonly since: number;
  readonly until: number;
  readonly items: readonly PublishedItem[];
}

interface Shelved {
  readonly item: PublishedItem;
  readonly from: number;
  readonly until: number;
}

const shelves = new WeakMap<Kernel, Shelf>();

/**
 * What readers see now, by name. A process keeps it while one number of the database stays, and looks again when something begins or
 * ends; so what is withdrawn or has expired is gone from every page at its next look, in every process. The same list is given while
 * nothing has changed, and may be the key of what is made of it.
 */
export async function publishedItems(ctx: Ctx): Promise<Result<readonly PublishedItem[]>> {
  const { kernel } = ctx;
  const now = ctx.now.getTime();
  const changes = await shelfChanges(kernel);
  const kept = shelves.get(kernel);
  if (kept?.changes === changes && kept.since <= now && now < kept.until) return ok(kept.items);
  // What is over was left out when it was read, so that an earlier moment is read anew.
  const all = kept?.changes === changes && kept.since <= now ? ok(kept.all) : await readShelf(ctx);
  if (!all.ok) return all;
  const shelf = shelfAt(all.value, changes, now);
  shelves.set(kernel, shelf);
  return ok(shelf.items);
}

function shelfAt(all: readonly Shelved[], changes: number, now: number): Shelf {
  const moments = all.flatMap(({ from, until }) => [from, until]).filter((at) => at > now);
  return {
    changes,
    all,
    since: now,
    until: Math.min(...moments, Number.POSITIVE_INFINITY),
    items: all.filter(({ from, until }) => from <= now && now < until).map(({ item }) => item),
  };
}

async function readShelf(ctx: Ctx): Promise<Result<readonly Shelved[]>> {
  const platform = ctx.as(systemActor('learning.published-items'));
  return platform.transaction(async (tx) => {
    const found: Shelved[] = [];
    for (const row of await shelvedRows(tx)) {
      const read = readBody(row.kind, row.body);
      // Formats grow, and a body of an old one must not take every page with it: its editors are told by its absence.
      if (!read.ok) {
        ctx.kernel.log.error({ item: row.slug, place: read.place }, 'a published body does not fit its format');
        continue;
      }
      const ends = [row.until_at, row.gives_way_at].flatMap((at) => (at ? [at.getTime()] : []));
      found.push({
        from: row.from_at.getTime(),
        until: Math.min(...ends, Number.POSITIVE_INFINITY),
        item: {
          id: row.slug,
          hash: row.hash,
          publishedAt: row.from_at,
          reviewBy: row.until_at,
          ...read.item,
        },
      });
    }
    return ok(found);
  });
}
