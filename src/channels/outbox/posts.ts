import { actAs, type Ctx, type Kernel, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { useAccount } from '../accounts/open-account.ts';
import type { PostCounts, PostLimits, PostRequest, PublicPost, Reach, SendOutcome } from '../adapter.ts';
import { adapterOf } from '../adapter-of.ts';
import type { ChannelCode } from '../inbound-event.ts';
import { openReach } from '../reach.ts';
import { refuse } from '../refusals.ts';
import type { OutboundState } from './outbound.ts';
import { openSenders, outboundOfKey } from './outbox-store.ts';

const SYSTEM = systemActor('channels.posts');

/** An account of an agency by which it speaks to everybody. */
export interface PostingAccount {
  readonly id: string;
  readonly channel: ChannelCode;
  readonly name: string;
  /** As people find it at the network. */
  readonly address: string;
  readonly limits: PostLimits;
}

/** The open accounts by which an agency speaks to everybody, by their names; for a module that has asked who may. */
export async function postingAccounts(
  { kernel }: { readonly kernel: Pick<Kernel, 'offered'> },
  tx: Tx,
  of: { readonly agency: string; readonly demonstration: boolean },
): Promise<PostingAccount[]> {
  const found = await actAs(tx, SYSTEM, (system) => openSenders(system, of));
  return found.flatMap((row): PostingAccount[] => {
    const adapter = adapterOf(kernel, row.adapter);
    const settings = adapter?.settings.safeParse(row.settings);
    const limits = settings?.success ? adapter?.postLimits?.(settings.data) : undefined;
    return limits === undefined
      ? []
      : [{ id: row.id, channel: row.adapter, name: row.name, address: row.address, limits }];
  });
}

/** A post exactly as it would leave by an account now, but for its keys. Refusals: `outbox.account-unusable`, `outbox.cannot-begin` */
export async function composePost(
  ctx: Ctx,
  tx: Tx,
  account: string,
  post: Omit<PublicPost, 'key'>,
): Promise<Result<PostRequest>> {
  return actAs(tx, SYSTEM, async (system) => {
    const inUse = await useAccount(ctx, account, system);
    if (!inUse) return refuse('outbox.account-unusable');
    const { adapter, open } = inUse;
    if (adapter.postLimits?.(open.settings) === undefined || !adapter.postRequest) return refuse('outbox.cannot-begin');
    return ok(adapter.postRequest(open.settings, post));
  });
}

/** What became of a message to everybody, by its key. */
export interface PostOnItsWay {
  readonly state: OutboundState;
  readonly reason: string | null;
  /** It waits for its hour or for the morning. */
  readonly held: boolean;
  readonly nextAt: Date;
  readonly sentAt: Date | null;
  /** The network's identifier of the post, once it is known. */
  readonly provider: string | null;
}

/** For a module that has asked who may. @returns undefined where nothing was queued under the key */
export async function postOnItsWay(tx: Tx, key: string): Promise<PostOnItsWay | undefined> {
  const [row] = await actAs(tx, SYSTEM, (system) => outboundOfKey(system, key));
  return (
    row && {
      state: row.state,
      reason: row.reason,
      held: row.held !== null,
      nextAt: row.next_at,
      sentAt: row.sent_at,
      provider: row.provider_id,
    }
  );
}

/** How a post stands at its network. */
export interface PostSeen {
  /**
   * `sent`: it can be read in the same words, under this identifier; `refused`: it is not there, or in other words (`other-words`); any
   * other: nobody knows at the moment
   */
  readonly read: SendOutcome;
  /** Null where the network tells none, or did not answer. */
  readonly counts: PostCounts | null;
}

/**
 * Looks at a post where everybody reads it, outside any transaction: whether it stands there as it was approved, and what the network
 * counts of it. Refusals: `outbox.account-unusable`, `outbox.cannot-begin`
 */
export async function lookAtPost(
  ctx: Ctx,
  {
    account,
    provider,
    post,
  }: { readonly account: string; readonly provider: string; readonly post: Omit<PublicPost, 'key'> },
  reach: Omit<Reach, 'now'> = openReach(ctx.kernel.config),
): Promise<Result<PostSeen>> {
  const inUse = await useAccount(ctx.as(SYSTEM), account);
  if (!inUse) return refuse('outbox.account-unusable');
  const { adapter, open } = inUse;
  if (!adapter.readBack) return refuse('outbox.cannot-begin');
  const now = { ...reach, now: ctx.kernel.clock.now() };
  try {
    const read = await adapter.readBack(open, { key: provider, ...post, provider }, now);
    const counted = read.state === 'sent' ? await adapter.counts?.(open, read.provider, now) : undefined;
    return ok({ read, counts: counted?.state === 'counted' ? counted.counts : null });
  } catch {
    return ok({ read: { state: 'again', reason: 'interrupted' }, counts: null });
  }
}
