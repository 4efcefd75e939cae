import { createHash, createHmac } from 'node:crypto';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApi } from '../../../tools/test/test-api.ts';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { runTestSource } from '../../../tools/test/test-source.ts';
import { type Actor, anonymous, createEdge, newId, type Surface, systemActor } from '../../kernel/index.ts';
import { listeningModule } from '../index.ts';
import { importPosts } from '../posts/import-posts.ts';
import type { CreateSource } from './create-source.ts';
import { steerSource } from './steer-source.ts';

const NOW = '2026-11-24T02:00:00Z';
const analyst = testPerson(['listening_analyst', 'listening_supervisor'], 'MPS-A05', { purpose: 'listening' });
const machine = (client: string, ...scopes: string[]): Actor => ({
  kind: 'machine',
  client,
  agency: 'MPS-A05',
  scopes,
});
const KEYS: Record<string, Actor> = {
  'Bearer partner': machine('partner', 'listening.push'),
  'Bearer stranger': machine('stranger', 'listening.push'),
  'Bearer reader': machine('partner', 'hash.read'),
};

let home: TestKernel;
let servers: Server[];
const base: Record<Surface, string> = { desk: '', portal: '' };
beforeAll(async () => {
  home = await openTestKernel(NOW, { RATE_LIMIT_FACTOR: '100' });
  servers = await Promise.all(
    (['desk', 'portal'] as const).map(async (surface) => {
      const identify = async (request: Request) => KEYS[request.headers.get('authorization') ?? ''] ?? anonymous;
      const api = openTestApi(home, surface, listeningModule, identify);
      const server = createServer(
        createEdge({
          surface,
          kernel: home.kernel,
          hosts: [],
          api: getRequestListener(api.fetch),
          pages: (_request, response) => response.writeHead(404).end(),
          ready: async () => undefined,
          apiBodyLimit: 8 * 1024 * 1024,
        }),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      base[surface] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return server;
    }),
  );
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await home.close();
});

const source = (kind: string, more: Partial<CreateSource> = {}): Promise<string> =>
  runTestSource(home.context(analyst), { kind, ...more });
const observed = async (id: string) =>
  (await home.owner.query('select count(*)::integer as n from listening.observation where source_id = $1', [id]))
    .rows[0].n;
const counted = async (id: string) =>
  (
    await home.owner.query(
      'select sum(offered)::integer as offered, sum(accepted)::integer as accepted, sum(refused)::integer as refused, sum(malformed)::integer as malformed, sum(deleted)::integer as deleted from listening.source_hour where source_id = $1',
      [id],
    )
  ).rows[0];
/** The answer to a body that is announced and not sent: a server that reads first would wait. */
const announced = (url: string, length: number, headers: Record<string, string> = {}) =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = httpRequest(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-ndjson', 'content-length': length },
    });
    sent.once('response', (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
const post = (id: string, more: object = {}) => ({ id, at: '2026-11-24T01:00:00Z', text: `Bài ${id}`, ...more });
const ndjson = (...posts: unknown[]) => posts.map((one) => JSON.stringify(one)).join('\n');

describe('posts of a partner', () => {
  let id: string;
  beforeEach(async () => {
    id = await source('push', { client: 'partner' });
  });
  const push = async (
    body: string | Uint8Array<ArrayBuffer>,
    { key = 'partner', type = 'application/x-ndjson', to = id } = {},
  ) => {
    const response = await fetch(`${base.desk}/api/v1/listening/posts?source=${to}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      body,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  };

  test('are taken once, by id and revision', async () => {
    const body = ndjson(post('1'), post('2'), post('1', { revision: '2' }));
    expect(await push(body)).toMatchObject({
      status: 202,
      body: { lines: 3, accepted: 3, known: 0, sampledOut: 0, refused: 0, faulty: 0, faults: [] },
    });
    expect(await push(body)).toMatchObject({ status: 202, body: { accepted: 0, known: 3 } });
    const batch = JSON.stringify({ posts: [post('2'), post('3')] });
    expect(await push(batch, { type: 'application/json' })).toMatchObject({
      body: { lines: 2, accepted: 1, known: 1 },
    });
    expect(await observed(id)).toBe(4);
  });

  test('a line that cannot be read is told by its number, with nothing of what it said', async () => {
    const encoder = new TextEncoder();
    const body = new Uint8Array([
      ...encoder.encode(`${ndjson(post('1'), post('2', { secret: 'kín' }))}\n`),
      ...[0x7b, 0xff, 0xfe, 0x0a],
      ...encoder.encode(`{"id":"kín\n${ndjson(post('3'), post('4', { at: 'kín' }))}`),
    ]);
    const answer = await push(body);
    expect(answer).toMatchObject({
      status: 202,
      body: {
        lines: 6,
        accepted: 2,
        faulty: 4,
        faults: [
          { line: 2, reason: 'field: the item has a wrong form (unrecognized_keys)' },
          { line: 3, reason: 'not-utf8' },
          { line: 4, reason: 'not-json' },
          { line: 6, reason: 'field: at has a wrong form (invalid_format)' },
        ],
      },
    });
    expect(JSON.stringify(answer.body)).not.toContain('kín');
    expect(await counted(id)).toMatchObject({ offered: 2, accepted: 2, malformed: 4 });
  });

  test('a deletion takes away what was kept', async () => {
    await push(ndjson(post('1')));
    expect(await push(ndjson(post('1', { deleted: true, text: '' })))).toMatchObject({ status: 202 });
    expect((await counted(id)).deleted).toBe(1);
  });

  test('of another machine, another source, another kind, no key, another scope', async () => {
    expect(await push(ndjson(post('1')), { key: 'stranger' })).toMatchObject({
      status: 404,
      body: { code: 'source.not-yours' },
    });
    expect(await push(ndjson(post('1')), { to: newId<'source'>() })).toMatchObject({ status: 404 });
    expect(await push(ndjson(post('1')), { to: "1'--" })).toMatchObject({ status: 404 });
    const feed = await source('rss', { settings: { address: 'https://e.vn/feed' }, client: 'partner' });
    expect(await push(ndjson(post('1')), { to: feed })).toMatchObject({ status: 404 });
    expect(await push(ndjson(post('1')), { key: 'nobody' })).toMatchObject({ status: 401 });
    expect(await push(ndjson(post('1')), { key: 'reader' })).toMatchObject({ status: 403 });
    expect(await observed(id)).toBe(0);
  });

  test('another type, no JSON, no list, too many, too large: nothing is written', async () => {
    const json = 'application/json';
    expect(await push('x', { type: 'text/csv' })).toMatchObject({ status: 415 });
    expect(await push('{', { type: json })).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    expect(await push('null', { type: json })).toMatchObject({ status: 400 });
    expect(await push('{"posts":1}', { type: json })).toMatchObject({ status: 422, body: { field: 'posts' } });
    const many = ndjson(...Array.from({ length: 5_001 }, (_one, n) => post(`${n}`)));
    expect(await push(many)).toMatchObject({ status: 413, body: { code: 'listening.batch-too-large' } });
    const posts = `${base.desk}/api/v1/listening/posts?source=${id}`;
    expect(await announced(posts, 9 * 1024 * 1024, { authorization: 'Bearer partner' })).toBe(413);
    expect(await push('')).toMatchObject({ status: 202, body: { lines: 0, accepted: 0 } });
    expect(await observed(id)).toBe(0);
  });

  test('a megabyte, a million marks, letters of no width', async () => {
    const texts = ['x'.repeat(1_000_000), `a${'\u0301'.repeat(1_000_000)}`, '\u200b'.repeat(1_000)];
    const answer = await push(ndjson(...texts.map((text, n) => post(`t${n}`, { text }))));
    expect(answer).toMatchObject({ status: 202, body: { lines: 3, faulty: 0 } });
  });

  test('when the queue is full the partner is asked to come again, and nothing is half written', async () => {
    const limits = 'update listening.tuning set soft_limit = $1, hard_limit = $2';
    await home.owner.query(limits, [1, 2]);
    await push(ndjson(post('a'), post('b'), post('c')));
    const before = await observed(id);
    const answer = await push(ndjson(post('d'), post('e')));
    expect(answer).toMatchObject({ status: 429, body: { code: 'listening.busy' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await observed(id)).toBe(before);
    await home.owner.query(limits, [10_000, 50_000]);
    expect(await push(ndjson(post('d'), post('e')))).toMatchObject({ status: 202, body: { accepted: 2 } });
  });
});

describe('files', () => {
  async function* pieces(text: string) {
    for (let at = 0; at < text.length; at += 1_000) yield new TextEncoder().encode(text.slice(at, at + 1_000));
  }

  test('are taken batch by batch; begun again, what was taken is known', async () => {
    const id = await source('import');
    const text = ndjson(...Array.from({ length: 1_200 }, (_one, n) => (n === 700 ? { no: 'post' } : post(`${n}`))));
    const ctx = home.context(systemActor('cli.import-posts'));
    expect(must(await importPosts(ctx, { source: id, pieces: pieces(text) }))).toMatchObject({
      lines: 1_200,
      accepted: 1_199,
      faulty: 1,
      faults: [{ line: 701 }],
    });
    expect(must(await importPosts(ctx, { source: id, pieces: pieces(text) }))).toMatchObject({
      accepted: 0,
      known: 1_199,
    });
    const other = await source('push', { client: 'partner' });
    expect(await importPosts(ctx, { source: other, pieces: pieces('') })).toMatchObject({
      refusal: { code: 'source.not-yours' },
    });
  });
});

describe('what networks tell', () => {
  const tell = async (id: string, body: string, headers: Record<string, string>) => {
    const response = await fetch(`${base.portal}/api/v1/listening/webhooks/${id}`, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  };
  const facebook = {
    settings: { page: '100' },
    secrets: { token: 'TOKEN', appSecret: 'APP', verifyToken: 'chosen-by-us' },
    lane: 0 as const,
  };
  const seconds = Date.parse(NOW) / 1_000;
  const comment = (verb: string, message?: string) =>
    JSON.stringify({
      object: 'page',
      entry: [
        {
          id: '100',
          time: seconds,
          changes: [
            {
              field: 'feed',
              value: { item: 'comment', verb, comment_id: 'c1', post_id: '100_1', from: { id: 'A' }, message },
            },
          ],
          messaging: [{ sender: { id: 'B' }, timestamp: seconds * 1_000, message: { mid: 'm1', text: 'riêng tư' } }],
        },
      ],
    });
  const signed = (body: string) => ({
    'x-hub-signature-256': `sha256=${createHmac('sha256', 'APP').update(body).digest('hex')}`,
  });

  test('Facebook: comments are listened to, told twice they are one, private messages are counted and let go', async () => {
    const id = await source('facebook-page', facebook);
    const body = comment('add', 'Bình luận');
    expect(await tell(id, body, signed(body))).toEqual({ status: 200, text: 'ok' });
    expect(await tell(id, body, signed(body))).toMatchObject({ status: 200 });
    expect(await observed(id)).toBe(1);
    expect(await counted(id)).toMatchObject({ accepted: 1, refused: 2 });
    const gone = comment('remove');
    expect(await tell(id, gone, signed(gone))).toMatchObject({ status: 200 });
    expect((await counted(id)).deleted).toBe(1);
    expect(await tell(id, body, signed(`${body} `))).toMatchObject({ status: 403 });
    expect(await tell(id, body, {})).toMatchObject({ status: 401 });
  });

  test('the handshake', async () => {
    const id = await source('facebook-page', facebook);
    const ask = async (token: string) => {
      const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': '7', 'hub.verify_token': token });
      const response = await fetch(`${base.portal}/api/v1/listening/webhooks/${id}?${query}`);
      return [response.status, response.headers.get('content-type'), await response.text()];
    };
    expect(await ask('chosen-by-us')).toEqual([200, 'text/plain; charset=utf-8', '7']);
    expect((await ask('guessed'))[0]).toBe(403);
  });

  test('Telegram: posts of a public channel; Zalo: nothing but a count', async () => {
    const telegram = await source('telegram-channel', { secrets: { secretToken: 'S' } });
    const update = (chat: object) =>
      JSON.stringify({
        update_id: 1,
        channel_post: { message_id: 1, date: seconds, text: 'Bài', chat: { id: -1, type: 'channel', ...chat } },
      });
    const headers = { 'x-telegram-bot-api-secret-token': 'S' };
    expect(await tell(telegram, update({ username: 'kenh' }), headers)).toMatchObject({ status: 200 });
    expect(await tell(telegram, update({}), headers)).toMatchObject({ status: 200 });
    expect(await counted(telegram)).toMatchObject({ accepted: 1, refused: 1 });
    const zalo = await source('zalo-oa', { secrets: { signedId: '1', oaSecret: 'S' } });
    const timestamp = String(Date.parse(NOW));
    const body = JSON.stringify({
      event_name: 'user_send_text',
      timestamp,
      sender: { id: 'U' },
      message: { msg_id: 'm', text: 'riêng tư' },
    });
    const mac = createHash('sha256').update(`1${body}${timestamp}S`).digest('hex');
    expect(await tell(zalo, body, { 'x-zevent-signature': `mac=${mac}` })).toMatchObject({ status: 200 });
    expect([await observed(zalo), (await counted(zalo)).refused]).toEqual([0, 1]);
  });

  test('an unknown source, a kind without a webhook, a paused source, a body too large', async () => {
    expect(await tell(newId<'source'>(), '{}', {})).toMatchObject({ status: 404 });
    expect(await tell('1', '{}', {})).toMatchObject({ status: 404 });
    expect(await tell(await source('push'), '{}', {})).toMatchObject({ status: 404 });
    const id = await source('facebook-page', facebook);
    expect(await announced(`${base.portal}/api/v1/listening/webhooks/${id}`, 1_100_000)).toBe(413);
    must(await steerSource(home.context(analyst), { source: id, act: 'pause' }));
    const body = comment('add', 'Bình luận');
    expect(await tell(id, body, signed(body))).toMatchObject({ status: 409 });
  });

  test('nothing that was told stands in the log', () => {
    expect(home.log.join('')).not.toMatch(/riêng tư|Bình luận/);
  });
});
