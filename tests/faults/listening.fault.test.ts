import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { observe } from '../../src/listening/index.ts';
import { type ListeningHome, openListeningHome, PHRASES, post, source } from '../../src/listening/listening.testing.ts';
import { must } from '../../tools/test/test-result.ts';
import { endWorkers, runWorker } from './worker.ts';

/** Posts that come in before each kill. */
const EACH = 400;
const KILLS = 10;
/** Campaigns of near-duplicates among the posts; each must be one alert and one report. */
const CAMPAIGNS = 4;

let home: ListeningHome;
beforeAll(async () => {
  home = await openListeningHome(new Date().toISOString());
}, 60_000);
afterAll(async () => {
  endWorkers();
  await home?.close();
});

const run = (killAfter?: number) => runWorker('process-posts.ts', home, [], killAfter);

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
    if ((await run(randomInt(700))).code === null) killed += 1;
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
