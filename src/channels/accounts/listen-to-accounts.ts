import { type Ctx, createContext, type Kernel, newId, ok, repeat, systemActor } from '../../kernel/index.ts';
import { adaptersOf } from '../adapter-of.ts';
import { storeEvents } from '../inbound/store-events.ts';
import { openReach } from '../reach.ts';
import { refuse } from '../refusals.ts';
import { accountStates, hears } from './account.ts';
import { findAccount, updateAccount } from './account-store.ts';
import { accountsUnheard, endLease, keepLease, type Lease, takeLease } from './lease-store.ts';
import { type AccountInUse, forgetAccount, useAccount } from './open-account.ts';
import { FIRST_PAUSE, pauseBefore } from './pause-before.pure.ts';

/** How long a process may be away before another takes its connection over, and how often it says that it is there. Milliseconds. */
const LEASE = 30_000;
const BEAT = 8_000;
const DEFAULT_SILENCE = 120_000;

interface Connection {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Keeps the connections of accounts that are listened to: each by one process at a time, begun again with growing pauses when it is lost,
 * and broken off when its provider has given no sign of life.
 * @returns ends them all
 */
export function listenToAccounts(kernel: Kernel): () => Promise<void> {
  const connections = new Map<string, Connection>();
  const rest = new Map<string, { until: number; pause: number }>();
  const context = () =>
    createContext(kernel, { actor: systemActor('channels.listen'), requestId: newId<'request'>(), language: 'vi' });
  let closed = false;
  const look = async () => {
    try {
      for (const id of await accountsToHear(context())) {
        if (closed || connections.has(id) || (rest.get(id)?.until ?? 0) > performance.now()) continue;
        const lease = await takeLease(context(), id, 'listen', LEASE);
        if (lease === undefined) continue;
        const controller = new AbortController();
        const began = performance.now();
        const ended = hold(kernel, context, lease, controller).finally(() => {
          connections.delete(id);
          const pause = pauseBefore({ pause: rest.get(id)?.pause ?? 0, heldMs: performance.now() - began });
          rest.set(id, { until: performance.now() + pause, pause });
        });
        connections.set(id, { controller, ended });
      }
    } catch (error) {
      kernel.log.warn({ err: error }, 'accounts could not be listened to; trying again');
    }
  };
  const stopLooking = repeat(FIRST_PAUSE, look);
  return async () => {
    closed = true;
    await stopLooking();
    const open = [...connections.values()];
    for (const { controller } of open) controller.abort();
    await Promise.all(open.map(({ ended }) => ended));
  };
}

async function accountsToHear(ctx: Ctx): Promise<string[]> {
  const listened = adaptersOf(ctx.kernel)
    .filter(({ listen }) => listen)
    .map(({ code }) => code);
  if (listened.length === 0) return [];
  const found = await ctx.transaction(
    async (tx) => ok(await accountsUnheard(tx, listened, accountStates.filter(hears))),
    { keep: true },
  );
  return found.ok ? found.value : [];
}

/** One connection from its beginning to its loss. Says itself what went wrong, and never rejects. */
async function hold(kernel: Kernel, context: () => Ctx, lease: Lease, controller: AbortController): Promise<void> {
  const { signal } = controller;
  let aliveAt = performance.now();
  let stopBeating: () => Promise<void> = async () => undefined;
  try {
    // What was held may have an older cursor, or none yet: a mailbox would be read from elsewhere.
    forgetAccount(kernel, lease.account);
    const account = await useAccount(context(), lease.account);
    if (!account?.adapter.listen) return;
    const silence = account.adapter.silentMs ?? DEFAULT_SILENCE;
    const beat = async () => {
      const silent = performance.now() - aliveAt > silence;
      if (silent)
        kernel.log.warn({ account: lease.account }, 'a provider gave no sign of life; its connection is begun anew');
      if (silent || !(await isStillOurs(context, lease, account, performance.now() - aliveAt))) controller.abort();
    };
    // Whose silence counts in seconds is looked at in seconds.
    stopBeating = repeat(Math.min(BEAT, silence / 4), beat);
    const { sealed_cursor: sealed } = account.row;
    await account.adapter.listen(
      account.open,
      {
        cursor: sealed && account.key.open('cursor', sealed),
        hear: async (events, cursor) => {
          aliveAt = performance.now();
          return signal.aborted ? refuse('channel-account.not-open') : storeEvents(context(), account, events, cursor);
        },
        alive: () => {
          aliveAt = performance.now();
        },
        signal,
      },
      { ...openReach(kernel.config), now: kernel.clock.now() },
    );
  } catch (error) {
    kernel.log.warn({ err: error, account: lease.account }, 'a connection to a provider was lost');
  } finally {
    controller.abort();
    await stopBeating();
    await endLease(context(), lease).catch((error) => kernel.log.warn({ err: error }, 'a lease is left to run out'));
  }
}

/** Says that this process is there, and that the provider was; false where another listens now, or the account was paused or changed. */
async function isStillOurs(context: () => Ctx, lease: Lease, begun: AccountInUse, quietMs: number): Promise<boolean> {
  try {
    const ours = await context().transaction(
      async (tx) => {
        if (!(await keepLease(tx, lease, LEASE))) return ok(false);
        await updateAccount(tx, lease.account, { alive_at: new Date(tx.now.getTime() - quietMs) });
        const now = await findAccount(tx, lease.account);
        return ok(now !== undefined && hears(now.state) && now.version === begun.row.version);
      },
      { keep: true },
    );
    return !ours.ok || ours.value;
  } catch {
    // Of a database that is away for a moment nothing follows yet: the lease says when it is too long.
    return true;
  }
}
