import { afterAll, beforeAll, expect, test } from 'vitest';
import { SafeFetch } from '../../src/kernel/index.ts';
import { jetstreamCollector, jetstreamSettings } from '../../src/listening/collectors/bluesky-jetstream.ts';
import { fetchMedia } from '../../src/listening/collectors/fetch-media.ts';
import { rssCollector } from '../../src/listening/collectors/rss.ts';
import { findDetails } from '../../src/listening/text/index.ts';
import { minHash, normalise, similarity } from '../../src/text/index.ts';
import { networkWith, playFeed, type RunningFeed } from './play-feed.ts';

let feed: RunningFeed;
let fetch: SafeFetch;
beforeAll(async () => {
  feed = await playFeed({ speed: Number.POSITIVE_INFINITY });
  fetch = new SafeFetch({
    userAgent: 'test',
    network: networkWith(feed.url),
    politeness: { atOnce: 4, gap: 0, waiting: 9 },
  });
});
afterAll(() => feed.close());
const look = { cursor: null, limit: 5_000, signal: AbortSignal.timeout(20_000) };

test('the feed: news of prevention, and a post with a picture that can be fetched and is drawn', async () => {
  const { posts, malformed } = await rssCollector({ address: feed.rss }, fetch).pull(look);
  expect([posts.length, malformed]).toEqual([4, 0]);
  expect(posts.filter(({ text }) => /khuyến cáo|Tuyên truyền|\b111\b/.test(text))).toHaveLength(3);
  const [media] = posts.flatMap((post) => post.media);
  const hashed = await fetchMedia(
    fetch,
    media?.url ?? '',
    { bytes: 2_000_000, ms: 5_000 },
    async (bytes) => bytes.length,
  );
  expect(hashed).toEqual({ ok: true, value: 794_843 });
});

test('the stream: a campaign that is one text, its child’s details, a rising topic, an edit and a deletion', async () => {
  const collector = jetstreamCollector(jetstreamSettings.parse({ server: feed.jetstream, listenSeconds: 1 }), fetch);
  const { posts, cursor, malformed } = await collector.pull(look);
  expect(malformed).toBe(0);
  expect(posts.length + 4).toBe(feed.total);
  const campaign = posts.filter(({ author }) => author?.startsWith('did:plc:taikhoan'));
  const texts = campaign.map(({ text }) => normalise(text));
  const [first] = texts.map(minHash);
  expect(campaign).toHaveLength(40);
  expect(new Set(campaign.map(({ author }) => author)).size).toBe(40);
  expect(texts.map(minHash).filter((one) => similarity(first as Uint32Array, one) > 0.6).length).toBeGreaterThan(30);
  const details = findDetails(texts[0] as ReturnType<typeof normalise>).map(({ kind }) => kind);
  expect(new Set(details)).toEqual(new Set(['PHONE', 'SCHOOL_AND_CLASS']));
  const rising = posts.filter(({ text }) => text.includes('#thửtháchmẫu'));
  const half = rising[0]?.at.getTime() ?? 0;
  expect(rising.filter(({ at }) => at.getTime() - half < 3 * 3_600_000)).toHaveLength(21);
  expect(rising).toHaveLength(189);
  expect(posts.filter(({ deleted }) => deleted)).toHaveLength(1);
  const again = await collector.pull({ ...look, cursor });
  // The last one alone: the cursor is inclusive.
  expect(again.posts).toHaveLength(1);
});

test('at a slow speed, only what is out is there', async () => {
  const slow = await playFeed({ speed: 1 });
  expect([slow.published(), slow.total > 700]).toEqual([1, true]);
  await slow.close();
});

test('the way out that reaches the player reaches nothing else of this machine', async () => {
  const other = await playFeed({ speed: 1 });
  const got = await fetch.get(other.rss, { limits: { bytes: 100, ms: 1_000 } });
  expect(got).toMatchObject({ refusal: { code: 'link.private-network' } });
  await other.close();
});
