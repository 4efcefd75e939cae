import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createBank,
  DECODERS,
  Decoders,
  hashMedia,
  MATCHING,
  MatchLog,
  MatchService,
  proposeEntry,
  verifyEntry,
} from '../../src/hashes/index.ts';
import { giveService, type OpenServices, openServices } from '../../src/kernel/index.ts';
import {
  dashboard,
  deliverAlerts,
  findTrends,
  listAlerts,
  listeningModule,
  NETWORK,
  openAlert,
  PARTS,
  processMedia,
  purge,
} from '../../src/listening/index.ts';
import { type ListeningHome, openListeningHome, person, source } from '../../src/listening/listening.testing.ts';
import { collectSource } from '../../src/listening/sources/collect-source.ts';
import { networkWith, playFeed, type RunningFeed } from '../../tools/feed/play-feed.ts';
import { FEED_PICTURE } from '../../tools/feed/sample-feed.ts';
import { must } from '../../tools/test/test-result.ts';

/**
 * A played day goes the whole way: collected from servers that speak RSS and Jetstream, judged, its picture fetched and
 * asked of the register, told to the 111 desk, forgotten when its time is over.
 */
let home: ListeningHome;
let feed: RunningFeed;
let service: MatchService;
let services: OpenServices;
const decoders = new Decoders();
const sources: Record<'news' | 'short', string> = { news: '', short: '' };
const hours = (n: number) => home.clock.set(new Date(Date.now() + n * 3_600_000).toISOString());

beforeAll(async () => {
  home = await openListeningHome(new Date().toISOString());
  feed = await playFeed({ speed: Number.POSITIVE_INFINITY });
  await registerPicture();
  service = await MatchService.start(home.kernel, { threads: 0, pollEvery: 200 });
  services = await openServices(
    home.kernel,
    [listeningModule],
    [
      giveService(MATCHING, { index: service.index, log: new MatchLog() }),
      giveService(NETWORK, networkWith(feed.url)),
      giveService(DECODERS, decoders),
    ],
  );
  sources.news = await source(home, { kind: 'rss', settings: { address: feed.rss } });
  sources.short = await source(home, {
    kind: 'bluesky-jetstream',
    settings: { server: feed.jetstream, listenSeconds: 1 },
  });
});
afterAll(async () => {
  decoders.close();
  await services.close();
  await service.close();
  await feed.close();
  await home.close();
});

/** The drawn picture becomes an entry in force, as any other: proposed, and seen by two. */
async function registerPicture(): Promise<void> {
  const bytes = readFileSync(new URL(`../../hash-kernel/testdata/pdq/${FEED_PICTURE}`, import.meta.url));
  const hashes = must(await hashMedia(bytes, decoders));
  if (hashes.media !== 'image') throw new Error('the picture is no picture');
  const operator = home.as(person('hash_db_operator', 'MPS-A05'));
  must(await createBank(operator, { code: 'THU', nameVi: 'Ngân hàng thử', nameEn: 'Test bank', mode: 'match' }));
  const { id } = must(
    await proposeEntry(operator, {
      bank: 'THU',
      mediaKind: 'image',
      legalBasis: 'TEST',
      signals: [{ type: 'pdq', value: hashes.pdq, variant: hashes.variant, quality: hashes.quality }],
    }),
  );
  for (const analyst of [person('content_analyst', 'MPS-A05'), person('content_analyst', 'MPS-A05')])
    must(await verifyEntry(home.as(analyst), { entry: id, verdict: 'LISTED', nationalClass: 'N1' }));
}

const parts = () => services.service(PARTS);

test('the day is collected, once', async () => {
  const { collectors } = parts();
  const look = async (one: string) => must(await collectSource(home.system(), { source: one }, collectors));
  expect(await look(sources.news)).toMatchObject({ accepted: 4, refused: 0 });
  const first = await look(sources.short);
  const second = await look(sources.short);
  // A post that its author deleted is not taken; its deletion and the original of the edited post are in the count of all.
  expect((first?.accepted ?? 0) + (second?.accepted ?? 0)).toBe(feed.total - 4 - 2);
  expect(await look(sources.news)).toMatchObject({ accepted: 0 });
  expect((await look(sources.short))?.accepted).toBe(0);
});

test('the campaign is one alert, the picture is another, and news of prevention is none', async () => {
  expect(await home.process()).toBe(feed.total - 2);
  await service.catchUp();
  expect(must(await processMedia(home.system(), parts().media))).toBeGreaterThan(0);
  const { rows } = must(await listAlerts(home.as(home.people.reviewer)));
  expect(rows.map(({ label, severity, origin }) => [label, severity, origin]).toSorted()).toEqual([
    ['csam.known', 3, 'hash'],
    ['privacy.child_pii', 2, 'detail'],
  ]);
  const campaign = rows.find(({ label }) => label === 'privacy.child_pii');
  expect(campaign?.posts).toBeGreaterThanOrEqual(30);
  const opened = must(await openAlert(home.as(home.people.reviewer), { alert: campaign?.id as string }));
  expect(opened.masked).not.toMatch(/0912|Ví Dụ/);
});

test('the match is told to the 111 desk as a report, once', async () => {
  must(await deliverAlerts(home.system()));
  must(await deliverAlerts(home.system()));
  expect(await home.count("select count(*) from intake.report where channel = 'LISTENING'")).toBe(1);
});

test('the dashboard shows the campaign and what rises', async () => {
  hours(0.1);
  must(await findTrends(home.system()));
  const seen = must(await dashboard(home.as(home.people.supervisor)));
  expect(seen.campaigns[0]?.posts).toBeGreaterThanOrEqual(30);
  expect(seen.openAlerts).toMatchObject({ s4: 0, s3: 1, s2: 1 });
  expect(seen.rising.filter(({ key }) => key.includes('thuthachmau')).length).toBeGreaterThan(0);
  // Nothing of what rises names the child of the campaign.
  expect(JSON.stringify(seen.rising)).not.toMatch(/ban nguyen|nguyen van|van mau|vi du|0912/);
});

test('when its time is over nothing of what was written is left, and the purge says so', async () => {
  hours(24 * 120);
  must(await purge(home.system()));
  expect(await home.count('select count(*) from listening.observation_text')).toBe(0);
  expect(await home.count('select coalesce(sum(left_over), 0) from listening.purge_report')).toBe(0);
  const written = home.log.join('');
  expect(written).not.toMatch(/Nguyễn Văn Mẫu|thửtháchmẫu|0912/);
});
