import { type MediaKind, mediaKind } from '../../hashes/index.ts';
import { type FetchLimits, ok, type Result, type SafeFetch } from '../../kernel/index.ts';
import { refuseSource } from './refusals.ts';

/** Enough for every kind that is told by its first bytes. */
const SNIFFED = 512;

/**
 * Fetches a picture or video into memory and hands it to `work`; when that is done, or fails, every byte is overwritten.
 * Only what its first bytes show to be media is read further. `work` must not keep the bytes.
 * Refusals: `link.*`; `link.bad-status` (facts: status), `link.not-media`
 */
export async function fetchMedia<T>(
  fetch: SafeFetch,
  url: string,
  limits: FetchLimits,
  work: (bytes: Uint8Array, kind: MediaKind) => Promise<T>,
): Promise<Result<T>> {
  const pieces: Buffer[] = [];
  let length = 0;
  let kind: MediaKind | undefined;
  let media = true;
  let whole: Buffer | undefined;
  try {
    const head = await fetch.take(url, { limits, headers: { accept: 'image/*,video/*' } }, ({ status }) => (piece) => {
      pieces.push(piece);
      length += piece.length;
      if (kind === undefined && length >= SNIFFED) {
        kind = mediaKind(Buffer.concat(pieces).subarray(0, SNIFFED));
        media = kind !== undefined;
      }
      return status === 200 && media;
    });
    if (!head.ok) return head;
    if (head.value.status !== 200) return refuseSource('link.bad-status', { facts: { status: head.value.status } });
    whole = Buffer.concat(pieces);
    kind ??= mediaKind(whole);
    if (!media || kind === undefined) return refuseSource('link.not-media');
    return ok(await work(whole, kind));
  } finally {
    for (const piece of pieces) piece.fill(0);
    whole?.fill(0);
  }
}
