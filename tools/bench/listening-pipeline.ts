import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runOpenLongJob } from '../../src/kernel/index.ts';
import {
  type Bus,
  brokerBus,
  natsBroker,
  observe,
  type PublicPost,
  postgresBus,
  processAll,
  startReplay,
} from '../../src/listening/index.ts';
import type { BenchRow } from '../bench.ts';
import { natsServer } from '../test/nats-server.ts';
import { must } from '../test/test-result.ts';
import { atLeast, exactly } from './support/bench-target.ts';
import { counted, type ListeningBench, openListeningBench, timed } from './support/listening-bench.ts';

interface Home extends ListeningBench {
  /** Posts that were taken so far; the next has this number. */
  taken: number;
}

/** Posts of one call, and of one piece of a long run: what waits stays short, as it does behind a source that is throttled. */
const TAKEN = 1_000;
const PIECE = 10_000;

/**
 * Posts a second through one process with everything that follows from a post in its transaction: taking (sealed,
 * idempotent), taking again what is known, processing at batches of 200 and 1,000, both at once, over PostgreSQL's queue and
 * over NATS JetStream where there is a server, and a replay, which must raise no alert a second time. One post in ten is a
 * copy, one in fifty part of a campaign, of which one begins every 5,000 posts. fsync on.
 * Arguments: how many posts (20,000); or `--replay N`, to take, process and replay N posts and nothing else.
 */
export default async function listeningPipeline(args: readonly string[]): Promise<readonly BenchRow[]> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { replay: { type: 'string' } },
    allowPositionals: true,
  });
  const home: Home = { ...(await openListeningBench()), taken: 0 };
  try {
    if (values.replay !== undefined) return await replayed(home, Number(values.replay));
    const posts = Number(positionals[0] ?? 20_000);
    const rows: BenchRow[] = [];
    for (const most of [200, 1_000]) rows.push(...(await measured(home, postgresBus, posts, most)));
    const nats = await natsServer();
    if (nats) {
      const bus = brokerBus(await natsBroker(nats.url, `BENCH_${randomBytes(4).toString('hex')}`));
      for (const most of [200, 1_000]) rows.push(...(await measured(home, bus, posts, most)));
      await bus.close();
      nats.stop();
    } else console.warn('NATS JetStream was not measured: no nats-server on the path and no NATS_URL');
    return [...rows, ...(await exactlyOnce(home)), ...(await replayOf(home)), ...targets(rows)];
  } finally {
    await home.close();
  }
}

/** Takes new posts and processes them: each by itself, and both at once as a running system does. */
async function measured(home: Home, bus: Bus, posts: number, most: number): Promise<BenchRow[]> {
  const first = home.taken;
  const taking = await timed(() => take(home, posts));
  const again = await timed(() => take(home, posts, first));
  await home.owner.query('vacuum analyze listening.queue');
  const processing = await drain(home, most, bus);
  let taken = false;
  const started = performance.now();
  const both = Promise.all([
    take(home, posts).then(() => {
      taken = true;
    }),
    (async () => {
      for (let last = false; !last; ) {
        last = taken;
        await drain(home, most, bus);
      }
    })(),
  ]);
  const whole = await both.then(() => (performance.now() - started) / 1_000);
  const rate = (seconds: number) => ({ posts, 'posts/s': Math.round(posts / seconds) });
  return [
    { bus: bus.name, batch: most, what: `take, ${TAKEN} a call`, ...rate(taking) },
    { bus: bus.name, batch: most, what: 'take what is known', ...rate(again) },
    { bus: bus.name, batch: most, what: 'process', ...rate(processing) },
    { bus: bus.name, batch: most, what: 'take and process at once', ...rate(whole) },
  ];
}

/** What one process is to do over PostgreSQL's queue at batches of 200. */
function targets(rows: readonly BenchRow[]): BenchRow[] {
  return rows
    .filter((row) => row.bus === postgresBus.name && row.batch === 200 && String(row.what).includes('process'))
    .map((row) => atLeast(`posts a second, ${row.what}, batch 200`, Number(row['posts/s']), 3_000));
}

/** That every post had its effects, and none twice. */
async function exactlyOnce(home: Home): Promise<BenchRow[]> {
  const count = (statement: string) => counted(home, statement);
  const figures = {
    posts: home.taken,
    processed: await count('select count(*) from listening.observation where processed_at is not null'),
    counted: await count("select sum(n) from listening.statistic_hour where label = '*'"),
    'in clusters': await count('select sum(posts) from listening.cluster'),
    waiting: await count('select count(*) from listening.queue'),
    'dead letters': await count('select count(*) from listening.dead_letter'),
  };
  const { posts, processed, waiting } = figures;
  const wrong = [processed, figures.counted, figures['in clusters']].filter((n) => n !== posts).length;
  return [
    { what: 'effects of each post', ...figures },
    exactly('kinds of effects that are not once a post', wrong, 0),
    exactly('posts that wait or were given up', waiting + figures['dead letters'], 0),
  ];
}

/** Takes, processes and replays so many posts, piece by piece: memory holds one piece. */
async function replayed(home: Home, posts: number): Promise<BenchRow[]> {
  let done = 0;
  const seconds = await timed(async () => {
    for (; home.taken < posts; ) {
      await take(home, Math.min(PIECE, posts - home.taken));
      await drain(home, TAKEN, postgresBus);
      if (home.taken >= done + 100_000) {
        done = home.taken;
        console.error(`taken and processed: ${done}`);
      }
    }
  });
  return [
    { what: 'take and process, batch 1000', posts, 'posts/s': Math.round(posts / seconds) },
    ...(await exactlyOnce(home)),
    ...(await replayOf(home)),
  ];
}

/** Replays everything with its alerts; how fast, and how many alerts came twice. */
async function replayOf(home: Home): Promise<BenchRow[]> {
  const alerts = () => counted(home, 'select count(*) from listening.alert');
  const deliveries = () => counted(home, 'select count(*) from listening.outbox');
  const before = { alerts: await alerts(), deliveries: await deliveries() };
  const analyst = home.analyst();
  const from = new Date(
    (await counted(home, 'select extract(epoch from min(observed_at)) from listening.observation')) * 1_000 - 1_000,
  );
  const replay = must(await startReplay(analyst, { from, to: analyst.now, effects: true }));
  const queueing = await timed(() => runOpenLongJob(home.system(), { kind: 'listening.replay', objectId: replay.id }));
  const seconds = queueing + (await drain(home, TAKEN, postgresBus));
  const judged = await counted(home, 'select count(*) from listening.verdict');
  const twice = (await alerts()) - before.alerts + (await deliveries()) - before.deliveries;
  return [
    {
      what: 'replay, batch 1000',
      posts: replay.total,
      'posts/s': Math.round(replay.total / seconds),
      'memory MiB': memory(),
    },
    {
      what: 'alerts of the replay',
      posts: replay.total,
      judged,
      'raised before': before.alerts,
      'raised twice': twice,
      failed: judged < replay.total || before.alerts === 0,
    },
    exactly('alerts raised twice by a replay', twice, 0),
  ];
}

/** The most memory that this process has held. */
function memory(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}

async function take(home: Home, posts: number, from?: number): Promise<void> {
  const start = from ?? home.taken;
  for (let at = start; at < start + posts; at += TAKEN)
    must(
      await observe(home.system(), {
        sourceId: home.source,
        posts: Array.from({ length: Math.min(TAKEN, start + posts - at) }, (_, place) => postOf(at + place)),
      }),
    );
  if (from === undefined) home.taken += posts;
}

/** Processes what waits; answers after how many seconds the last of it was done, and not when nothing more was found. */
async function drain(home: Home, most: number, bus: Bus): Promise<number> {
  const started = performance.now();
  let done = started;
  const seen: Bus = {
    ...bus,
    work: async (ctx, size) => {
      const batch = await bus.work(ctx, size);
      if (batch.ok && batch.value.claimed > 0) done = performance.now();
      return batch;
    },
  };
  // A broker takes no more at once than it may hold.
  while (must(await processAll(home.system(), { most, bus: seen })).claimed > 0);
  return (done - started) / 1_000;
}

const WORDS =
  'hôm nay trời đẹp lớp mình đi chơi công viên có nhiều bạn mới quen ăn bánh uống nước xem phim kể chuyện vui học bài làm thơ vẽ tranh đá bóng cầu lông đọc sách nghe nhạc trồng cây nấu cơm'.split(
    ' ',
  );

/** An invented post of some fifty characters; the same number is the same post. */
function postOf(at: number): PublicPost {
  const copied = at % 10 === 0 ? at - (at % 1_000) : at;
  // Of a campaign all have the words of its first.
  const campaign = at % 50 === 7;
  let state = ((campaign ? at - (at % 5_000) : copied) * 2_654_435_761) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const words = Array.from({ length: 8 + Math.floor(next() * 8) }, () => WORDS[Math.floor(next() * WORDS.length)]);
  return {
    id: `post-${at}`,
    revision: '',
    at: new Date(),
    author: `author-${at % 5_000}`,
    text: campaign
      ? `${words.join(' ')} nhận kim cương miễn phí gửi mật khẩu ${words.slice(0, 4).join(' ')} ${'!'.repeat(at % 4)}`
      : words.join(' '),
    language: 'vi',
    url: `https://mau.example/${at}`,
    links: [],
    media: [],
    parent: null,
    deleted: false,
  };
}
