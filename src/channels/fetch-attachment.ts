import { ok, type Result } from '../kernel/index.ts';
import type { Reach } from './adapter.ts';
import { refuse } from './refusals.ts';

/**
 * The bytes behind an address that a network gave, in memory alone. Without a key: the address is all that is shown.
 * Refusals: `channel-attachment.unavailable`, `link.*`
 */
export async function fetchAttachment(url: string | null, reach: Reach, bytesMost: number): Promise<Result<Buffer>> {
  if (url === null) return refuse('channel-attachment.unavailable');
  const got = await reach.fetch.get(url, { limits: { bytes: bytesMost, ms: reach.deadlineMs } });
  if (!got.ok) return got;
  return got.value.status === 200 ? ok(got.value.body) : refuse('channel-attachment.unavailable');
}
