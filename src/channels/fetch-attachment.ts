import { type Answer, ok, type Result } from '../kernel/index.ts';
import type { Reach } from './adapter.ts';
import { refuse } from './refusals.ts';

/**
 * The bytes behind an address that a network gave, in memory alone. Without a key: the address is all that is shown.
 * Refusals: `channel-attachment.unavailable`, `channel-service.failed`, `link.*`
 */
export async function fetchAttachment(url: string | null, reach: Reach, bytesMost: number): Promise<Result<Buffer>> {
  if (url === null) return refuse('channel-attachment.unavailable');
  const got = await reach.fetch.get(url, { limits: { bytes: bytesMost, ms: reach.deadlineMs } });
  if (!got.ok) return got;
  return fileIn(got.value);
}

/** Answers that say nothing of the file: the service is away, or wants to be left alone for now. */
const LATER = [408, 425, 429];

/** The file in an answer. Refusals: `channel-attachment.unavailable` where it is gone, `channel-service.failed` where it may be had later */
export function fileIn({ status, body }: Answer): Result<Buffer> {
  if (status === 200) return ok(body);
  return status >= 500 || LATER.includes(status)
    ? refuse('channel-service.failed', { facts: { reason: `http-${status}` } })
    : refuse('channel-attachment.unavailable');
}
