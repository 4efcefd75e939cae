import { afterAll, beforeAll, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { must } from '../../../tools/test/test-result.ts';
import { type LocalServer, localServer, testFetch } from '../../kernel/outgoing/local-server.testing.ts';
import { collectors } from '../collectors/index.ts';
import { observe } from '../index.ts';
import { type ListeningHome, openListeningHome, post, source } from '../listening.testing.ts';
import { collectSource } from '../sources/collect-source.ts';

let home: ListeningHome;
let server: LocalServer;
let feed: WebSocketServer;
let messages: readonly object[];
let from: string;
beforeAll(async () => {
  home = await openListeningHome();
  server = await localServer((_request, response) => void response.writeHead(404).end());
  feed = new WebSocketServer({ server: server.server });
  feed.on('connection', (socket: WebSocket) => {
    for (const message of messages) socket.send(JSON.stringify(message));
  });
  from = await source(home, {
    kind: 'bluesky-jetstream',
    settings: { server: server.url.replace('http', 'ws'), listenSeconds: 1 },
  });
});
afterAll(async () => {
  feed.close();
  await server.close();
  await home.close();
});

let timeUs = 1_764_000_000_000_000;
const event = (author: string, more: object) => ({
  did: `did:plc:${author}`,
  time_us: ++timeUs,
  kind: 'commit',
  ...more,
});
const commit = (author: string, operation: string, rkey: string, text?: string) =>
  event(author, {
    commit: { rev: `r${timeUs}`, operation, collection: 'app.bsky.feed.post', rkey, record: { text, langs: ['vi'] } },
  });
const look = async (...given: object[]) => {
  messages = given;
  const way = testFetch();
  const factories = Object.entries(collectors).map(
    ([kind, open]) =>
      [kind, (settings: object, secrets: object) => open({ ...settings }, { ...secrets }, way)] as const,
  );
  return must(await collectSource(home.system(), { source: from }, Object.fromEntries(factories)));
};
const kept = () => home.count('select count(*) from listening.observation_text');

test('a post that its author deletes goes; of the deletions of others nothing is kept', async () => {
  await look(
    commit('mot', 'create', 'a', 'Một bài về chuyến đi chợ'),
    commit('mot', 'create', 'b', 'Một bài về bóng đá'),
    commit('hai', 'create', 'c', 'Bài của người khác'),
  );
  expect(await kept()).toBe(3);
  await look(commit('mot', 'delete', 'a'), ...Array.from({ length: 50 }, (_one, n) => commit('xa', 'delete', `x${n}`)));
  expect(await kept()).toBe(2);
  expect(await home.count('select count(*) from listening.observation')).toBe(3);
});

test('with an account that ends everything of its author goes, in the next quarter too', async () => {
  home.clock.set('2027-01-02T00:00:00Z');
  await look(commit('mot', 'create', 'd', 'Một bài của năm mới'));
  expect(await home.count('select count(distinct pseudonym) from listening.observation')).toBe(3);
  expect(await kept()).toBe(3);
  await look(event('mot', { kind: 'account', account: { active: false, status: 'deleted' } }));
  expect(await kept()).toBe(1);
  expect(await home.count('select count(*) from listening.observation where deleted_at is null')).toBe(1);
});

test('a sender’s deletion that comes before the post keeps the late copy out', async () => {
  const pushed = await source(home);
  const late = post('Bài đến muộn');
  must(await observe(home.system(), { sourceId: pushed, posts: [{ ...late, deleted: true }] }));
  expect(must(await observe(home.system(), { sourceId: pushed, posts: [late] }))).toMatchObject({
    accepted: 0,
    known: 1,
  });
});
