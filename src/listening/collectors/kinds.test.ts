import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { testFetch } from '../../kernel/outgoing/local-server.testing.ts';
import { collectors, fieldsAsWritten, sourceFault, sourceKinds } from './index.ts';
import { handshakeOf, hear } from './webhooks.ts';

test('each kind has its words in both languages, and a field for each of its settings and secrets', () => {
  for (const { kind, title, help, settings, secrets, fields, ways } of sourceKinds) {
    for (const text of [title, help, ...fields.flatMap(({ label, help: more }) => [label, more])])
      expect([kind, text.vi.length > 2, text.en.length > 2]).toEqual([kind, true, true]);
    const named = (secret: boolean) => fields.filter((field) => field.secret === secret).map(({ name }) => name);
    const shape = (schema: object) => Object.keys((schema as { shape?: object }).shape ?? {});
    expect(named(false).toSorted()).toEqual(shape(settings).toSorted());
    expect(named(true).toSorted()).toEqual(shape(secrets).toSorted());
    expect(kind in collectors).toBe(ways.includes('pull'));
  }
});

test('what a form wrote becomes settings, and the first that cannot be is named', () => {
  const written = { server: 'https://m.vn', timeline: '', tag: ' ', listenSeconds: '5' };
  const settings = fieldsAsWritten('mastodon', false, written);
  expect(settings).toEqual({ server: 'https://m.vn', listenSeconds: 5 });
  expect(sourceFault('mastodon', settings, {})).toBeUndefined();
  expect(fieldsAsWritten('bluesky-jetstream', false, { languages: 'vi, en,' })).toEqual({ languages: ['vi', 'en'] });
  expect(fieldsAsWritten('youtube', true, { key: 'K', channel: 'UC1' })).toEqual({ key: 'K' });
  expect(sourceFault('mastodon', { server: 'ftp://m.vn' }, {})).toBe('server');
  expect(sourceFault('youtube', { channel: 'UC1', video: 'v' }, { key: 'K' })).toBe('channel');
  expect(sourceFault('youtube', { channel: 'UC1' }, {})).toBe('key');
  expect(sourceFault('youtube', { channel: 'UC1' }, undefined)).toBeUndefined();
  expect(sourceFault('tv', {}, {})).toBe('kind');
});

test('a collector is made from what the database holds, and not from what cannot be', () => {
  for (const [kind, settings, secrets] of [
    ['rss', { address: 'https://e.vn/feed' }, {}],
    ['bluesky-jetstream', {}, {}],
    ['mastodon', { server: 'https://m.vn' }, {}],
    ['youtube', { video: 'v' }, { key: 'K' }],
    ['facebook-page', { page: '1' }, { token: 'T' }],
  ] as const)
    expect(collectors[kind]?.(settings, secrets, testFetch()).kind).toBe(kind);
  expect(() => collectors.rss?.({ address: 'x' }, {}, testFetch())).toThrow();
});

const request = (body: string, headers: Record<string, string>) => ({
  body: new TextEncoder().encode(body),
  headers: new Headers(headers),
});

test('of what a network tells, public posts and comments are heard and private messages are counted', () => {
  const secrets = { token: 'T', appSecret: 'APP', verifyToken: 'chosen-by-us' };
  const body = JSON.stringify({
    object: 'page',
    entry: [
      {
        id: 'P',
        time: 1_764_000_000,
        changes: [
          {
            field: 'feed',
            value: {
              item: 'comment',
              verb: 'add',
              comment_id: 'c1',
              post_id: 'p1',
              message: 'xem https://e.vn/1',
              photo: 'https://cdn.vn/1.jpg',
              from: { id: 'A' },
            },
          },
          { field: 'feed', value: { item: 'comment', verb: 'remove', comment_id: 'c2', post_id: 'p1' } },
          { field: 'feed', value: { item: 'reaction', verb: 'add', post_id: 'p1' } },
        ],
        messaging: [{ sender: { id: 'B' }, timestamp: 1_764_000_000_000, message: { mid: 'm1', text: 'riêng' } }],
      },
    ],
  });
  const signature = `sha256=${createHmac('sha256', 'APP').update(body).digest('hex')}`;
  const heard = hear(
    'facebook-page',
    request(body, { 'x-hub-signature-256': signature }),
    secrets,
    new Date(1_764_000_005_000),
  );
  expect(heard).toMatchObject({
    ok: true,
    value: {
      privateMessages: 1,
      posts: [
        {
          id: 'c1',
          author: 'A',
          links: ['https://e.vn/1'],
          media: [{ url: 'https://cdn.vn/1.jpg', kind: 'image' }],
          parent: 'p1',
          deleted: false,
        },
        { id: 'c2', text: '', deleted: true },
      ],
    },
  });
  expect(JSON.stringify(heard)).not.toContain('riêng');
});

test('a kind without a webhook, secrets that are not entered, a wrong secret', () => {
  const call = request('{}', { 'x-telegram-bot-api-secret-token': 'S' });
  const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code;
  expect(code(hear('rss', call, {}, new Date()))).toBe('source.no-webhook');
  expect(code(hear('facebook-page', call, { token: 'T' }, new Date()))).toBe('source.no-webhook');
  expect(code(hear('telegram-channel', call, { secretToken: 'T' }, new Date()))).toBe('webhook.signature-wrong');
  expect(code(hear('zalo-oa', call, { signedId: '1', oaSecret: 's' }, new Date()))).toBe('webhook.signature-missing');
  expect(code(handshakeOf('zalo-oa', new URLSearchParams(), { signedId: '1', oaSecret: 's' }))).toBe(
    'source.no-webhook',
  );
  const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': '7', 'hub.verify_token': 'v' });
  expect(handshakeOf('facebook-page', query, { appSecret: 'a', verifyToken: 'v' })).toEqual({ ok: true, value: '7' });
});
