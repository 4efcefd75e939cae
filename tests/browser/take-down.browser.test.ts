import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { BrowserContext, Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { hashToBytes } from '../../hash-kernel/index.ts';
import { Decoders, hashMedia, type RemovalFile } from '../../src/hashes/index.ts';
import { noViolations } from './no-violations.ts';
import { startPortal } from './portal-server.ts';
import { openWindow, useServer } from './use-server.ts';

const decoders = new Decoders();
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const scene = at('hash-kernel/testdata/pdq/scene-01.png');
const grey = at('hash-kernel/testdata/pdq/flat-grey.png');
const video = at('src/hashes/media/testdata/d_mandel_vp9_360_30.webm');
/** Script and WebAssembly of the page, after brotli. */
const BUDGET = 45 * 1024;

let context: BrowserContext;

const house = useServer(startPortal);
const { missing } = house;
beforeEach(() => context?.close());

interface Visit {
  readonly page: Page;
  /** Every request with what it carried. */
  readonly requests: { readonly url: string; readonly method: string; readonly body: Buffer | null }[];
  readonly weights: Map<string, number>;
  readonly complaints: string[];
}

async function visit(scripts = true): Promise<Visit> {
  const opened = await openWindow(house.browser, { javaScriptEnabled: scripts });
  const { page } = opened;
  context = opened.context;
  const requests: Visit['requests'][number][] = [];
  const weights = new Map<string, number>();
  const complaints: string[] = [];
  page.on('request', (request: Request) => {
    requests.push({ url: request.url(), method: request.method(), body: request.postDataBuffer() });
  });
  page.on('response', async (response) => {
    if (!/\.(js|wasm)$/.test(response.url())) return;
    const body = await response.body().catch(() => undefined);
    if (body) weights.set(response.url(), brotliCompressSync(body).length);
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, requests, weights, complaints };
}

/** Chooses files and waits until the device has made their fingerprints. */
async function choose(page: Page, ...files: Parameters<Page['setInputFiles']>[1][]): Promise<RemovalFile[]> {
  await page.locator('#device').waitFor();
  await page.setInputFiles('#files', files.flat() as string[]);
  await page.waitForFunction(
    () => /^(Đã có|Codes made)/.test(document.querySelector('#progress')?.textContent ?? ''),
    undefined,
    { timeout: 60_000 },
  );
  return JSON.parse(await page.locator('[name=hashes]').inputValue());
}

async function answerAll(page: Page): Promise<void> {
  await page.selectOption('#ageBand', 'A12_13');
  await page.getByText('Của chính mình', { exact: true }).click();
  await page.getByText('Zalo', { exact: true }).click();
  await page.getByText(/^Tôi đồng ý gửi/).click();
}

const send = (page: Page) => page.getByRole('button', { name: 'Gửi yêu cầu gỡ' }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

async function inNode(file: Uint8Array): Promise<{ pdq: string; quality: number; sha256: string }> {
  const result = await hashMedia(file, decoders);
  if (!result.ok || result.value.media !== 'image') throw new Error('no picture');
  return result.value;
}

function differingBits(one: string, other: string): number {
  const [a, b] = [hashToBytes(one), hashToBytes(other)];
  return a.reduce((sum, byte, place) => {
    let bits = 0;
    for (let rest = byte ^ (b[place] as number); rest > 0; rest &= rest - 1) bits += 1;
    return sum + bits;
  }, 0);
}

/** Where the pictures go when a person looks at what a test saw: set SCREENSHOTS to a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

if (missing !== null) console.warn(`SKIPPED: take it down in a browser (${missing})`);
describe.skipIf(missing !== null)('take it down, on a phone', () => {
  test('only the fingerprint and codes leave; the receipt takes them back', async () => {
    const { page, requests, weights, complaints } = await visit();
    const answer = await page.goto(`${house.server.url}/hinh`);
    expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'self' 'wasm-unsafe-eval'/);
    expect(answer?.headers()['cache-control']).toBe('no-store');
    await page.locator('#device').waitFor();
    expect(await page.locator('#no-device').isVisible()).toBe(false);
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-1-asked');
    // The kernel is fetched when it is needed.
    expect(requests.some(({ url }) => url.endsWith('.wasm'))).toBe(false);

    const made = await choose(page, scene);
    const expected = await inNode(readFileSync(scene));
    expect(made).toEqual([{ media: 'image', pdq: expected.pdq, quality: expected.quality, sha256: expected.sha256 }]);
    expect(requests.filter(({ url }) => url.endsWith('.wasm'))).toHaveLength(1);
    // The chooser has let go of the file.
    expect(await page.locator('#files').evaluate((chooser) => (chooser as HTMLInputElement).files?.length)).toBe(0);
    await answerAll(page);
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-2-made');
    await send(page);
    await heading(page, 'Đã nhận mã nhận dạng ảnh');
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-3-receipt');

    const bytes = readFileSync(scene);
    const bodies = requests.filter(({ body }) => body !== null);
    expect(bodies.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([['POST', '/hinh']]);
    for (const { url, body } of requests) {
      expect(new URL(url).origin).toBe(house.server.url);
      expect(url.length).toBeLessThan(200);
      if (body === null) continue;
      expect(body.length).toBeLessThan(2_500);
      for (let place = 0; place + 24 < bytes.length; place += 4_096)
        expect(body.includes(bytes.subarray(place, place + 24))).toBe(false);
      expect(fields(body)).toEqual({
        once: expect.stringMatching(/^[0-9a-f-]{36}$/),
        hashes: JSON.stringify(made),
        ageBand: 'A12_13',
        subject: 'SELF',
        places: 'ZALO',
        links: '',
        agreed: 'on',
        draft: '',
        go: 'send',
      });
    }
    const weight = [...weights.values()].reduce((sum, bytesOfOne) => sum + bytesOfOne, 0);
    console.info(`script and WebAssembly of the page: ${weight} bytes after brotli`);
    expect(weight).toBeLessThan(BUDGET);
    expect(await page.evaluate(() => [history.length, document.cookie])).toEqual([expect.any(Number), '']);
    expect(complaints).toEqual([]);

    const locator = (await page.locator('.locator b').textContent()) ?? '';
    const words = await page.locator('.receipt li').allTextContents();
    const { rows } = await house.server.owner.query(
      `select entry.status, bank.code from hashes.entry join hashes.bank on bank.id = bank_id
       join hashes.entry_signal on entry_id = entry.id join hashes.signal on signal.id = signal_id where type = 'pdq'`,
    );
    expect(rows).toEqual([{ status: 'ACTIVE', code: 'TAKE_IT_DOWN' }]);

    await page.goto(`${house.server.url}/mo`);
    await heading(page, 'Xem trả lời');
    await page.fill('#locator', locator);
    await page.fill('#word-1', words.join(' '));
    await page.getByRole('button', { name: 'Mở', exact: true }).last().click();
    await heading(page, 'Yêu cầu gỡ ảnh');
    await page.getByText('Ảnh 1: mã nhận dạng đang có trong danh sách.').waitFor();
    await page.getByText('Zalo: chưa nhận mã').waitFor();
    await page.getByText('phải gỡ trong 24 giờ').waitFor();
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-4-status');
    // Taking it back asks first, and the safe answer stands first.
    await page.getByRole('button', { name: 'Rút lại yêu cầu này' }).click();
    await heading(page, 'Thôi không gỡ ảnh nữa?');
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-5-withdraw');
    await page.getByRole('button', { name: 'Không, cứ tiếp tục gỡ' }).click();
    await heading(page, 'Yêu cầu gỡ ảnh');
    expect((await house.server.owner.query('select status from hashes.entry')).rows).toEqual([{ status: 'ACTIVE' }]);
    await page.getByRole('button', { name: 'Rút lại yêu cầu này' }).click();
    await heading(page, 'Thôi không gỡ ảnh nữa?');
    await page.getByRole('button', { name: 'Rút lại', exact: true }).click();
    await page.getByText('Yêu cầu này đã được rút lại.').waitFor();
    const { rows: after } = await house.server.owner.query('select status from hashes.entry');
    expect(after).toEqual([{ status: 'WITHDRAWN' }]);
  });

  test('the fingerprint is the one that Node makes of the same file', async () => {
    const { page } = await visit();
    await page.goto(`${house.server.url}/hinh`);
    const source = sharp(scene);
    const turned = await source.clone().withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer();
    const files = [
      { name: 'a.png', mimeType: 'image/png', buffer: await source.clone().png().toBuffer() },
      {
        name: 'grey.png',
        mimeType: 'image/png',
        buffer: await source.clone().greyscale().toColourspace('srgb').png().toBuffer(),
      },
      { name: 'b.webp', mimeType: 'image/webp', buffer: await source.clone().webp({ lossless: true }).toBuffer() },
      {
        name: 'large.png',
        mimeType: 'image/png',
        buffer: await sharp(at('hash-kernel/testdata/pdq/scene-02.png'))
          .resize(3_000, 2_000, { fit: 'fill' })
          .png()
          .toBuffer(),
      },
      { name: 'turned.jpg', mimeType: 'image/jpeg', buffer: turned },
    ];
    const made = await choose(page, files as never);
    expect(made).toHaveLength(files.length);
    for (const [place, one] of made.entries()) {
      const { name = '', buffer = turned } = files[place] ?? {};
      if (one.media !== 'image') throw new Error('a picture');
      const expected = await inNode(buffer);
      // Two decoders of JPEG differ in the last bits of a pixel.
      expect(differingBits(one.pdq, expected.pdq), name).toBeLessThanOrEqual(name === 'turned.jpg' ? 4 : 0);
      expect(one.sha256).toBe(expected.sha256);
      expect(one.shown === undefined, name).toBe(name !== 'turned.jpg');
    }
    // What an app passes on: the pixels turned, the note gone.
    const last = made.at(-1);
    const passedOn = await inNode(await sharp(turned).autoOrient().jpeg({ quality: 90 }).toBuffer());
    expect(differingBits((last?.media === 'image' && last.shown) || '', passedOn.pdq)).toBeLessThanOrEqual(8);
  });

  test('a video gives a fingerprint for each second', async () => {
    const { page, requests } = await visit();
    await page.goto(`${house.server.url}/hinh`);
    const [made] = await choose(page, video);
    if (made?.media !== 'video') throw new Error('a video');
    const result = await hashMedia(readFileSync(video), decoders);
    if (!result.ok || result.value.media !== 'video') throw new Error('a video');
    const { frames } = result.value;
    expect(made.frames.map(({ ms }) => ms)).toEqual(frames.map(({ time }) => time * 1_000));
    const away = made.frames.map(({ pdq }, place) => differingBits(pdq, frames[place]?.pdq as string));
    console.info(`browser and Node on ${away.length} frames: at most ${Math.max(...away)} bits apart`);
    expect(Math.max(...away)).toBeLessThanOrEqual(31);
    expect(requests.every(({ body }) => body === null)).toBe(true);
  });

  test('what cannot be used is told, and the rest stays', async () => {
    const { page } = await visit();
    await page.goto(`${house.server.url}/hinh`);
    const broken = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
    const made = await choose(page, [
      { name: 'flat.png', mimeType: 'image/png', buffer: readFileSync(grey) },
      broken,
      { name: 'scene.png', mimeType: 'image/png', buffer: readFileSync(scene) },
    ] as never);
    expect(made).toHaveLength(1);
    expect(await page.locator('#faults li').allTextContents()).toEqual([
      expect.stringMatching(/^1: ảnh gần như một màu/),
      expect.stringMatching(/^2: máy này không đọc được/),
    ]);
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-6-faults');
    // Missing answers are told all at once, and the form comes back with everything that was given.
    await send(page);
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.errors li').allTextContents()).toEqual([
      'Chọn tuổi, hoặc chọn “Không rõ tuổi”.',
      'Chọn ảnh, video của ai.',
      'Đánh dấu đồng ý thì yêu cầu mới được gửi đi.',
    ]);
    expect(JSON.parse(await page.locator('[name=hashes]').inputValue())).toEqual(made);
    expect(await page.locator('#made li').count()).toBe(1);
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-7-missing');
    await page.getByRole('button', { name: 'Bỏ: Ảnh 1' }).click();
    expect(await page.locator('#made li').count()).toBe(0);
    await answerAll(page);
    await send(page);
    await page.getByText('Chọn ít nhất một ảnh hoặc video', { exact: false }).first().waitFor();
  });

  test('without JavaScript the page says so and offers 111 and the report', async () => {
    const { page } = await visit(false);
    await page.goto(`${house.server.url}/hinh`);
    expect(await page.getByText('Trình duyệt này chưa làm được việc này').isVisible()).toBe(true);
    expect(await page.locator('#device').isVisible()).toBe(false);
    expect(await page.getByRole('link', { name: 'Kể cho cô chú 111' }).getAttribute('href')).toBe('/viet');
    await picture(page, 'take-down-8-without-script');
    // Looking and taking back need none; the address of papers that were printed before leads to the one door.
    await page.goto(`${house.server.url}/go-anh/rut-lai`);
    expect(new URL(page.url()).pathname).toBe('/mo');
    await page.fill('#locator', '7K3M-Q9XA');
    await page.fill('#word-1', 'mèo xanh, voi đỏ, thỏ vàng, gấu tím, vịt hồng, ong nâu');
    await page.getByRole('button', { name: 'Mở', exact: true }).last().click();
    await page.getByText('chưa khớp', { exact: false }).first().waitFor();

    // Nothing at all is nothing to send; a link is enough, and needs no script.
    await page.goto(`${house.server.url}/hinh`);
    await send(page);
    await page.locator('.errors').waitFor();
    await page.getByText('hoặc dán một liên kết', { exact: false }).first().waitFor();
    await page.fill('#links', 'https://trang-mau.example/anh/1\ntai.khoan.mau');
    await page.selectOption('#ageBand', 'A12_13');
    await page.getByText('Của chính mình', { exact: true }).click();
    await page.getByText(/^Tôi đồng ý gửi/).click();
    await send(page);
    await heading(page, 'Đã nhận liên kết');
    await picture(page, 'take-down-10-links');
    const code = (await page.locator('.locator b').textContent()) ?? '';
    const words = await page.locator('.receipt li').allTextContents();
    await page.goto(`${house.server.url}/mo`);
    await page.fill('#locator', code);
    await page.fill('#word-1', words.join(' '));
    await page.getByRole('button', { name: 'Mở', exact: true }).last().click();
    await heading(page, 'Yêu cầu gỡ ảnh');
    await page.getByText(/Liên kết 2: đang chờ thẩm định/).waitFor();
    await picture(page, 'take-down-11-links-status');
    expect(await page.content()).not.toContain('trang-mau.example');
    const { rows } = await house.server.owner.query('select distinct kind, source from takedown.arrival order by kind');
    expect(rows).toEqual([
      { kind: 'account', source: 'TAKE_IT_DOWN' },
      { kind: 'url', source: 'TAKE_IT_DOWN' },
    ]);
  });

  test('in English', async () => {
    const { page } = await visit();
    await page.goto(`${house.server.url}/en/hinh`);
    await heading(page, 'Stop and take down private pictures, videos');
    expect(await choose(page, scene)).toHaveLength(1);
    await noViolations({ page }, await page.title(), ['light']);
    await picture(page, 'take-down-9-english');
  });

  test('no other page may run WebAssembly', async () => {
    for (const path of ['/', '/viet', '/mo']) {
      const policy = (await fetch(house.server.url + path)).headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/wasm|blob:/);
    }
  });
});

/** The fields of a multipart body; every part is text. */
function fields(body: Buffer): Record<string, string> {
  const text = body.toString('utf8');
  const found: Record<string, string> = {};
  for (const [, name = '', rest = '', value = ''] of text.matchAll(/name="([^"]*)"([^\r]*)\r\n\r\n([\s\S]*?)\r\n--/g)) {
    expect(rest).toBe('');
    found[name] = value;
  }
  return found;
}
