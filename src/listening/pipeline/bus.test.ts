import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { natsServer } from '../../../tools/test/nats-server.ts';
import { must } from '../../../tools/test/test-result.ts';
import { ok } from '../../kernel/index.ts';
import { type ListeningHome, openListeningHome, PHRASES, post, source } from '../listening.testing.ts';
import { observe } from '../posts/observe.ts';
import { type Bus, brokerBus, postgresBus } from './bus.ts';
import { natsBroker } from './nats-broker.ts';
import { processAll } from './process-all.ts';
import { enqueue, FIRST } from './queue-store.ts';

const nats = await natsServer();
if (!nats)
  console.warn('SKIPPED: the bus over NATS JetStream was not tried: no nats-server on the path and no NATS_URL');
afterAll(() => nats?.stop());

const buses: Readonly<Record<string, () => Promise<Bus>>> = {
  PostgreSQL: async () => postgresBus,
  ...(nats
    ? {
        'NATS JetStream': async () => brokerBus(await natsBroker(nats.url, `TEST_${randomBytes(4).toString('hex')}`)),
      }
    : {}),
};

describe.each(Object.entries(buses))('the bus over %s', (_name, open) => {
  let home: ListeningHome;
  let bus: Bus;
  let from: string;
  beforeAll(async () => {
    home = await openListeningHome();
    from = await source(home);
    bus = await open();
  }, 60_000);
  afterAll(async () => {
    await bus.close();
    await home.close();
  });

  test('brings every post once: processed, counted, one alert for a campaign', async () => {
    const posts = Array.from({ length: 120 }, (_, at) =>
      post(
        at % 10 === 0
          ? `Ai cũng nghe ${PHRASES.sextortion} trong nhóm của lớp mình dạo gần đây, thật lạ ${'!'.repeat(at % 4)}`
          : `Bài số ${at} kể chuyện một ngày bình thường ở quê ${at * 31}`,
      ),
    );
    must(await observe(home.system(), { sourceId: from, posts }));
    const done = must(await processAll(home.system(), { bus, most: 50 }));
    expect(done).toMatchObject({ processed: 120, alerts: 1, failed: 0 });
    expect(await home.count('select count(*) from listening.queue')).toBe(0);
    expect(await home.count("select sum(n) from listening.statistic_hour where label = '*'")).toBe(120);
  });

  test('what it brings twice has no second effect', async () => {
    await home.system().transaction(async (tx) => {
      const { rows } = await home.owner.query('select id, lane from listening.observation');
      await enqueue(
        tx,
        rows.map(({ id, lane }) => ({ observation: id, stage: 'text', replay: FIRST, lane, attempts: 3 })),
        tx.now,
      );
      return ok();
    });
    const done = must(await processAll(home.system(), { bus, most: 50 }));
    expect(done).toMatchObject({ claimed: 120, processed: 0, alerts: 0 });
    expect(await home.count("select sum(n) from listening.statistic_hour where label = '*'")).toBe(120);
    expect(await home.count('select count(*) from listening.alert')).toBe(1);
  });

  test('one post that breaks its batch waits for another try, and holds up no other', async () => {
    await home.owner.query(
      `create function listening.break_it() returns trigger language plpgsql as $$ begin raise exception 'broken for a test'; end $$;
       create trigger break_it before update on listening.observation for each row when (new.language = 'qx' and new.processed_at is not null) execute function listening.break_it()`,
    );
    const before = await home.count('select count(*) from listening.observation where processed_at is not null');
    const posts = Array.from({ length: 30 }, (_, at) =>
      post(`Chuyện nhà số ${at} sau mùa mưa ${at * 13}`, at === 17 ? { language: 'qx' } : {}),
    );
    must(await observe(home.system(), { sourceId: from, posts }));
    while (must(await processAll(home.system(), { bus, most: 30 })).claimed > 0);
    const processed = await home.count('select count(*) from listening.observation where processed_at is not null');
    expect(processed - before).toBe(29);
    expect(await home.count('select count(*) from listening.queue')).toBe(1);
    expect(await home.count('select attempts from listening.queue')).toBe(1);
    await home.owner.query('drop function listening.break_it cascade');
    home.clock.advance(60_000);
    must(await processAll(home.system(), { bus, most: 30 }));
    expect(await home.count('select count(*) from listening.observation where processed_at is null')).toBe(0);
  });

  test('several workers share the work and none does it twice', async () => {
    must(
      await observe(home.system(), {
        sourceId: from,
        posts: Array.from({ length: 200 }, (_, at) => post(`Thêm bài ${at} về mùa gặt ở làng bên ${at * 17}`)),
      }),
    );
    must(await bus.publish(home.system()));
    const shares = await Promise.all(
      Array.from({ length: 3 }, async () => {
        let processed = 0;
        for (
          let batch = must(await bus.work(home.system(), 20));
          batch.claimed > 0;
          batch = must(await bus.work(home.system(), 20))
        )
          processed += batch.processed;
        return processed;
      }),
    );
    expect(shares.reduce((sum, n) => sum + n, 0)).toBe(200);
    expect(await home.count("select sum(n) from listening.statistic_hour where label = '*'")).toBe(350);
  });
});
