import { type Ctx, DAY, type Job, ok, type Result } from '../kernel/index.ts';
import { recordChanges } from './entries/entry-store.ts';
import { forgetMatchRates } from './entries/opinion-store.ts';
import { entriesToRefresh, misplacedEntries, pruneChanges } from './entries/register-store.ts';
import { pullPeer } from './exchange/pull-peer.ts';
import { pushPeer } from './exchange/push-peer.ts';
import { NO_ENTRY } from './exchange/read-changes.ts';
import { enabledPeers } from './imports/import-store.ts';

const REFRESH_PAGE = 1_000;

/** A cursor older than this may have to start again; tombstones are kept twice as long as any place is good for. */
export const TOMBSTONES_KEPT_DAYS = 400;

/** Puts every entry where the lists' rules, the banks and the sources' rights now say; what leaves a list leaves it as a tombstone. */
export async function refreshLists(ctx: Ctx): Promise<number> {
  let moved = 0;
  for (let after = NO_ENTRY; ; ) {
    const page = await must(
      ctx.transaction(async (tx) => {
        const ids = await entriesToRefresh(tx, after, REFRESH_PAGE);
        const misplaced = ids.length > 0 ? await misplacedEntries(tx, ids) : [];
        if (misplaced.length > 0) await recordChanges(tx, misplaced);
        return ok({ last: ids.at(-1), moved: misplaced.length });
      }),
    );
    moved += page.moved;
    if (page.last === undefined) return moved;
    after = page.last;
  }
}

export const hashesJobs: readonly Job[] = [
  {
    name: 'hashes.refresh-lists',
    cron: '17 * * * *',
    run: async (ctx) => {
      await refreshLists(ctx);
    },
  },
  {
    name: 'hashes.exchange',
    cron: '*/5 * * * *',
    run: async (ctx) => {
      await must(
        ctx.transaction(async (tx) => {
          for (const { id, pushes } of await enabledPeers(tx)) {
            // One at a time for each partner: the key takes the place of a request that waits.
            await tx.enqueue('hashes.pull-peer', { peer: id }, { key: `hashes.pull-peer ${id}` });
            if (pushes) await tx.enqueue('hashes.push-peer', { peer: id }, { key: `hashes.push-peer ${id}` });
          }
          return ok();
        }),
      );
    },
  },
  // A refusal of the partner is kept with it and tried again by the next round, not by the queue.
  { name: 'hashes.pull-peer', run: async (ctx, payload) => void (await pullPeer(ctx, { peer: String(payload.peer) })) },
  { name: 'hashes.push-peer', run: async (ctx, payload) => void (await pushPeer(ctx, { peer: String(payload.peer) })) },
  {
    name: 'hashes.prune-changes',
    cron: '41 20 * * *',
    run: async (ctx) => {
      await must(
        ctx.transaction(async (tx) => {
          await pruneChanges(
            tx,
            new Date(tx.now.getTime() - 30 * DAY),
            new Date(tx.now.getTime() - TOMBSTONES_KEPT_DAYS * DAY),
          );
          await forgetMatchRates(tx, new Date(tx.now.getTime() - 8 * DAY));
          return ok();
        }),
      );
    },
  },
];

async function must<T>(work: Promise<Result<T>>): Promise<T> {
  const result = await work;
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}
