import { rmSync } from 'node:fs';
import type pg from 'pg';
import { schemas } from '../../apps/server/modules.ts';
import {
  type Actor,
  appPassword,
  type Ctx,
  createContext,
  createLog,
  fileVault,
  migrate,
  newId,
  openKernel,
  openPool,
  type Result,
  readConfig,
  systemActor,
} from '../../src/kernel/index.ts';
import {
  createSource,
  listeningJobs,
  observe,
  type PublicPost,
  processAll,
  startReplay,
  steerSource,
  syncListeningData,
} from '../../src/listening/index.ts';
import type { BenchRow } from '../bench.ts';
import { startEmbeddedDatabase } from '../embedded-database.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const AGENCY = 'MOH-MCD';
const TAKEN = 1_000;

/**
 * Posts a second through PostgreSQL on one process, with everything that follows from a post in its transaction: taking
 * (sealed, idempotent), taking again what is known, processing at batches of 200 and 1,000, and a replay of all of them,
 * which must raise no alert a second time. One post in ten is a copy, one in fifty part of a campaign. fsync on.
 * Argument: how many posts (20,000).
 */
export default async function listeningPipeline(args: readonly string[]): Promise<readonly BenchRow[]> {
  const posts = Number(args[0] ?? 20_000);
  const dataDir = temporaryFolder('lachan-bench-');
  const database = await startEmbeddedDatabase({ dataDir: `${dataDir}/postgres` });
  const config = readConfig({ DATA_DIR: dataDir, DEMONSTRATION: 'off', LOG_LEVEL: 'error' });
  await migrate(database.url, await appPassword(await fileVault(config.rootKeyFile)), schemas);
  const kernel = await openKernel(config, database.url, { log: createLog('error') });
  const owner = openPool(database.url, kernel.log, 2);
  const context = (actor: Actor): Ctx =>
    createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' });
  const system = () => context(systemActor('bench'));
  const analyst: Actor = {
    kind: 'person',
    person: newId(),
    name: 'Đo đạc',
    agency: AGENCY,
    assignments: [{ role: 'listening_analyst', agency: AGENCY }],
    grants: [],
    session: newId(),
    purpose: 'takedown',
  };
  try {
    must(await syncListeningData(system()));
    await owner.query('update listening.tuning set soft_limit = 10000000, hard_limit = 20000000');
    const { id: source } = must(await createSource(context(analyst), SOURCE));
    must(await steerSource(context(analyst), { source, act: 'run' }));
    const rows: BenchRow[] = [];
    const from = new Date(Date.now() - 1_000);
    for (const batch of [200, 1_000]) {
      const made = Array.from({ length: posts }, (_, at) => postOf(batch * 1_000_000 + at));
      const taking = await timed(async () => {
        for (let at = 0; at < posts; at += TAKEN)
          must(await observe(system(), { sourceId: source, posts: made.slice(at, at + TAKEN) }));
      });
      rows.push({ what: `take, ${TAKEN} a call`, posts, 'posts/s': Math.round(posts / taking) });
      if (batch === 200) {
        const again = await timed(async () => {
          for (let at = 0; at < posts; at += TAKEN)
            must(await observe(system(), { sourceId: source, posts: made.slice(at, at + TAKEN) }));
        });
        rows.push({ what: 'take what is known', posts, 'posts/s': Math.round(posts / again) });
      }
      await owner.query('vacuum analyze listening.queue');
      const processing = await timed(() => drain(system, batch));
      rows.push({ what: `process, batch ${batch}`, posts, 'posts/s': Math.round(posts / processing) });
    }
    rows.push(...(await replayed(owner, context(analyst), system, from)));
    return rows;
  } finally {
    await owner.end();
    await kernel.close();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Replays everything with its alerts; how fast, and how many alerts came twice. */
async function replayed(owner: pg.Pool, analyst: Ctx, system: () => Ctx, from: Date): Promise<BenchRow[]> {
  const count = async (table: string) => Number((await owner.query(`select count(*) as n from ${table}`)).rows[0].n);
  const before = await count('listening.alert');
  const replay = must(await startReplay(analyst, { from, to: analyst.now, effects: true }));
  const job = listeningJobs(() => {
    throw new Error('a replay needs no parts');
  }).find(({ name }) => name === 'listening.replay');
  await job?.run(system(), { replay: replay.id });
  const seconds = await timed(() => drain(system, 1_000));
  return [
    { what: 'replay, batch 1000', posts: replay.total, 'posts/s': Math.round(replay.total / seconds) },
    { what: 'alerts', first: before, 'raised twice': (await count('listening.alert')) - before },
  ];
}

async function drain(system: () => Ctx, most: number): Promise<void> {
  must(await processAll(system(), { most }));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.value;
}

const SOURCE = {
  kind: 'push',
  name: 'Nguồn đo đạc',
  purposeCode: 'MEASUREMENT',
  legalBasis: 'Đo đạc',
  client: null,
  provinceCode: null,
  lane: 1,
  ratePerHour: 60,
  sampling: 1,
  weight: 1,
  settings: {},
} as const;

const WORDS =
  'hôm nay trời đẹp lớp mình đi chơi công viên có nhiều bạn mới quen ăn bánh uống nước xem phim kể chuyện vui học bài làm thơ vẽ tranh đá bóng cầu lông đọc sách nghe nhạc trồng cây nấu cơm'.split(
    ' ',
  );

/** An invented post of some fifty characters; the same number is the same post. */
function postOf(at: number): PublicPost {
  const copied = at % 10 === 0 ? at - (at % 1_000) : at;
  const campaign = at % 50 === 7;
  let state = (copied * 2_654_435_761) >>> 0;
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
      ? `Nhận ngay kim cương miễn phí cho bạn nhỏ, chỉ cần gửi mật khẩu vào hộp thư này trước tối nay nhé ${'!'.repeat(at % 4)}`
      : words.join(' '),
    language: 'vi',
    url: `https://mau.example/${at}`,
    links: [],
    media: [],
    parent: null,
    deleted: false,
  };
}
