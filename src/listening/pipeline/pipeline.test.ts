import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { deliverAlerts } from '../alerts/deliver-alerts.ts';
import { openListeningHome, PHRASES, post, source } from '../listening.testing.ts';
import { observe } from '../posts/observe.ts';
import { processBatch } from './process-batch.ts';

const home = fileFixture(() => openListeningHome());
let from: string;
beforeAll(async () => {
  from = await source(home);
});

const NEUTRAL = 'Hôm nay trời đẹp, cả lớp mình đi tham quan bảo tàng và học được rất nhiều điều hay.';
const take = (...posts: ReturnType<typeof post>[]) => observe(home.system(), { sourceId: from, posts });

describe('observing', () => {
  test('the same call twice is the same once', async () => {
    const posts = [post(NEUTRAL), post('Một bài khác hẳn về món ăn ngon ở quê nhà.')];
    expect(must(await take(...posts))).toEqual({ accepted: 2, known: 0, sampledOut: 0, refused: 0 });
    expect(must(await take(...posts))).toEqual({ accepted: 0, known: 2, sampledOut: 0, refused: 0 });
    const edited = posts.map((one) => ({ ...one, revision: '2' }));
    expect(must(await take(...edited)).accepted).toBe(2);
  });

  test('a post twice in one batch is one', async () => {
    const one = post('Bài này có mặt hai lần trong một lượt gửi.');
    expect(must(await take(one, one))).toEqual({ accepted: 1, known: 1, sampledOut: 0, refused: 0 });
  });

  test('a megabyte, marks, lone surrogates, nothing at all: bounded, counted, nothing thrown', async () => {
    const answer = must(
      await take(
        post('a'.repeat(1_000_000)),
        post(`e${'\u0301'.repeat(100_000)}`),
        post('\ud800 lẻ \u0000 rỗng'),
        post('\u200b\u200b\u200b'),
        post('   '),
        post('không có tên', { id: '' }),
        post('tên quá dài', { id: 'x'.repeat(301) }),
        post('ngày hỏng', { at: new Date(Number.NaN) }),
      ),
    );
    expect(answer).toEqual({ accepted: 4, known: 0, sampledOut: 0, refused: 4 });
    expect(await home.count('select sum(truncated) from listening.source_hour')).toBeGreaterThanOrEqual(2);
    await home.process();
    expect(await home.count('select count(*) from listening.queue')).toBe(0);
    expect(await home.count('select count(*) from listening.dead_letter')).toBe(0);
  });

  test('a source that is paused or unknown takes nothing', async () => {
    const paused = await source(home, { name: 'Nguồn dừng' });
    await home.owner.query("update listening.source set state = 'PAUSED' where id = $1", [paused]);
    const refused = await observe(home.system(), { sourceId: paused, posts: [post(NEUTRAL)] });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'listening-source.not-running' } });
    const unknown = await observe(home.system(), { sourceId: 'x', posts: [] });
    expect(unknown).toMatchObject({ ok: false, refusal: { code: 'listening-source.not-found' } });
  });

  test('a post that its author deletes goes, and a late copy is not taken', async () => {
    const one = post('Bài này sẽ bị tác giả xóa trong chốc lát.');
    must(await take(one));
    must(await take({ ...one, deleted: true }));
    expect(
      await home.count(
        'select count(*) from listening.observation_text as kept join listening.observation as o on o.id = kept.observation_id where o.deleted_at is not null',
      ),
    ).toBe(0);
    expect(must(await take({ ...one, revision: '2' }))).toMatchObject({ accepted: 0, known: 1 });
  });

  test('an author has one pseudonym at a source in a quarter, another at another source and in the next quarter', async () => {
    const other = await source(home, { name: 'Nguồn thứ hai' });
    const by = (sourceId: string) =>
      observe(home.system(), { sourceId, posts: [post('Cùng một người viết ở đây.', { author: 'người-mẫu' })] });
    must(await by(from));
    must(await by(from));
    must(await by(other));
    const now = home.clock.now();
    home.clock.set('2027-01-05T02:00:00Z');
    must(await by(from));
    home.clock.set(now);
    const { rows } = await home.owner.query(
      "select encode(pseudonym, 'hex') as mark, count(*)::integer as n from listening.observation where length = $1 group by 1 order by 2 desc",
      ['Cùng một người viết ở đây.'.length],
    );
    expect(rows.map((row) => row.n)).toEqual([2, 1, 1]);
  });
});

describe('the queue', () => {
  test('bulk is sampled past the soft limit with its probability written down; at the hard limit nothing is taken', async () => {
    await home.process();
    const bulk = await source(home, { name: 'Nguồn lớn', lane: 2 });
    await home.owner.query(
      "insert into listening.tuning select gen_random_uuid(), '2026-06-01', 50, 400, audit_rate, double_rate, margin, open_most, 'thử', 'test' from listening.tuning limit 1",
    );
    const many = (n: number) => Array.from({ length: n }, (_, at) => post(`Bài số ${at} về thời tiết miền núi ${at}.`));
    const waiting = await home.count('select count(*) from listening.queue');
    const first = must(await observe(home.system(), { sourceId: bulk, posts: many(200) }));
    expect(first.accepted).toBe(200);
    const second = must(await observe(home.system(), { sourceId: bulk, posts: many(300) }));
    expect(second.sampledOut).toBeGreaterThan(50);
    expect(second.accepted + second.sampledOut).toBe(300);
    const { rows } = await home.owner.query(
      'select distinct probability from listening.observation where source_id = $1 order by 1',
      [bulk],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0].probability).toBeCloseTo(1 - (waiting + 200 - 50) / 350, 5);
    must(await observe(home.system(), { sourceId: from, posts: many(200) }));
    const full = await observe(home.system(), { sourceId: from, posts: many(1) });
    expect(full).toMatchObject({ ok: false, refusal: { code: 'listening.busy', facts: { retryAfterSeconds: 30 } } });
    await home.process();
    await home.owner.query("delete from listening.tuning where set_by = 'test'");
    expect(must(await observe(home.system(), { sourceId: from, posts: many(1) })).accepted).toBe(1);
    await home.process();
  });
});

describe('from a post to the desk', () => {
  test('a campaign of near-duplicates is one alert, one report at the 111 desk, whatever is repeated', async () => {
    const text = (tail: string) =>
      `Bạn nhỏ nào đang buồn thì nhắn cho mình nhé, mình luôn ở đây để nghe ${PHRASES.selfHarm} mọi lúc mọi nơi ${tail}`;
    const campaign = Array.from({ length: 30 }, (_, at) =>
      post(text(`${'!'.repeat(at % 5)} ${at % 3 === 0 ? 'nha' : ''}`)),
    );
    must(await take(...campaign));
    const batch = must(await processBatch(home.system()));
    expect(batch).toMatchObject({ processed: 30, alerts: 1, failed: 0 });
    must(await take(post(text('thêm lần nữa'))));
    await home.process();
    expect(await home.count("select count(*) from listening.alert where label = 'selfharm.expressed'")).toBe(1);
    expect(
      await home.count(
        "select posts from listening.cluster where id = (select cluster_id from listening.alert where label = 'selfharm.expressed')",
      ),
    ).toBe(31);
    must(await deliverAlerts(home.system()));
    must(await deliverAlerts(home.system()));
    const { rows } = await home.owner.query(
      "select channel, informant_type, danger_now, next_due_rule, extract(epoch from next_due_at - received_at) as seconds from intake.report where channel = 'LISTENING'",
    );
    expect(rows).toEqual([
      {
        channel: 'LISTENING',
        informant_type: 'MONITORING',
        danger_now: 'yes',
        next_due_rule: 'DL-SCREEN',
        seconds: '900.000000',
      },
    ]);
    expect(await home.count('select count(*) from intake.receipt')).toBe(0);
    expect(
      await home.count("select count(*) from listening.outbox where state = 'DELIVERED' and receipt is not null"),
    ).toBe(1);
  });

  test('news about prevention raises no alert and is put before a person', async () => {
    const before = await home.count('select count(*) from listening.alert');
    must(
      await take(
        post(
          `Hội thảo phòng chống xâm hại: chuyên gia giải thích cách nhận ra ${PHRASES.grooming} và khuyên phụ huynh gọi tổng đài 111 khi cần giúp đỡ.`,
        ),
      ),
    );
    await home.process();
    expect(await home.count('select count(*) from listening.alert')).toBe(before);
    expect(
      await home.count("select count(*) from listening.review_task where label = 'grooming.signal' and state = 'OPEN'"),
    ).toBe(1);
  });

  test('details of a child in the open are an alert of the second degree, which waits for a person here', async () => {
    must(
      await take(
        post('Bé Mẫu học lớp 6A trường THCS Mẫu, số điện thoại 0912345678, nhà ở số 12 đường Mẫu, ai quen thì nhắn.'),
      ),
    );
    await home.process();
    const { rows } = await home.owner.query(
      "select severity, state, extract(epoch from due_at - raised_at) as seconds from listening.alert where label = 'privacy.child_pii'",
    );
    expect(rows).toEqual([{ severity: 2, state: 'RAISED', seconds: '86400.000000' }]);
    expect(
      await home.count(
        "select count(*) from listening.outbox join listening.alert on alert.id = outbox.alert_id where label = 'privacy.child_pii'",
      ),
    ).toBe(0);
  });
});
