import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { appUrl } from '../../src/kernel/index.ts';
import { observe } from '../../src/listening/index.ts';
import {
  type ListeningHome,
  must,
  openListeningHome,
  PHRASES,
  post,
  source,
} from '../../src/listening/listening.testing.ts';

/** Posts that come in before each kill. */
const EACH = 400;
const KILLS = 10;
/** Campaigns of near-duplicates among the posts; each must be one alert and one report. */
const CAMPAIGNS = 4;

let home: ListeningHome;
const children = new Set<ReturnType<typeof spawn>>();
beforeAll(async () => {
  home = await openListeningHome(new Date().toISOString());
}, 60_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await home?.close();
});

function run(killAfter?: number): Promise<{ said: string; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'process-posts.ts'), home.ownerUrl], {
      env: {
        ...process.env,
        DATA_DIR: home.kernel.config.dataDir,
        DATABASE_APP_URL: appUrl(home.ownerUrl, TEST_APP_PASSWORD),
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    let said = '';
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ said, code });
    });
  });
}

test('ten kills at any moment lose no post, count none twice, and raise each campaign once', async () => {
  const from = await source(home);
  const tails = ['nha', 'nhé', 'ạ', 'nghe', 'đó', 'thôi', '!!', '...'];
  const bodies = [
    'vào một chiều mưa ở góc phố nhỏ quen thuộc của chúng mình ngày ấy',
    'trong buổi họp lớp đông đủ mọi người sau kỳ nghỉ hè thật dài vừa qua',
    'bên bờ sông nơi đám bạn thường ngồi hóng gió mỗi tối cuối tuần',
    'giữa sân trường rợp bóng cây phượng già đã nở đỏ rực khắp lối đi',
  ];
  let posts = 0;
  const bring = async () => {
    must(
      await observe(home.system(), {
        sourceId: from,
        posts: Array.from({ length: EACH }, (_, index) => {
          const number = posts + index;
          const campaign = number % 25;
          return post(
            campaign < CAMPAIGNS
              ? `Có ai nghe được ${PHRASES.selfHarm} ${bodies[campaign]} ${tails[number % tails.length]}`
              : `Bài thường số ${number} kể chuyện đi học, chợ quê và món ăn ${number * 7919}`,
          );
        }),
      }),
    );
    posts += EACH;
  };
  let killed = 0;
  // A run that is faster than its killer counts for nothing and is fed again.
  for (let round = 0; killed < KILLS && round < 3 * KILLS; round += 1) {
    await bring();
    if ((await run(randomInt(500, 1_500))).code === null) killed += 1;
  }
  expect(killed).toBe(KILLS);
  expect((await run()).code).toBe(0);
  expect(await home.count('select count(*) from listening.queue')).toBe(0);
  expect(await home.count('select count(*) from listening.dead_letter')).toBe(0);
  expect(await home.count('select count(*) from listening.observation where processed_at is not null')).toBe(posts);
  expect(await home.count("select sum(n) from listening.statistic_hour where label = '*'")).toBe(posts);
  expect(await home.count('select sum(posts) from listening.cluster')).toBe(posts);
  expect(await home.count("select count(*) from listening.alert where label = 'selfharm.expressed'")).toBe(CAMPAIGNS);
  expect(await home.count("select count(*) from intake.report where channel = 'LISTENING'")).toBe(CAMPAIGNS);
  expect(await home.count("select count(*) from listening.outbox where state = 'DELIVERED'")).toBe(CAMPAIGNS);
}, 240_000);
