import { request as httpRequest } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { missing, useReportFlow, visit } from './report-flow.ts';

const CSS_BUDGET = 12 * 1024;
const SCRIPT_BUDGET = 10 * 1024;
const flow = useReportFlow();

describe.skipIf(missing !== null)(`the pages of the portal${missing === null ? '' : ` (${missing})`}`, () => {
  test('a form is taken from our own pages alone', async () => {
    const post = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const sent = httpRequest(
          `${flow.server.url}/viet`,
          {
            method: 'POST',
            headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers },
          },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode as number);
          },
        );
        sent.on('error', reject);
        sent.end('go=next');
      });
    const { host } = new URL(flow.server.url);
    const origins: [string | undefined, number, number, number][] = [
      [flow.server.url, 200, 200, 200],
      ['null', 403, 200, 403],
      [undefined, 403, 200, 403],
      ['http://evil.example', 403, 403, 403],
      [`https://${host}`, 403, 403, 403],
    ];
    for (const [origin, silent, same, cross] of origins) {
      const own: Record<string, string> = origin === undefined ? {} : { origin };
      expect([origin, await post(own)]).toEqual([origin, silent]);
      expect([origin, await post({ ...own, 'sec-fetch-site': 'same-origin' })]).toEqual([origin, same]);
      expect([origin, await post({ ...own, 'sec-fetch-site': 'cross-site' })]).toEqual([origin, cross]);
    }
  });

  test('on the demonstration the public figures say that its invented posts are left out', async () => {
    const html = await (await fetch(`${flow.server.url}/lang-nghe`, { headers: { accept: 'text/html' } })).text();
    expect(html).toContain('không có nguồn thật nào đang chạy');
    expect(html).not.toContain('không bài nào được đọc');
    expect(html).toContain('dựng ra cho bản trình diễn không được tính');
  });

  test('narrow places break no word inside', async () => {
    const { page, context } = await visit(true);
    for (const [path, places] of [
      ['/en/lang-nghe', 'td, thead th'],
      ['/lang-nghe', 'td, thead th'],
      ['/en/viet/6-8', '.pictures span'],
    ] as const) {
      await page.goto(`${flow.server.url}${path}`);
      const words = await page.locator(places).evaluateAll((shown) =>
        shown.flatMap((place) => {
          const text = document.createTreeWalker(place, NodeFilter.SHOW_TEXT).nextNode() as Text;
          const range = document.createRange();
          return [...text.data.matchAll(/\S+/g)].map(({ 0: word, index }) => {
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            return { word, lines: range.getClientRects().length };
          });
        }),
      );
      expect(words.length, path).toBeGreaterThan(2);
      expect(words.filter(({ lines }) => lines !== 1)).toEqual([]);
    }
    await context.close();
  });

  test('on a phone the button of first readers stands above the bar', async () => {
    const { page, context } = await visit(true);
    for (const path of ['/em/6-8', '/en/em/6-8']) {
      await page.goto(`${flow.server.url}${path}`);
      const button = await page.locator('.early a.main').boundingBox();
      const dock = await page.locator('.dock').boundingBox();
      if (!button || !dock) throw new Error(`${path} shows no button`);
      expect(button.y + button.height, path).toBeLessThanOrEqual(dock.y);
    }
    await context.close();
  });

  test('the pages of the flow are kept by nobody and set no header twice', async () => {
    for (const path of ['/viet', '/viet/9-12', '/en/viet', '/mo', '/en/mo']) {
      const answer = await fetch(`${flow.server.url}${path}`, { headers: { accept: 'text/html' } });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('set-cookie')).toBeNull();
      const html = await answer.text();
      expect(html).toContain('favicon-neutral');
      const weigh = async (pattern: RegExp, pack: (bytes: Buffer) => Buffer) => {
        const files = [...html.matchAll(pattern)].map(
          ([, file]) => new URL(file as string, `${flow.server.url}${path}`),
        );
        expect(files.length).toBeGreaterThan(0);
        const bytes = await Promise.all(
          files.map(async (file) => Buffer.from(await (await fetch(file)).arrayBuffer())),
        );
        return bytes.reduce((sum, one) => sum + pack(one).length, 0);
      };
      expect(await weigh(/<link href="([^"]+)" rel="stylesheet"/g, gzipSync)).toBeLessThan(CSS_BUDGET);
      expect(await weigh(/<script[^>]* src="([^"]+)"/g, brotliCompressSync)).toBeLessThan(SCRIPT_BUDGET);
    }
  });
});
