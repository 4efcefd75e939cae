import { randomUUID } from 'node:crypto';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { holdConnections } from '../../tools/bench/support/held-connections.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { raw } from '../journeys/installation.ts';
import { inTurns, leaksOf, openAttacked } from './attacked.ts';
import { doors } from './routes.ts';

const house = fileFixture(() => openAttacked(), 420_000);
let portal: string;
let desk: string;
beforeAll(async () => {
  ({ portal, desk } = house.server);
}, 420_000);

const portOf = (base: string) => new URL(base).port;

/** Shapes by which a proxy and a server may read two different requests. `INNER` must never be answered. */
const INNER = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';
const shapes: readonly (readonly [string, (host: string) => string])[] = [
  ['both lengths', (host) => `${post(host, 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n${INNER}`],
  ['two lengths', (host) => `${post(host, 'Content-Length: 0', `Content-Length: ${INNER.length}`)}${INNER}`],
  ['two lengths in one', (host) => `${post(host, `Content-Length: 0, ${INNER.length}`)}${INNER}`],
  ['a length with a sign', (host) => `${post(host, 'Content-Length: +0')}${INNER}`],
  ['a length in hexadecimal', (host) => `${post(host, 'Content-Length: 0x0')}${INNER}`],
  ['a length beyond numbers', (host) => `${post(host, 'Content-Length: 99999999999999999999')}${INNER}`],
  ['chunked twice', (host) => `${post(host, 'Transfer-Encoding: chunked, chunked')}0\r\n\r\n${INNER}`],
  ['chunked and not last', (host) => `${post(host, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n${INNER}`],
  [
    'chunked with a tab',
    (host) => `${post(host, 'Transfer-Encoding:\tchunked', 'Content-Length: 3')}0\r\n\r\n${INNER}`,
  ],
  ['a space before the colon', (host) => `${post(host, 'Transfer-Encoding : chunked')}0\r\n\r\n${INNER}`],
  [
    'a folded header',
    (host) => `${post(host, 'Transfer-Encoding:', ' chunked', 'Content-Length: 3')}0\r\n\r\n${INNER}`,
  ],
  ['a folded header of ours', (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: 1\r\n ${INNER}`],
  ['bare line feeds', (host) => `GET / HTTP/1.1\nHost: ${host}\n\n${INNER}`],
  ['a bare carriage return', (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: 1\rX-B: 2\r\n\r\n`],
  ['a chunk’s size with a sign', (host) => `${post(host, 'Transfer-Encoding: chunked')}-1\r\n${INNER}`],
  [
    'a chunk’s size beyond numbers',
    (host) => `${post(host, 'Transfer-Encoding: chunked')}fffffffffffffffff\r\n${INNER}`,
  ],
  ['a chunk that ends with a line feed', (host) => `${post(host, 'Transfer-Encoding: chunked')}1\na\n0\n\n${INNER}`],
  ['two hosts', (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`],
  ['no host', () => 'GET / HTTP/1.1\r\n\r\n'],
  ['an empty host', () => 'GET / HTTP/1.1\r\nHost:\r\n\r\n'],
  ['another host in the address', (host) => `GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ['a name in the address', (host) => `GET //evil.example/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ['a tunnel', (host) => `CONNECT evil.example:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ['another protocol', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['an old protocol', () => 'GET /\r\n'],
  ['a zero byte', (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX-A: a\0b\r\n\r\n`],
  ['no line at all', () => '\0\x01\x02\r\n\r\n'],
];

function post(host: string, ...headers: string[]): string {
  return `POST /api/v1/reports HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${headers.join('\r\n')}\r\n\r\n`;
}

describe('one connection', () => {
  test.each(shapes)('with %s: one refusal, and nothing that was hidden behind it is answered', async (_name, shape) => {
    for (const base of [portal, desk]) {
      const heard = await raw(base, shape(`localhost:${portOf(base)}`));
      expect(heard.match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThanOrEqual(1);
      // The oldest protocol and bytes that are none may be answered by hanging up.
      expect(heard === '' || /^HTTP\/1\.1 4\d\d/.test(heard), heard.slice(0, 300)).toBe(true);
      expect(heard).not.toContain('"live"');
      expect(leaksOf(heard)).toEqual([]);
    }
  });

  test('that holds on in its headers or in its body keeps nobody else waiting', async () => {
    const held = await holdConnections(portal, 400);
    try {
      const others = await inTurns(
        Array.from({ length: 40 }, () => async () => [
          (await house.ask(portal, '/health/ready')).status,
          (await house.ask(portal, '/mo')).status,
          (await file()).status,
        ]),
      );
      for (const statuses of others) expect(statuses).toEqual([200, 200, 201]);
      expect(held.open()).toBeGreaterThan(350);
    } finally {
      held.close();
    }
    // Those that were let go leave nothing half-done behind.
    expect((await house.ask(portal, '/health/ready')).status).toBe(200);
  }, 120_000);
});

const file = () =>
  house.ask(portal, '/api/v1/reports', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ reporter: { kind: 'child' }, narrative: 'Văn bản thử.' }),
  });

describe('a session', () => {
  const planted = `lachan_desk=${'P'.repeat(43)}`;

  test('is never the one that was planted before signing in', async () => {
    const form = (path: string, fields: Record<string, string>) =>
      house.ask(desk, path, {
        method: 'POST',
        headers: {
          cookie: planted,
          origin: desk,
          'sec-fetch-site': 'same-origin',
          accept: 'application/json',
          'x-sveltekit-action': 'true',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(fields).toString(),
      });
    // The demonstration's own panel says how to sign in as whom; its one-time codes are good once.
    const told = JSON.parse((await form('/dang-nhap?/ma', {})).body) as { data: string };
    const flat = JSON.parse(told.data) as unknown[];
    const place = flat.find((one) => one !== null && typeof one === 'object' && 'login' in one) as Record<
      string,
      number
    >;
    const [login, password, code] = ['login', 'password', 'code'].map((name) =>
      String(flat[place[name] as number]),
    ) as [string, string, string];
    const signedIn = await form('/dang-nhap?/vao', { login, password, code });
    const [own = ''] = signedIn.headers['set-cookie'] ?? [];
    expect(own).toMatch(/^lachan_desk=[\w-]{43}; /);
    expect(own).not.toContain('P'.repeat(43));
    const ask = (cookie: string) => house.ask(desk, '/toi', { headers: { cookie } });
    expect((await ask(own.split(';')[0] as string)).status).toBe(200);
    expect((await house.ask(desk, '/api/v1/desk/reports', { headers: { cookie: planted } })).status).toBe(401);
  });

  test('that ended takes every form and operation of the desk with it', async () => {
    const cookie = await house.person('C111', ['111_supervisor', 'auditor', 'agency_admin']);
    const [, token = ''] = cookie.split('=');
    const all = doors().filter(({ surface, may }) => surface === 'desk' && may !== 'public');
    const replay = () =>
      inTurns(
        all.map((door) => async () => {
          const page = door.kind !== 'operation';
          const method = page ? 'POST' : door.method;
          const writes = method !== 'GET';
          const heard = await house.ask(desk, door.path, {
            method,
            headers: {
              cookie,
              ...(page ? { origin: desk, 'sec-fetch-site': 'same-origin', accept: 'text/html' } : {}),
              ...(writes ? { 'content-type': page ? 'application/x-www-form-urlencoded' : 'application/json' } : {}),
            },
            ...(writes ? { body: page ? 'a=b' : '{}' } : {}),
          });
          const signIn = heard.status === 401 || (heard.headers.location ?? '').startsWith('/dang-nhap?');
          return signIn ? '' : `${door.name} ${heard.status} ${heard.headers.location ?? ''}`;
        }),
      );
    const before = (await replay()).filter((one) => one !== '');
    expect(before.length).toBeGreaterThan(all.length - 5);
    await house.superuser.query(
      "update members.session set ended_at = now(), ended_by = 'attack' where token_hash = sha256(convert_to($1, 'UTF8'))",
      [token],
    );
    expect((await replay()).filter((one) => one !== '')).toEqual([]);
  }, 180_000);

  test('of a person does nothing for another site, at any form of the desk', async () => {
    const cookie = await house.person('C111', ['111_supervisor', 'auditor', 'agency_admin']);
    const forms = doors().filter(({ surface, kind }) => surface === 'desk' && kind !== 'operation');
    const passed = await inTurns(
      forms.flatMap((door) =>
        ['https://evil.example', 'null'].map((origin) => async () => {
          const heard = await house.ask(desk, door.path, {
            method: 'POST',
            headers: {
              cookie,
              origin,
              'sec-fetch-site': 'cross-site',
              'content-type': 'application/x-www-form-urlencoded',
            },
            body: 'a=b',
          });
          return heard.status === 403 ? '' : `${door.name} ${origin} ${heard.status}`;
        }),
      ),
    );
    expect(forms.length).toBeGreaterThan(60);
    expect(passed.filter((one) => one !== '')).toEqual([]);
  }, 120_000);
});

/** A PNG that says it is as large as can be and is packed into a few kilobytes. */
function pictureBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(8 + data.length + 4);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), 8 + data.length);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(20_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const BOUNDARY = '----ranh-gioi-cua-tep-thu-nghiem-1';

function multipart(field: string, name: string, type: string, bytes: Uint8Array): { type: string; body: Buffer } {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]),
  };
}

describe('what takes a file', () => {
  test('refuses pictures that unpack without end, whatever they say they are, and goes on', async () => {
    const authorization = await house.machine('YOUTH_UNION', ['hash.match']);
    const bombs: readonly (readonly [string, string, Buffer])[] = [
      ['photo', 'image/png', pictureBomb(60_000, 60_000)],
      ['photo', 'image/png', pictureBomb(2 ** 31 - 1, 2 ** 31 - 1)],
      ['photo', 'image/jpeg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500_000, 0xff)])],
      ['photo', 'image/gif', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(200_000, 0xff)])],
      [
        'photo',
        'image/webp',
        Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWEBPVP8L', 'latin1'), Buffer.alloc(9_000)]),
      ],
      ['photo', 'image/heic', Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), Buffer.alloc(9_000, 0x41)])],
      ['photo', 'image/png', gzipSync(Buffer.alloc(30_000_000))],
      ['photo', 'image/svg+xml', Buffer.from('<!DOCTYPE s [<!ENTITY a "&b;&b;"><!ENTITY b "&a;">]><svg>&a;</svg>')],
      ['video', 'video/mp4', Buffer.concat([Buffer.from('\0\0\0\x18ftypisom', 'latin1'), Buffer.alloc(20_000, 0xff)])],
    ];
    for (const [field, type, bytes] of bombs) {
      const { type: contentType, body } = multipart(field, 'x', type, bytes);
      const heard = await house.ask(desk, '/h/hash', {
        method: 'POST',
        headers: { authorization, 'content-type': contentType },
        body,
      });
      expect([type, heard.status >= 400 && heard.status < 500], heard.body).toEqual([type, true]);
      expect(leaksOf(heard.body)).toEqual([]);
    }
    expect((await house.ask(desk, '/health/ready')).status).toBe(200);
  }, 240_000);

  test('refuses a table that unpacks without end, and a body that says it is a form and is none', async () => {
    const cookie = await house.person('MPS-A05', ['hash_db_operator']);
    const huge = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(60_000_000) });
    const table = multipart('file', 'x.xlsx', 'application/vnd.ms-excel', huge);
    const unreadable = [
      { type: 'multipart/form-data; boundary=x', body: Buffer.from('--x\r\n') },
      { type: `multipart/form-data; boundary=${BOUNDARY}`, body: table.body.subarray(0, 200) },
      { type: 'multipart/form-data', body: table.body },
      { type: 'application/x-www-form-urlencoded', body: Buffer.from([0xff, 0xfe, 0x00, 0x26, 0x3d]) },
    ];
    for (const [base, path] of [
      [desk, '/ma-bam/moi/tep?/bat'],
      [desk, '/dang-nhap?/vao'],
      [portal, '/mo'],
      [portal, '/viet/13-15'],
    ] as const)
      for (const { type, body } of [table, ...unreadable]) {
        const heard = await house.ask(base, path, {
          method: 'POST',
          headers: {
            ...(path.startsWith('/ma-bam') ? { cookie } : {}),
            'content-type': type,
            origin: base,
            'sec-fetch-site': 'same-origin',
            accept: 'text/html',
          },
          body,
        });
        const told = `${path} ${type} ${heard.status} ${heard.body.slice(0, 200)}`;
        if (path.startsWith('/ma-bam')) expect(heard.status, told).toBeGreaterThanOrEqual(400);
        expect(heard.status, told).toBeLessThan(500);
        expect(leaksOf(heard.body)).toEqual([]);
      }
    expect((await house.ask(desk, '/health/ready')).status).toBe(200);
    expect(house.server.output()).not.toContain('page failed');
  }, 120_000);

  test('reads no packed body, on any listener', async () => {
    for (const [base, path] of [
      [portal, '/api/v1/reports'],
      [portal, '/api/v1/receipts/open'],
      [portal, '/api/v1/listening/webhooks/zalo'],
      [portal, '/api/v1/channels/zalo'],
      [desk, '/api/v1/listening/posts'],
      [desk, '/m/lookup'],
    ] as const) {
      const heard = await house.ask(base, path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'idempotency-key': randomUUID() },
        body: gzipSync(Buffer.alloc(1_000_000)),
      });
      expect([path, heard.status >= 400 && heard.status < 500]).toEqual([path, true]);
    }
  });
});
