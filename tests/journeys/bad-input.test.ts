import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  act,
  api,
  type Fields,
  hidden,
  type Installation,
  LOGINS,
  openInstallation,
  post,
  raw,
  rowCounts,
  send,
  tablesWith,
} from './installation.ts';

/** Stands in everything that is sent here; at the end it must be found nowhere. */
const MARK = `dau${randomBytes(9).toString('hex')}`;
const EMOJI = '😀'.repeat(262_144);

let house: Installation;
let portal: string;
let desk: string;
beforeAll(async () => {
  // Behind a proxy, whose word about the caller's address counts: so one machine can stand for several.
  house = await openInstallation({ TRUSTED_PROXIES: '127.0.0.1' });
  ({ portal, desk } = house.server);
}, 180_000);
afterAll(() => house.close());

interface Receipt {
  readonly locator: string;
  readonly words: readonly string[];
}

let keys = 0;
const newKey = () => `${MARK}-${String(++keys).padStart(12, '0')}`;
const smallest = (narrative: string) => ({ reporter: { kind: 'child' }, narrative });
const file = (report: unknown, key = newKey()) => api(portal, '/api/v1/reports', report, { 'idempotency-key': key });
async function filed(narrative: string, key = newKey()): Promise<Receipt> {
  const answer = await file(smallest(narrative), key);
  expect(answer.status).toBe(201);
  return answer.json?.receipt as Receipt;
}
const open = (receipt: { locator: unknown; words: unknown }) => api(portal, '/api/v1/receipts/open', receipt);

/** A refusal that a program can act on: status, stable code, and what to do next. */
function expectProblem(answer: Answer, status: number, code: string, what = code): void {
  expect([answer.status, answer.json?.code], what).toEqual([status, code]);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json).toMatchObject({ type: `urn:la-chan:refusal:${code}`, status });
  expect(String(answer.json?.title).length).toBeGreaterThan(5);
  expect(String(answer.json?.detail).length).toBeGreaterThan(5);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.body).not.toContain(MARK);
}

/** Rows that may come although an act was refused: the audit of it, the count of tries, the workers' own. */
const MAY_GROW = /^(kernel\.audit_|intake\.receipt_attempt|members\.sign_in_attempt|graphile_worker\.)/;
async function leavesNoRow(attempts: () => Promise<void>): Promise<void> {
  const counts = async () => [...(await rowCounts(house.superuser))].filter(([table]) => !MAY_GROW.test(table));
  const before = await counts();
  await attempts();
  expect(await counts()).toEqual(before);
}

describe('the API refuses', () => {
  test('what is too large, in whatever way it is sent', async () => {
    await leavesNoRow(async () => {
      const body = JSON.stringify(smallest(MARK + EMOJI));
      expectProblem(await file(smallest(MARK + EMOJI)), 413, 'request.too-large');
      const headers = { 'content-type': 'application/json', 'idempotency-key': newKey() };
      expectProblem(
        await send(portal, '/api/v1/reports', { method: 'POST', headers, body, chunked: true }),
        413,
        'request.too-large',
        'chunked',
      );
      expectProblem(await file(smallest(`${MARK}${'a'.repeat(20_000)}`)), 413, 'report.narrative-too-long');
      expectProblem(
        await open({ locator: MARK, words: MARK.repeat(30) }),
        422,
        'receipt.unreadable',
        'words beyond their length',
      );
    });
  });

  // Wrong types, lengths and codes of every operation are tried in tests/contracts; here is what only a person thinks of.
  test('what is no JSON, of another encoding, unknown, or no date', async () => {
    const good = smallest(`Văn bản thử ${MARK}`);
    const place = { kind: 'ZALO' };
    const cases: [string, unknown, number, string, string?][] = [
      ['half of an object', `{"narrative":"${MARK}`, 400, 'request.malformed'],
      ['nothing', '', 400, 'request.malformed'],
      ['an unknown field', { ...good, [MARK]: MARK }, 422, 'request.invalid'],
      ['the status', { ...good, status: 'CLOSED', urgency: 'U4', desk_code: MARK }, 422, 'request.invalid'],
      [
        'a prototype',
        `{"reporter":{"kind":"child"},"narrative":"${MARK}","__proto__":{"a":1}}`,
        422,
        'request.invalid',
      ],
      ['an unknown province', { ...good, province: MARK }, 422, 'report.area-unknown', 'province'],
      ['an unknown commune', { ...good, commune: '99999' }, 422, 'report.area-unknown', 'commune'],
      ['no story', { ...good, narrative: ' \n\t ' }, 422, 'report.narrative-empty', 'narrative'],
      ...['2026-02-30', '9999-12-31', '1899-12-31', MARK, '2026-2-3', '2026-01-01T00:00:00Z', ''].map(
        (from): [string, unknown, number, string, string?] => [
          `the day ${from}`,
          { ...good, happenedAt: { from } },
          422,
          'report.time-impossible',
          'happenedAt.from',
        ],
      ),
      [
        'an end before the start',
        { ...good, happenedAt: { from: '2025-02-02', to: '2025-02-01' } },
        422,
        'report.time-impossible',
        'happenedAt.to',
      ],
      [
        'a link that is none',
        { ...good, places: [{ ...place, link: `javascript:${MARK}` }] },
        422,
        'report.link-unreadable',
      ],
      ['a picture', { ...good, narrative: `data:image/png;base64,${MARK}` }, 422, 'report.picture-not-accepted'],
    ];
    await leavesNoRow(async () => {
      for (const [what, body, status, code, field] of cases) {
        const answer = await file(body);
        expectProblem(answer, status, code, what);
        if (field !== undefined) expect(answer.json?.field, what).toBe(field);
      }
      const text = await send(portal, '/api/v1/reports', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify(good),
      });
      expectProblem(text, 415, 'request.wrong-media-type');
      const packed = await send(portal, '/api/v1/reports', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'idempotency-key': newKey() },
        body: gzipSync(JSON.stringify(good)),
      });
      expectProblem(packed, 400, 'request.malformed', 'gzip');
      const latin = await send(portal, '/api/v1/reports', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
        body: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff]),
      });
      expectProblem(latin, 400, 'request.malformed', 'bytes that are no UTF-8');
    });
  });

  test('characters that no text has', async () => {
    const unreadable = ['\u0000', '\u0007', '\u001b[2J', '\u0085', '\ud800', '\udfff'];
    await leavesNoRow(async () => {
      for (const character of unreadable) {
        const text = `${MARK}${character}`;
        const what = JSON.stringify(character);
        // Written out, since a lone half can only be sent escaped.
        const body = (report: unknown) => JSON.stringify(report);
        expectProblem(await file(body(smallest(text))), 422, 'report.text-unreadable', what);
        const named = { ...smallest(MARK), reporter: { kind: 'child', name: text } };
        expectProblem(await file(body(named)), 422, 'report.text-unreadable', `name ${what}`);
      }
      const looked = await open({ locator: `${MARK}\u0000`, words: ['\u0000'] });
      expectProblem(looked, 422, 'receipt.unreadable', 'NUL in a locator');
    });
  });

  test('keys against double sending that are none, and the same key with another story', async () => {
    const key = newKey();
    const receipt = await filed(`Văn bản một ${MARK}`, key);
    await leavesNoRow(async () => {
      for (const wrong of ['', 'short', 'a'.repeat(201), `${MARK} with blanks`])
        expectProblem(await file(smallest(MARK), wrong), 400, 'filing.key-unusable', wrong);
      expectProblem(await api(portal, '/api/v1/reports', smallest(MARK)), 400, 'filing.key-unusable', 'no key');
      expectProblem(await file(smallest(`Văn bản hai ${MARK}`), key), 409, 'filing.key-reused');
      const again = await file(smallest(`Văn bản một ${MARK}`), key);
      expect([again.status, again.json?.receipt]).toEqual([201, receipt]);
    });
  });
});

describe('a text is a text', () => {
  test('in whatever Unicode form it comes: kept composed, and the same report once', async () => {
    const key = newKey();
    const story = `Chuyện xảy ra ở trường, em sợ lắm ${MARK}`;
    expect(story.normalize('NFD')).not.toBe(story.normalize('NFC'));
    const first = await filed(story.normalize('NFD'), key);
    expect(await filed(story.normalize('NFC'), key)).toEqual(first);
    const cookie = await house.signIn('counsellor');
    const list = await api(desk, '/api/v1/desk/reports?scope=all&limit=1', undefined, { cookie });
    const [newest] = (list.json as { reports: { id: string }[] }).reports;
    const opened = await api(desk, `/api/v1/desk/reports/${newest?.id}?read=narrative`, undefined, { cookie });
    expect(opened.json?.narrative).toMatchObject({ text: story.normalize('NFC') });
  });

  test('script and SQL are given back as they were written, and escaped on a page', async () => {
    const receipt = await filed(`'); drop table intake.report; -- ${MARK}`);
    const script = `<script>alert("${MARK}")</script><img src=x onerror=alert(1)> ' or 1=1; -- {{7*7}} \${7*7} %27`;
    const sent = await api(portal, '/api/v1/receipts/messages', { ...receipt, text: script });
    expect(sent.status).toBe(201);
    const view = await open(receipt);
    expect(view.json?.thread).toMatchObject([{ text: script }]);
    const door = await post(portal, '/mo', {
      go: 'open',
      locator: receipt.locator,
      words: receipt.words.join(' '),
    });
    expect(door.status).toBe(303);
    const page = await send(portal, '/mo', { headers: { cookie: door.cookies[0] as string } });
    expect(page.status).toBe(200);
    expect(page.body).toContain('&lt;script>alert');
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).not.toContain('<img src=x');
    expect(page.headers['cache-control']).toBe('no-store');
    // What a reader typed wrongly is shown again, and is no markup either.
    const typed = await post(portal, '/mo', { go: 'open', locator: '"><script>alert(1)</script>', words: '<b>' });
    expect(typed.status).toBe(422);
    expect(typed.body).not.toContain('<script>alert');
  });
});

describe('a receipt', () => {
  const wrong = (receipt: Receipt): string[] => [...receipt.words].reverse();

  test('that was guessed, changed or burnt opens nothing, and an unknown locator answers like a known one', async () => {
    const receipt = await filed(MARK);
    const guess = await open({ locator: receipt.locator, words: wrong(receipt) });
    const nobody = await open({ locator: '7K3M-Q9XA', words: wrong(receipt) });
    expectProblem(guess, 403, 'receipt.wrong');
    const unlike = ({ instance: _, ...rest }: Readonly<Record<string, unknown>> = {}) => rest;
    expect(unlike(nobody.json)).toEqual(unlike(guess.json));
    expect(nobody.status).toBe(guess.status);

    const changed = await api(portal, '/api/v1/receipts/change', receipt);
    const next = changed.json?.receipt as Receipt;
    expect(next.locator).toBe(receipt.locator);
    expectProblem(await open(receipt), 403, 'receipt.wrong', 'words of before the change');
    expect((await open(next)).status).toBe(200);
    expect((await api(portal, '/api/v1/receipts/burn', next)).status).toBe(204);
    expectProblem(await open(next), 403, 'receipt.wrong', 'burnt');
    expectProblem(await api(portal, '/api/v1/receipts/burn', next), 403, 'receipt.wrong', 'burnt twice');
  });

  test('makes an address wait that has failed, whether the receipt exists or not, and lets the right words in from elsewhere', async () => {
    const receipt = await filed(MARK);
    for (const locator of [receipt.locator, '7K3M-Q9XB'])
      for (let tries = 1; tries <= 7; tries += 1) {
        const answer = await open({ locator, words: wrong(receipt) });
        expectProblem(answer, ...((tries <= 5 ? [403, 'receipt.wrong'] : [429, 'receipt.wait']) as [number, string]));
        if (tries > 5) expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
      }
    const elsewhere = { 'x-forwarded-for': '203.0.113.77' };
    expect((await api(portal, '/api/v1/receipts/open', receipt, elsewhere)).status).toBe(200);
  });

  test('session that is forged, of another report, or left opens nothing', async () => {
    const receipt = await filed(MARK);
    const door = await post(portal, '/mo', {
      go: 'open',
      locator: receipt.locator,
      words: receipt.words.join(' '),
    });
    const cookie = door.cookies[0] as string;
    const flags = String(door.headers['set-cookie']?.[0]);
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(flags).toMatch(new RegExp(flag, 'i'));
    expect(flags).not.toMatch(/max-age|expires|domain/i);
    const look = async (with_: string) => (await send(portal, '/mo', { headers: { cookie: with_ } })).body;
    const reply = (with_: string) => post(portal, '/mo', { go: 'reply', text: MARK }, { cookie: with_ });
    expect(await look(cookie)).toContain('name="once"');
    await leavesNoRow(async () => {
      for (const forged of [
        `lachan_receipt=${'A'.repeat(43)}`,
        `lachan_receipt=${MARK}`,
        `lachan_receipt=${'%00'.repeat(15)}`,
        'lachan_receipt=',
      ]) {
        expect(await look(forged)).not.toContain('name="once"');
        expect((await reply(forged)).body).not.toContain('name="once"');
      }
    });
    await post(portal, '/mo', { go: 'leave' }, { cookie });
    expect(await look(cookie)).not.toContain('name="once"');
  });
});

describe('a page’s form', () => {
  const first = async () => hidden((await send(portal, '/viet/9-12')).body, 'draft');

  test('that is too large, forged or broken says what to do, and files nothing', async () => {
    await leavesNoRow(async () => {
      const large = await post(portal, '/viet/9-12', { go: 'next', draft: await first(), story: MARK + EMOJI });
      expect(large.status).toBe(413);
      expect(large.body).toContain('tel:111');
      expect(large.body).not.toContain(MARK);
      const chunked = await send(portal, '/viet/9-12', {
        method: 'POST',
        headers: { origin: portal, 'content-type': 'application/x-www-form-urlencoded' },
        body: `go=next&story=${MARK}${'a'.repeat(1_000_000)}`,
        chunked: true,
      });
      expect(chunked.status).toBe(413);
      const draft = await first();
      for (const forged of [MARK, draft.slice(0, -4), `${draft.slice(0, 40)}AAAA${draft.slice(44)}`, '\u0000']) {
        const answer = await post(portal, '/viet/9-12', { go: 'send', draft: forged, story: '' });
        expect(answer.status).toBe(400);
        expect(answer.body).toContain('111');
        expect(answer.body).not.toContain(MARK);
      }
    });
  });

  test('keeps what was typed and names what is wrong with it', async () => {
    await leavesNoRow(async () => {
      let page = await post(portal, '/viet/9-12', { go: 'next', draft: await first(), safe: 'yes' });
      expect(page.status).toBe(200);
      const at = hidden(page.body, 'draft');
      for (const story of ['   ', `${MARK} dài ${'ê'.repeat(20_001)}`, `${MARK}\u0007`]) {
        page = await post(portal, '/viet/9-12', { go: 'next', draft: at, story });
        expect(page.status, JSON.stringify(story.slice(0, 12))).toBe(422);
        expect(page.headers['cache-control']).toBe('no-store');
      }
    });
  });
});

/** Origin x Sec-Fetch-Site of a form, and whether it may pass (reference/portal.md 3.4). */
const MATRIX: [origin: string | undefined, site: string | undefined, passes: boolean][] = [
  ['own', 'same-origin', true],
  ['own', undefined, true],
  ['own', 'cross-site', true],
  ['null', 'same-origin', true],
  ['null', undefined, false],
  ['null', 'cross-site', false],
  ['null', 'same-site', false],
  ['null', 'none', false],
  [undefined, 'same-origin', true],
  [undefined, undefined, false],
  [undefined, 'cross-site', false],
  [undefined, 'none', false],
  ['https://evil.example', 'same-origin', false],
  ['https://evil.example', undefined, false],
  ['https://evil.example', 'cross-site', false],
  ['http://localhost', 'same-origin', false],
  ['http://localhost.evil.example', undefined, false],
];

describe('posts from elsewhere', () => {
  const from = (base: string, origin: string | undefined, site: string | undefined) => ({
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/html',
    ...(origin === undefined ? {} : { origin: origin === 'own' ? base : origin }),
    ...(site === undefined ? {} : { 'sec-fetch-site': site }),
  });

  test('are refused by the built portal and desk exactly as the matrix says', async () => {
    await leavesNoRow(async () => {
      for (const [origin, site, passes] of MATRIX) {
        const what = `${origin} ${site}`;
        const told = await send(portal, '/mo', {
          method: 'POST',
          headers: from(portal, origin, site),
          body: new URLSearchParams({ go: 'open', locator: MARK, words: MARK }).toString(),
        });
        expect(told.status, `portal ${what}`).toBe(passes ? 422 : 403);
        const signed = await send(desk, '/dang-nhap?/vao', {
          method: 'POST',
          headers: from(desk, origin, site),
          body: new URLSearchParams({ login: `${MARK}${keys}@x.example`, password: MARK, code: '000000' }).toString(),
        });
        keys += 1;
        expect(signed.status, `desk ${what}`).toBe(passes ? 401 : 403);
        if (!passes) expect(told.body + signed.body).not.toContain(MARK);
      }
      const api403 = await api(portal, '/api/v1/reports', smallest(MARK), {
        origin: 'https://evil.example',
        'idempotency-key': newKey(),
      });
      expectProblem(api403, 403, 'request.cross-site');
      const nullOrigin = await api(portal, '/api/v1/reports', smallest(MARK), { origin: 'null' });
      expectProblem(nullOrigin, 403, 'request.cross-site');
    });
  });

  test('do nothing in a session at the desk, and another method or content type is no way around', async () => {
    const cookie = await house.signIn('administrator');
    const invite = { login: `${MARK}@x.example`, name: MARK, agency: 'C111' };
    const forms: [Fields, string][] = [
      [invite, '/nguoi?/moi'],
      [invite, '/nguoi'],
      [{}, '/dang-xuat'],
      [{ sua: MARK }, '/toi?/matKhau'],
    ];
    await leavesNoRow(async () => {
      for (const [fields, path] of forms)
        for (const headers of [
          { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', cookie },
          { origin: 'null', 'sec-fetch-site': 'cross-site', cookie },
        ])
          expect((await post(desk, path, fields, headers)).status).toBe(403);
      for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x'])
        expect(
          (
            await send(desk, '/nguoi?/moi', {
              method: 'POST',
              headers: { cookie, 'content-type': type },
              body: new URLSearchParams(invite).toString(),
            })
          ).status,
        ).toBe(403);
      expect((await send(desk, '/dang-xuat', { headers: { cookie } })).status).toBeLessThan(500);
    });
    expect((await send(desk, '/toi', { headers: { cookie } })).status).toBe(200);
  });
});

describe('the connection', () => {
  const own = () => `localhost:${new URL(portal).port}`;

  test('is refused under another host’s name', async () => {
    for (const base of [portal, desk])
      for (const host of ['evil.example', `evil.example:${new URL(base).port}`, 'localhost.evil.example', `${MARK}`]) {
        const answer = await send(base, '/', { headers: { host, 'x-forwarded-host': 'localhost' } });
        expect(answer.status, host).toBe(400);
        expect(answer.body).not.toContain('evil.example');
        expect(answer.headers.location).toBeUndefined();
      }
    expect(await raw(portal, `GET / HTTP/1.1\r\nHost: ${own()}\r\nHost: evil.example\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(await raw(portal, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    const absolute = await raw(
      portal,
      `GET http://evil.example/ HTTP/1.1\r\nHost: ${own()}\r\nConnection: close\r\n\r\n`,
    );
    expect(absolute).toMatch(/^HTTP\/1.1 4/);
  });

  test('takes no second request smuggled into the first, and no endless header', async () => {
    const head = `POST /api/v1/reports HTTP/1.1\r\nHost: ${own()}\r\nContent-Type: application/json\r\n`;
    const smuggled = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';
    for (const framing of [
      'Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde',
      `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\nabcd${smuggled}`,
      `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `Content-Length: -1\r\n\r\n`,
      `Transfer-Encoding: chunked\r\n\r\nzz\r\n${MARK}`,
    ]) {
      const answer = await raw(portal, head + framing);
      expect(answer, framing).toMatch(/^HTTP\/1.1 4\d\d/);
      expect(answer).not.toContain('"live"');
    }
    expect(await raw(portal, `GET / HTTP/1.1\r\nHost: ${own()}\r\nX-A: ${'a'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431/,
    );
    expect(await raw(portal, `CONNECT evil.example:443 HTTP/1.1\r\nHost: ${own()}\r\n\r\n`)).not.toMatch(/ 200 /);
    const upgraded = `GET / HTTP/1.1\r\nHost: ${own()}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`;
    expect(await raw(portal, upgraded)).not.toMatch(/ 101 /);
  });

  test('answers methods that nothing asks for without doing anything', async () => {
    await leavesNoRow(async () => {
      for (const base of [portal, desk]) {
        for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'OPTIONS', 'HEAD']) {
          const page = await send(base, '/', { method, headers: { origin: base, cookie: MARK } });
          expect(page.status, method).toBeLessThan(500);
          expect(page.body).not.toContain(MARK);
          expect(page.headers['access-control-allow-origin']).toBeUndefined();
          const route = await send(base, '/api/v1/reports', { method, headers: { origin: base } });
          expect(route.status, method).toBe(404);
        }
      }
    });
  });

  test('gives out no file but the pages’ own', async () => {
    for (const base of [portal, desk])
      for (const path of [
        '/../package.json',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/_app/..%2f..%2f..%2fserver/index.js',
        '/_app/%2e%2e/%2e%2e/server/manifest.js',
        '/_app/immutable/../../../server/index.js',
        '//etc/passwd',
        '/%00',
        '/%c0%af',
        '/%',
        '/a%5c..%5c..%5cpackage.json',
        '/.env',
        '/keys/root.json',
        '/data/keys/root.json',
        '/api/%2e%2e/health/live',
        `/${MARK}`,
        `/api/v1/${MARK}`,
      ]) {
        const answer = await send(base, path);
        expect([303, 400, 404], `${base} ${path}`).toContain(answer.status);
        expect(answer.body).not.toMatch(/root:|"la-chan"|la-chan-root|DATABASE_URL/);
        expect(answer.headers.location ?? '/').toMatch(/^\/(?!\/)/);
      }
  });

  test('tells the metrics to the machine itself alone', async () => {
    const port = new URL(desk).port;
    expect((await send(desk, '/metrics')).body).toContain('lachan_http_requests_total');
    for (const name of ['x-forwarded-for', 'forwarded'])
      expect((await send(desk, '/metrics', { headers: { [name]: '203.0.113.9' } })).body).not.toContain('lachan_');
    expect((await send(desk, '/metrics', { headers: { host: `evil.example:${port}` } })).body).not.toContain('lachan_');
    expect((await send(portal, '/metrics')).body).not.toContain('lachan_');
  });
});

describe('at the desk', () => {
  const queue = (headers: Record<string, string>) => api(desk, '/api/v1/desk/reports', undefined, headers);
  const session = (cookie: string) => cookie.split('=')[1] as string;

  test('a forged, expired or left session and a forged key are nobody', async () => {
    for (const headers of [
      {},
      { cookie: `lachan_desk=${'A'.repeat(43)}` },
      { cookie: `lachan_desk=${MARK}` },
      { cookie: 'lachan_desk=%00' },
      { authorization: `Bearer lachan_000000000000_${'A'.repeat(43)}` },
      { authorization: `Bearer ${MARK}` },
      { authorization: `Basic ${Buffer.from(`${MARK}:${MARK}`).toString('base64')}` },
    ])
      expectProblem(await queue(headers as Record<string, string>), 401, 'access.sign-in-needed');

    const cookie = await house.signIn('counsellor');
    expect((await queue({ cookie })).status).toBe(200);
    const planted = `lachan_desk=${'B'.repeat(43)}; ${cookie}`;
    expectProblem(await queue({ cookie: planted }), 401, 'access.sign-in-needed', 'two cookies');
    expectProblem(await queue({ cookie, authorization: `Bearer ${MARK}` }), 401, 'access.sign-in-needed', 'bad key');
    expect((await api(portal, '/api/v1/desk/reports', undefined, { cookie })).status).toBe(404);

    const hash = "sha256(convert_to($1, 'UTF8'))";
    const rest = `update members.session set last_seen_at = last_seen_at - interval '15 minutes' where token_hash = ${hash}`;
    await house.superuser.query(rest, [session(cookie)]);
    expectProblem(await queue({ cookie }), 401, 'access.sign-in-needed', 'idle');
    const page = await send(desk, '/', { headers: { cookie } });
    expect([page.status, page.headers.location]).toEqual([303, '/dang-nhap?sau=%2F']);

    const stolen = await house.signIn('agent');
    expect((await queue({ cookie: stolen })).status).toBe(200);
    expect((await post(desk, '/dang-xuat', {}, { cookie: stolen })).status).toBe(303);
    expectProblem(await queue({ cookie: stolen }), 401, 'access.sign-in-needed', 'signed out');
  });

  test('a role that ended a second ago gives nothing, on pages and in the API', async () => {
    const cookie = await house.signIn('supervisor');
    expect((await queue({ cookie })).status).toBe(200);
    const who = 'select id from members.person where login = $1';
    const set = (ended: string) =>
      house.superuser.query(`update members.role_assignment set valid_to = ${ended} where person = (${who})`, [
        LOGINS.supervisor,
      ]);
    await set("now() - interval '1 second'");
    try {
      expectProblem(await queue({ cookie }), 403, 'access.not-permitted');
      const page = await send(desk, '/', { headers: { cookie } });
      expect(page.headers.location ?? '').toContain('/khong-duoc');
      const live = await api(desk, '/api/v1/live', undefined, { cookie });
      expectProblem(live, 403, 'access.not-permitted', 'live events');
    } finally {
      await set('null');
    }
  });

  test('sign-in is locked after ten wrong tries and answers alike for people who do not exist', async () => {
    const known: string[] = [];
    for (const login of [LOGINS.dpo, `khong.ai.${MARK}@x.example`]) {
      const answers: string[] = [];
      for (let tries = 1; tries <= 11; tries += 1) {
        const answer = await act(desk, '/dang-nhap?/vao', '', { login, password: MARK, code: '000000' });
        answers.push(`${answer.json?.status} ${answer.body.replaceAll(login, 'LOGIN')}`);
      }
      expect(answers[0]).toMatch(/^401 .*sign-in\.not-accepted/s);
      expect(answers[10]).toMatch(/^429 .*sign-in\.too-many-attempts/s);
      known.push(answers[0] as string, answers[9] as string);
    }
    expect(known[2]).toBe(known[0]);
    expect(known[3]).toBe(known[1]);
    const { password, code } = await house.credentials('dpo');
    const right = await act(desk, '/dang-nhap?/vao', '', { login: LOGINS.dpo, password, code });
    expect(right.json?.status).toBe(429);
  });

  test('nobody is sent to another site after signing in', async () => {
    const cookie = await house.signIn('auditor');
    for (const sau of [
      '//evil.example',
      '/.//evil.example',
      '/x/..//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      '/\n//evil.example',
      'javascript:alert(1)',
      '/en/..//evil.example',
      '@evil.example',
    ]) {
      const { location = '' } = (
        await send(desk, `/dang-nhap?${new URLSearchParams({ sau })}`, { headers: { cookie } })
      ).headers;
      expect(new URL(location, desk).origin, `${sau} leads to ${location}`).toBe(desk);
    }
  });

  test('codes, ids and marks that are none are refused and reach no log', async () => {
    const counsellor = await house.signIn('counsellor');
    const administrator = await house.signIn('administrator');
    const supervisor = await house.signIn('supervisor');
    const sysadmin = await house.signIn('sysadmin');
    const nul = '%00';
    await leavesNoRow(async () => {
      for (const query of [
        `desk=${nul}${MARK}`,
        `assigned=${MARK}`,
        `after=${MARK}`,
        `status=${MARK}`,
        `urgency=${MARK}`,
        `province=${nul}`,
        `limit=${MARK}`,
        'limit=1000000',
        `incident=${MARK}`,
        `channel=${MARK}`,
      ])
        expectProblem(
          await api(desk, `/api/v1/desk/reports?${query}`, undefined, { cookie: counsellor }),
          422,
          'request.invalid',
          query,
        );
      const id = '019e4d3c-0000-7000-8000-000000000001';
      expectProblem(
        await api(desk, `/api/v1/desk/reports/${id}/notes`, { text: MARK }, { cookie: counsellor }),
        404,
        'record.not-found',
      );
      const search = (term: string) => api(desk, '/api/v1/desk/reports/search', { term }, { cookie: counsellor });
      expect((await search(`@${MARK}\u0000`)).status).toBeLessThan(500);
      expect((await search(`'; drop table intake.report; -- ${MARK}`)).status).toBeLessThan(500);
      for (const path of [
        `/nguoi?tim=${nul}${MARK}&sau=${MARK}`,
        `/nguoi/${MARK}${nul}`,
        `/don-vi/${MARK}${nul}`,
        `/don-vi?tim=${MARK}${nul}`,
        `/bao-cao/${MARK}${nul}`,
        `/thong-bao?truoc=${MARK}${nul}`,
        `/moi/${MARK}${nul}`,
        `/?sau=${MARK}&nhom=${MARK}${nul}`,
      ])
        expect((await send(desk, path, { headers: { cookie: administrator } })).status, path).toBeLessThan(500);
      for (const path of [
        `/bao-cao?sau=${MARK}&ban=${MARK}${nul}`,
        `/nhat-ky?tu=2026-99-99&den=${MARK}&nguoi=${MARK}&ma=${MARK}`,
        `/nhat-ky?viec=${MARK}${nul}`,
      ])
        expect((await send(desk, path, { headers: { cookie: supervisor } })).status, path).toBeLessThan(500);
      const day = '2026-99-99';
      for (const [cookie, path, fields] of [
        [administrator, `/nguoi/${id}?/giao`, { role: MARK, agency: MARK, desk: MARK, to: MARK }],
        [administrator, `/nguoi/${id}?/giao`, { role: '111_agent', agency: 'C111', from: day, to: day }],
        [administrator, `/nguoi/${id}?/thuHoi`, { assignment: `${MARK}\u0000` }],
        [administrator, `/nguoi/${MARK}?/khoa`, {}],
        [administrator, '/nguoi?/moi', { login: `${MARK}\u0000@x.example`, name: `${MARK}\u0000`, agency: 'C111' }],
        [administrator, '/nguoi?/moi', { login: `${MARK}@x.example`, name: MARK, agency: MARK }],
        [administrator, '/toi?/ketThuc', { session: MARK }],
        [administrator, '/toi?/boKhoa', { passkey: MARK }],
        [administrator, '/toi?/mucDich', { purpose: MARK, mucDich: MARK }],
        [sysadmin, '/may?/moi', { agency: MARK, name: MARK, scopes: MARK, validTo: day }],
        [sysadmin, '/may?/thuHoi', { client: `${MARK}\u0000` }],
        [counsellor, `/bao-cao/${id}?/danhTinh`, { lyDo: MARK, truong: MARK }],
        [counsellor, '/bao-cao/moi?/nhan', { kind: MARK, narrative: MARK, channel: MARK, key: newKey() }],
        [counsellor, '/bao-cao/moi?/nhan', { kind: 'child', narrative: MARK, channel: MARK, key: newKey() }],
        [counsellor, `/bao-cao/${MARK}?/ghiChu`, { text: MARK }],
        [supervisor, '/mo-khan?/mo', { reference: MARK, reason: MARK }],
        [supervisor, '/mo-khan?/xet', { id: MARK, outcome: MARK, note: MARK }],
      ] as const) {
        const answer = await act(desk, path, cookie, fields);
        expect(answer.json?.type, `${path} ${answer.body}`).toBe('failure');
        expect([400, 401, 403, 404, 409, 422], `${path} ${answer.body}`).toContain(answer.json?.status);
      }
      const nulLogin = { login: `${MARK}\u0000@x.example`, password: `${MARK}\u0000`, code: `${MARK}\u0000` };
      expect((await act(desk, '/dang-nhap?/vao', '', nulLogin)).json?.status).toBe(422);
    });
  });
});

describe('every page', () => {
  const PORTAL = ['/', '/en', '/viet', '/viet/9-12', '/mo', '/so', '/rieng-tu', '/dong-vat', '/gioi-thieu'];
  const DESK = ['/', '/truc', '/tim', '/thong-bao', '/toi', '/bao-cao/moi', '/mo-khan', '/en'];
  const SENSITIVE = /^\/(viet|mo)/;

  test('runs no script and asks for no font or picture but its own (trap 22), and what is sensitive is kept by no cache', async () => {
    const cookie = await house.signIn('counsellor');
    const flags = {
      portal: PORTAL.map((path) => [portal, path, ''] as const),
      desk: DESK.map((path) => [desk, path, cookie] as const),
    };
    for (const [base, path, with_] of [...flags.portal, ...flags.desk, [desk, '/dang-nhap', ''] as const]) {
      const page = await send(base, path, { headers: { accept: 'text/html', ...(with_ ? { cookie: with_ } : {}) } });
      const what = `${base === desk ? 'desk' : 'portal'} ${path}`;
      if (page.status !== 200 && page.status !== 403) continue;
      const policy =
        page.headers['content-security-policy'] ??
        /http-equiv="content-security-policy" content="([^"]+)"/i.exec(page.body)?.[1] ??
        '';
      const script =
        /(?:^|;)\s*script-src ([^;]+)/.exec(String(policy))?.[1] ?? /default-src ([^;]+)/.exec(String(policy))?.[1];
      expect(script, `${what} has a policy for scripts`).toBeDefined();
      expect(script, what).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:(\s|$)/);
      // A recorder or a font of others would need a host here, or in the page.
      expect(String(policy), what).not.toMatch(/\*|https?:|wss?:/);
      expect(page.body, `${what} loads nothing of others`).not.toMatch(/<(script|img|iframe)[^>]+src="(https?:)?\/\//i);
      expect(String(policy), what).toMatch(/frame-ancestors 'none'|default-src 'none'|default-src 'self'/);
      expect(page.headers['x-frame-options'], what).toBe('DENY');
      expect(page.headers['x-content-type-options'], what).toBe('nosniff');
      expect(page.headers['referrer-policy'], what).toBe('same-origin');
      expect(page.headers['set-cookie'], `${what} sets no cookie by being looked at`).toBeUndefined();
      expect(page.body, `${what} has no inline handler`).not.toMatch(/<[^>]+\son(click|load|error|submit)=/i);
      if (base === desk || SENSITIVE.test(path)) expect(page.headers['cache-control'], what).toBe('no-store');
    }
  });

  test('of an error tells nothing of the inside', async () => {
    for (const base of [portal, desk]) {
      const page = await send(base, `/${MARK}`, { headers: { accept: 'text/html' } });
      expect(page.body).not.toMatch(/node_modules|at .*\.js:\d|\.svelte:|PostgreSQL|kysely/i);
      expect(page.headers['x-powered-by'] ?? page.headers.server ?? '').toBe('');
    }
  });
});

describe('afterwards', () => {
  test('a school of a thousand behind one address passes, a flood does not', async () => {
    const told = (address: string) =>
      api(portal, '/api/v1/receipts/open', { locator: MARK, words: MARK }, { 'x-forwarded-for': address });
    const codes: unknown[] = [];
    for (let batch = 0; batch < 25; batch += 1)
      codes.push(
        ...(await Promise.all(Array.from({ length: 50 }, async () => (await told('203.0.113.9')).json?.code))),
      );
    expect(new Set(codes.slice(0, 1_000))).toEqual(new Set(['receipt.unreadable']));
    expect(codes.at(-1)).toBe('request.too-many');
    // An address that the caller made up stands before the proxy's word and changes nothing.
    const slowed = await told('198.51.100.1, 203.0.113.9');
    expectProblem(slowed, 429, 'request.too-many');
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    expectProblem(await told('203.0.113.10'), 422, 'receipt.unreadable', 'the next school');
    expect((await send(portal, '/so')).status).toBe(200);
  }, 60_000);

  test('nothing of all that is in the server’s output, in the database’s log or in a table', async () => {
    expect(house.server.output()).toContain('"level":20');
    expect(house.server.output()).not.toContain(MARK);
    expect(readFileSync(join(house.databaseFolder, 'postgres.log'), 'utf8')).not.toContain(MARK);
    expect(await tablesWith(house.superuser, MARK)).toEqual([]);
  });
});
