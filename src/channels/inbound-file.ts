import type { Ctx, Result } from '../kernel/index.ts';
import { useAccount } from './accounts/open-account.ts';
import type { InboundAttachment } from './inbound-event.ts';
import { openReach } from './reach.ts';
import { refuse } from './refusals.ts';

/** What is wrong with an address itself does not pass. */
const NEVER = [
  'link.not-web',
  'link.private-network',
  'link.too-large',
  'link.too-many-redirects',
  'link.redirect-cycle',
  'link.unreadable',
];

/**
 * The bytes of what somebody sent to an account of ours, in memory alone, for the register's hashes. Never in a transaction.
 * Refusals: `channel-attachment.unavailable` where it will never be had (gone at the network, too large, no address that may be opened);
 * any other is of the moment, and the file may be had later
 */
export async function inboundFile(
  ctx: Ctx,
  account: string,
  attachment: InboundAttachment,
  bytesMost: number,
): Promise<Result<Buffer>> {
  const inUse = await useAccount(ctx, account);
  if (!inUse) return refuse('channel-service.failed', { facts: { reason: 'account-unusable' } });
  if (!inUse.adapter.attachment) return refuse('channel-attachment.unavailable');
  const reach = { ...openReach(ctx.kernel.config), now: ctx.now };
  const got = await inUse.adapter.attachment(inUse.open, attachment, reach, bytesMost);
  return !got.ok && NEVER.includes(got.refusal.code) ? refuse('channel-attachment.unavailable') : got;
}
