import type { Ctx, Result } from '../kernel/index.ts';
import { useAccount } from './accounts/open-account.ts';
import type { InboundAttachment } from './inbound-event.ts';
import { openReach } from './reach.ts';
import { refuse } from './refusals.ts';

/**
 * The bytes of what somebody sent to an account of ours, in memory alone, for the register's hashes. Never in a transaction.
 * Refusals: `channel-attachment.unavailable`, `link.*`
 */
export async function inboundFile(
  ctx: Ctx,
  account: string,
  attachment: InboundAttachment,
  bytesMost: number,
): Promise<Result<Buffer>> {
  const inUse = await useAccount(ctx, account);
  if (!inUse?.adapter.attachment) return refuse('channel-attachment.unavailable');
  const reach = { ...openReach(ctx.kernel.config), now: ctx.now };
  return inUse.adapter.attachment(inUse.open, attachment, reach, bytesMost);
}
