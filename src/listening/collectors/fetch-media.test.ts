import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { type LocalServer, localServer, testFetch } from '../../kernel/outgoing/local-server.testing.ts';
import { fetchMedia } from './fetch-media.ts';

const opened: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});
async function serving(...args: Parameters<typeof localServer>): Promise<LocalServer> {
  const server = await localServer(...args);
  opened.push(server);
  return server;
}
const code = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? 'ok' : result.refusal.code;

describe('media', () => {
  const picture = readFileSync(new URL('../../../hash-kernel/testdata/pdq/scene-01-shrink40.png', import.meta.url));
  const limits = { bytes: 1_000_000, ms: 5_000 };

  test('is handed over whole and overwritten afterwards', async () => {
    const server = await serving((_request, response) => void response.end(picture));
    let kept: Uint8Array | undefined;
    const got = await fetchMedia(testFetch(), server.url, limits, async (bytes, kind) => {
      expect(Buffer.from(bytes).equals(picture)).toBe(true);
      kept = bytes;
      return kind;
    });
    expect(got).toEqual({ ok: true, value: 'png' });
    expect(kept?.every((byte) => byte === 0)).toBe(true);
  });

  test('is overwritten when the work fails too', async () => {
    const server = await serving((_request, response) => void response.end(picture));
    let kept: Uint8Array | undefined;
    const got = fetchMedia(testFetch(), server.url, limits, async (bytes) => {
      kept = bytes;
      throw new Error('decoder');
    });
    await expect(got).rejects.toThrow('decoder');
    expect(kept?.every((byte) => byte === 0)).toBe(true);
  });

  test('what only claims to be a picture is not read to its end', async () => {
    let sent = 0;
    const server = await serving((_request, response) => {
      response.setHeader('content-type', 'image/png');
      const send = () => {
        for (;;) {
          if (sent > 50_000_000) return void response.end();
          sent += 10_000;
          if (!response.write('x'.repeat(10_000))) return void response.once('drain', send);
        }
      };
      send();
    });
    const large = { ...limits, bytes: 100_000_000 };
    expect(code(await fetchMedia(testFetch(), server.url, large, async () => 1))).toBe('link.not-media');
    expect(sent).toBeLessThan(50_000_000);
    const text = await serving((_request, response) => void response.end('short text'));
    expect(code(await fetchMedia(testFetch(), text.url, limits, async () => 1))).toBe('link.not-media');
  });

  test('an answer that is no picture says its status', async () => {
    const server = await serving((_request, response) => void response.writeHead(404).end());
    expect(await fetchMedia(testFetch(), server.url, limits, async () => 1)).toMatchObject({
      refusal: { code: 'link.bad-status', facts: { status: 404 } },
    });
  });
});
