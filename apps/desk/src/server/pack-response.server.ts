import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const PACKED = /^(text\/html|application\/json)\b/;
/** Less fits into one packet as it is. */
const WORTH = 1_400;

const ways = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
} as const;

/**
 * A document, or the data of a page, packed as the browser takes it. Its length tells nothing to somebody who has others guess
 * at it: a session is SameSite=Strict, so no other site can make a browser that is signed in ask for a page.
 */
export async function packResponse(request: Request, response: Response): Promise<Response> {
  const way = wayOf(request.headers.get('accept-encoding') ?? '');
  if (!way || response.body === null || !PACKED.test(response.headers.get('content-type') ?? '')) return response;
  if (response.headers.has('content-encoding')) return response;
  const body = Buffer.from(await response.arrayBuffer());
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.append('vary', 'accept-encoding');
  if (body.length < WORTH) return new Response(body, { status, statusText, headers });
  headers.delete('content-length');
  headers.set('content-encoding', way);
  return new Response(new Uint8Array(await ways[way](body)), { status, statusText, headers });
}

function wayOf(accepted: string): keyof typeof ways | undefined {
  const taken = accepted
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(';')[0]);
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : undefined;
}
