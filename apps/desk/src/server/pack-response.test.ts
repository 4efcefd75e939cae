import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packResponse } from './pack-response.server.ts';

const text = 'Nội dung giữ chỗ. '.repeat(500);
const asked = (accepted?: string) =>
  new Request('https://desk.invalid/', accepted === undefined ? {} : { headers: { 'accept-encoding': accepted } });
const page = (body: string | null = text, headers: Record<string, string> = {}) =>
  new Response(body, { status: 403, headers: { 'content-type': 'text/html', 'content-length': '9000', ...headers } });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

test.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
] as const)('a page is packed as "%s" allows, and is the same page', async (accepted, way, unpack) => {
  const packed = await packResponse(asked(accepted), page());
  expect(packed.status).toBe(403);
  expect(packed.headers.get('content-encoding')).toBe(way);
  expect(packed.headers.get('vary')).toBe('accept-encoding');
  expect(packed.headers.has('content-length')).toBe(false);
  const body = await bytes(packed);
  expect(body.length).toBeLessThan(text.length / 10);
  expect(unpack(body).toString()).toBe(text);
});

test('what the browser does not take, a file, what is packed already and what is small stay as they are', async () => {
  for (const [request, response] of [
    [asked(), page()],
    [asked('identity'), page()],
    [asked('gzip;q=0'), page()],
    [asked('gzip'), page(text, { 'content-type': 'application/pdf' })],
    [asked('gzip'), page(text, { 'content-encoding': 'zstd' })],
    [asked('gzip'), page('ngắn')],
  ] as const) {
    const given = response.headers.get('content-encoding');
    const answer = await packResponse(request, response);
    expect(answer.headers.get('content-encoding')).toBe(given);
    expect((await answer.text()).length).toBeGreaterThan(0);
  }
  expect((await packResponse(asked('gzip'), page(null))).body).toBeNull();
});
