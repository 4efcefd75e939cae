import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { must } from '../../tools/test/test-result.ts';
import { newId } from '../kernel/index.ts';
import {
  decideTask,
  deliverAlerts,
  findTrends,
  observe,
  openTask,
  purge,
  requestRelink,
  retentionStatus,
} from './index.ts';
import { openListeningHome, PHRASES, post, source } from './listening.testing.ts';

const home = fileFixture(() => openListeningHome());
let from: string;
beforeAll(async () => {
  from = await source(home, { kind: 'rss', settings: { address: 'https://nguon-mau.example/rss' } });
});

const MARK = 'zqkhongaiviet';
const HOUR = 3_600_000;

/** Whether the mark stands in any row of any table, as text or as bytes. */
async function stands(): Promise<boolean> {
  const { rows: tables } = await home.owner.query<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('listening', 'kernel', 'hashes', 'graphile_worker') order by 1",
  );
  const hex = Buffer.from(MARK).toString('hex');
  for (const { name } of tables) {
    const { rows } = await home.owner.query<{ whole: string }>(`select row::text as whole from ${name} as row`);
    if (rows.some(({ whole }) => whole.includes(MARK) || whole.includes(hex))) return true;
  }
  return false;
}

describe('what is kept', () => {
  test('no word, author, identifier or address of a post stands in any table in the clear, now or after its timer', async () => {
    const secret = (at: number) =>
      post(`${MARK}${at} một bài rất riêng có ${at === 0 ? PHRASES.selfHarm : 'chuyện vui'} và số 0987654321`, {
        id: `https://${MARK}.example/bai/${at}`,
        author: `${MARK}-author-${at}`,
        url: `https://${MARK}.example/xem/${at}`,
        links: [`https://${MARK}.example/lien-ket/${at}`],
        parent: `https://${MARK}.example/goc`,
      });
    await home.owner.query(
      "insert into listening.tuning select gen_random_uuid(), '2026-06-01', soft_limit, hard_limit, 1, 0, margin, open_most, 'thử', 'test' from listening.tuning limit 1",
    );
    const posts = Array.from({ length: 25 }, (_, at) => secret(at));
    must(await observe(home.system(), { sourceId: from, posts, cursor: `https://${MARK}.example/cursor` }));
    await home.process();
    must(await deliverAlerts(home.system()));
    must(await findTrends(home.system()));
    // Who reviews by chance may draw the post of the alert, whose words stay longer anyway.
    await home.owner.query(
      "delete from listening.review_task where observation_id in (select observation_id from listening.observation_text where retention = 'alert')",
    );
    const view = must(await openTask(home.as(home.people.reviewer)));
    must(await decideTask(home.as(home.people.reviewer), { task: view.task?.task as string, labels: [] }));
    expect(await stands()).toBe(false);
    expect(home.log.join('\n')).not.toContain(MARK);

    const kept = () => home.count('select count(*) from listening.observation_text');
    expect(await home.count('select count(*) from listening.cluster_band')).toBeGreaterThan(0);
    expect(await kept()).toBe(25);
    home.clock.advance(49 * HOUR);
    const reports = must(await purge(home.system()));
    expect(reports.find(({ retention }) => retention === 'negative')).toMatchObject({ due: 23, purged: 23, left: 0 });
    expect(await kept()).toBe(2);
    home.clock.advance(8 * 24 * HOUR);
    must(await purge(home.system()));
    expect(await kept()).toBe(1);
    expect(await home.count("select count(*) from listening.observation_text where retention = 'alert'")).toBe(1);
    home.clock.advance(90 * 24 * HOUR);
    must(await purge(home.system()));
    expect(await kept()).toBe(0);
    // A campaign that nobody joined for thirty days finds no like any more; what it was stays as long as its posts' marks.
    expect(await home.count('select count(*) from listening.cluster_band')).toBe(0);
    expect(await home.count('select count(*) from listening.cluster')).toBeGreaterThan(1);
    // The day's key went with the last text under it.
    expect(await home.count('select count(*) from listening.text_key')).toBe(0);
    home.clock.advance(200 * 24 * HOUR);
    must(await purge(home.system()));
    expect(await home.count('select count(*) from listening.training_text')).toBe(0);
    home.clock.advance(200 * 24 * HOUR);
    must(await purge(home.system()));
    expect(await home.count('select count(*) from listening.observation')).toBe(1);
    expect(await home.count('select count(*) from listening.cluster')).toBe(1);
    expect(await home.count('select count(*) from listening.statistic_hour')).toBeGreaterThan(0);
    const status = must(await retentionStatus(home.as(home.people.dpo)));
    expect(status.reports.every(({ left }) => left === 0)).toBe(true);
    expect(status.reports.reduce((sum, { purged }) => sum + purged, 0)).toBe(25 + 1 + 24);
    expect(await stands()).toBe(false);
  });

  test('a post that nobody came to look at in its time leaves a dead letter, not silence', async () => {
    must(await observe(home.system(), { sourceId: from, posts: [post('Bài này chờ quá lâu trong hàng đợi.')] }));
    home.clock.advance(50 * HOUR);
    must(await purge(home.system()));
    expect(await home.count("select count(*) from listening.dead_letter where reason = 'expired'")).toBe(1);
    expect(await home.count('select count(*) from listening.queue')).toBe(0);
  });

  test('a joining of pseudonyms goes when its time is over', async () => {
    const asked = { caseId: newId<'case'>(), source: from, author: `${MARK}-nối`, reason: 'police-request' } as const;
    must(await requestRelink(home.as(home.people.reviewer), asked));
    const joinings = () => home.count('select count(*) from listening.relink');
    must(await purge(home.system()));
    expect(await joinings()).toBe(1);
    home.clock.advance(60 * 24 * HOUR);
    must(await purge(home.system()));
    expect(await joinings()).toBe(0);
  });

  test('a term is written down only where at least twenty different people wrote it', async () => {
    const topic = (by: string) => post('Nhiều bạn đang bàn về lễ hội đèn lồng ngoài phố tối nay', { author: by });
    const few = (by: string) => post('Chỉ vài người nói về chuyện riêng kín đáo ấy thôi', { author: by });
    must(
      await observe(home.system(), {
        sourceId: from,
        posts: [
          ...Array.from({ length: 25 }, (_, at) => topic(`người ${at}`)),
          ...Array.from({ length: 40 }, () => few('một người')),
        ],
      }),
    );
    await home.process();
    home.clock.advance(60_000);
    expect(must(await findTrends(home.system()))).toBeGreaterThan(0);
    const { rows } = await home.owner.query(
      "select key, support from listening.trend where kind = 'term' order by key",
    );
    expect(rows.map((row) => row.key)).toContain('le hoi');
    expect(rows.every((row) => row.support >= 20)).toBe(true);
    expect(rows.map((row) => row.key)).not.toContain('kin dao');
  });
});
