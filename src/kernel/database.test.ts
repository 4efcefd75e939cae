import { createSecretKey } from 'node:crypto';
import { type AddressInfo, connect, createServer } from 'node:net';
import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { anonymous, systemActor } from './actor.ts';
import { chainHash, chainStart } from './audit.ts';
import { Database, type LiveEvent, literal, type Tx } from './database.ts';
import { kernelModule } from './index.ts';
import { startJobs } from './jobs.ts';
import { RESYNC } from './live.ts';
import { migrate } from './migrate.ts';
import { refuse } from './refusals.ts';
import { ok } from './result.ts';

const home = fileFixture(() => openTestKernel());
const person = testPerson('r', 'C111', { person: 'p1', name: 'x', session: 's', purpose: 'counselling' });

beforeAll(async () => {
  await home.owner.query(
    'create schema probe; grant usage on schema probe to lachan_app; create table probe.counter (id int primary key, n int); grant select, insert, update on probe.counter to lachan_app',
  );
  await home.owner.query('insert into probe.counter values (1, 0), (2, 0)');
});

interface Tables {
  'probe.counter': { id: number; n: number };
  'probe.kept': { id: number; n: number; more?: number };
  'probe.own': { id: number; agency: string };
}

describe('a transaction', () => {
  test('a refusal rolls back and is returned', async () => {
    const result = await home.context(person).transaction(async (tx) => {
      await tx.query<Tables>().updateTable('probe.counter').set({ n: 99 }).execute();
      return refuse('record.not-found');
    });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'record.not-found' } });
    expect((await home.owner.query('select max(n) from probe.counter')).rows[0].max).toBe(0);
  });

  test('a kept statement outlives a change of its table', async () => {
    const read = () =>
      home
        .context(person)
        .transaction(
          async (tx) => ok(await tx.query<Tables>().selectFrom('probe.kept').selectAll().where('id', '=', 1).execute()),
          { keep: true },
        );
    await home.owner.query(
      'create table probe.kept (id int primary key, n int); grant select on probe.kept to lachan_app; insert into probe.kept values (1, 7)',
    );
    expect(await read()).toEqual(ok([{ id: 1, n: 7 }]));
    expect(await read()).toEqual(ok([{ id: 1, n: 7 }]));
    await home.owner.query('alter table probe.kept add column more int default 8');
    expect(await read()).toEqual(ok([{ id: 1, n: 7, more: 8 }]));
    expect(await read()).toEqual(ok([{ id: 1, n: 7, more: 8 }]));
  });

  test('one plan for all values is for its own transaction alone', async () => {
    const mode = (onePlan: boolean) =>
      home.context(person).transaction(
        async (tx) => {
          const { rows } = await sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`.execute(
            tx.query<Tables>(),
          );
          return ok(rows[0]?.mode);
        },
        { keep: true, onePlan },
      );
    expect(await mode(true)).toEqual(ok('force_generic_plan'));
    expect(await mode(false)).toEqual(ok('auto'));
  });

  test('row locks ask for the actor of the moment also in a kept statement', async () => {
    await home.owner.query(`create table probe.own (id int primary key, agency text);
      insert into probe.own values (1, 'C111'), (2, 'OTHER');
      alter table probe.own enable row level security;
      create policy own on probe.own using (agency = (kernel.actor() ->> 'agency'));
      grant select on probe.own to lachan_app`);
    const seen = (agency: string) =>
      home
        .context({ ...person, agency })
        .transaction(
          async (tx) => ok(await tx.query<Tables>().selectFrom('probe.own').select('id').where('id', '>', 0).execute()),
          { keep: true },
        );
    // Often enough that a plan for any values is made.
    for (let round = 0; round < 8; round += 1) {
      expect(await seen('C111')).toEqual(ok([{ id: 1 }]));
      expect(await seen('OTHER')).toEqual(ok([{ id: 2 }]));
    }
  });

  test('sends what stands behind a statement before its answer has come', async () => {
    const { hostname, port } = new URL(home.appUrl);
    const answers: (() => void)[] = [];
    let [holding, third] = [false, false];
    const release = () => {
      holding = false;
      for (const answer of answers.splice(0)) answer();
    };
    const between = createServer((app) => {
      const database = connect(Number(port), hostname);
      app.on('data', (data) => {
        database.write(data);
        if (holding && data.includes('third')) {
          third = true;
          release();
        }
      });
      database.on('data', (data) => (holding ? answers.push(() => app.write(data)) : app.write(data)));
      for (const [one, other] of [
        [app, database],
        [database, app],
      ] as const)
        one.on('close', () => other.destroy()).on('error', () => other.destroy());
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const url = new URL(home.appUrl);
    // By the network, and not by the server's socket.
    url.search = '';
    url.host = `127.0.0.1:${(between.address() as AddressInfo).port}`;
    const { log, proof } = home.kernel;
    const database = new Database({ url: url.href, log, auditKey: createSecretKey(Buffer.alloc(32)), proof, size: 1 });
    const ask = (work: (tx: Tx) => Promise<unknown>) =>
      database.transaction(systemActor('test'), home.clock.now(), { requestId: 'test' }, async (tx) =>
        ok(await work(tx)),
      );
    try {
      // The connection is made, and nothing is held back yet.
      await ask(async () => undefined);
      holding = true;
      // Without the pipeline the first answer never comes: it goes on after five seconds, and the test fails.
      const late = setTimeout(release, 5_000);
      await ask((tx) =>
        Promise.all(['first', 'second', 'third'].map((name) => sql`select ${sql.lit(name)}`.execute(tx.query()))),
      );
      clearTimeout(late);
      expect(third).toBe(true);
    } finally {
      await database.close();
      between.close();
    }
  });

  test('nothing more is sent when it is over, whatever branch of its work goes on', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const failed = home.context(person).transaction(async (tx) => {
      const goingOn = async () => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await tx.query<Tables>().updateTable('probe.counter').set({ n: 98 }).execute();
      };
      late = goingOn();
      late.catch(() => undefined);
      throw new Error('the first branch');
    });
    await expect(failed).rejects.toThrow('the first branch');
    await expect(late).rejects.toThrow('this transaction is over');
    expect((await home.owner.query('select max(n) from probe.counter')).rows[0].max).toBe(0);
  });

  test('an error that the work swallows does not pass for a commit', async () => {
    const act = home.context(person).transaction(async (tx) => {
      await tx
        .query<Tables>()
        .insertInto('probe.counter')
        .values({ id: 1, n: 0 })
        .execute()
        .catch(() => undefined);
      return ok();
    });
    await expect(act).rejects.toMatchObject({ code: '25P02' });
  });

  test('what is written of an actor is text, whatever it holds', async () => {
    const name = `'; drop table probe.counter; --\\ \\' E'\u{1f33f}`;
    const result = await home.context({ ...person, name, agency: name }).transaction(async (tx) => {
      tx.audit({ action: 'probe.act', organisation: name });
      tx.notify({ topic: name, id: name });
      return ok();
    });
    expect(result.ok).toBe(true);
    const { rows } = await home.owner.query('select organisation from kernel.audit_entry where organisation = $1', [
      name,
    ]);
    expect(rows.length).toBe(1);
    expect((await home.owner.query('select count(*) as n from probe.counter')).rows[0].n).toBe(2);
  });

  test.each(['', 'lá', "it's", 'a\\b', "\\'", "''\\\\", '{"a":"\\n\\"\'"}', "\n\t🌿$1 E'x"])(
    'a literal is what the driver would write: %j',
    (text) => {
      expect(literal(text)).toBe(pg.escapeLiteral(text));
    },
  );

  test('a deadlock is tried again, and both are done once', async () => {
    let attempts = 0;
    let held = 0;
    const { promise: bothHoldOne, resolve } = Promise.withResolvers<void>();
    const add = (first: number, second: number) =>
      home.context(person).transaction(async (tx) => {
        attempts += 1;
        for (const id of [first, second]) {
          await tx
            .query<Tables>()
            .updateTable('probe.counter')
            .set((eb) => ({ n: eb('n', '+', 1) }))
            .where('id', '=', id)
            .execute();
          held += 1;
          if (held === 2) resolve();
          await bothHoldOne;
        }
        return ok();
      });
    await Promise.all([add(1, 2), add(2, 1)]);
    // Three, and more where the second try met the other's first again.
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect((await home.owner.query('select n from probe.counter order by id')).rows).toEqual([{ n: 2 }, { n: 2 }]);
  });

  test('live events come after the commit, and not after a refusal', async () => {
    const heard: LiveEvent[] = [];
    const stop = home.kernel.live.listen((event) => heard.push(event));
    await home.context(person).transaction(async (tx) => {
      tx.notify({ topic: 'refused', id: '1' });
      return refuse('record.not-found');
    });
    await home.context(person).transaction(async (tx) => {
      tx.notify({ topic: 'report', id: '2', desk: 'd' });
      return ok();
    });
    await expect.poll(() => heard.length).toBe(1);
    expect(heard).toEqual([{ topic: 'report', id: '2', desk: 'd' }]);
    stop();
  });

  test('a transaction tells of as many records as it touches, in their order, and writes its audit', async () => {
    const heard: string[] = [];
    const stop = home.kernel.live.listen(({ id }) => heard.push(id));
    const ids = Array.from({ length: 2_000 }, (_, at) => `it's \\${at}`);
    await home.context(person).transaction(async (tx) => {
      for (const id of ids) tx.notify({ topic: 'report', id });
      tx.audit({ action: 'many.told', organisation: 'MANY' });
      return ok();
    });
    await expect.poll(() => heard.length).toBe(ids.length);
    expect(heard).toEqual(ids);
    const { rows } = await home.owner.query(
      `select count(*)::int as entries from kernel.audit_entry where action = 'many.told'`,
    );
    expect(rows[0].entries).toBe(1);
    stop();
  });

  test('whoever follows one record hears of it alone, and that events may have been missed', async () => {
    const heard: string[] = [];
    const stop = home.kernel.live.listen(({ topic }) => heard.push(topic), 'mine');
    const tell = (topic: string, id: string) =>
      home.context(person).transaction(async (tx) => {
        tx.notify({ topic, id });
        return ok();
      });
    await tell('other', 'theirs');
    await tell('own', 'mine');
    await expect.poll(() => heard).toEqual(['own']);
    await home.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'la-chan live' and datname = current_database()`,
    );
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['own', RESYNC]);
    stop();
  });

  test('a job runs only if its transaction commits', async () => {
    const ran: unknown[] = [];
    const runner = await startJobs(home.kernel, home.owner, [
      { name: 'probe.run', run: async (_ctx, payload) => void ran.push(payload) },
    ]);
    await home.context(person).transaction(async (tx) => {
      await tx.enqueue('probe.run', { id: 'lost' });
      return refuse('record.not-found');
    });
    await home.context(person).transaction(async (tx) => {
      await tx.enqueue('probe.run', { id: 'kept' });
      return ok();
    });
    await expect.poll(() => ran).toEqual([{ id: 'kept' }]);
    await runner.stop();
  });
});

describe('the audit', () => {
  test('is one unbroken chain per organisation, also under concurrency', async () => {
    const ctx = home.context(person);
    await Promise.all(
      Array.from({ length: 40 }, (_, place) =>
        ctx.transaction(async (tx) => {
          tx.audit({ action: 'probe.act', object: { kind: 'probe', id: String(place) } });
          tx.audit({ organisation: 'OTHER', action: 'probe.act' });
          return ok();
        }),
      ),
    );
    for (const organisation of ['C111', 'OTHER']) {
      const { rows } = await home.owner.query(
        'select * from kernel.audit_entry where organisation = $1 order by sequence',
        [organisation],
      );
      expect(rows.length).toBe(40);
      let previous: Buffer = chainStart(organisation);
      for (const [place, row] of rows.entries()) {
        expect(row.sequence).toBe(place + 1);
        previous = chainHash(previous, row.sequence, row.body, row.mac);
        expect(row.hash).toEqual(previous);
      }
    }
  });

  test('the app role can add to it and read it, and nothing else', async () => {
    const client = new pg.Client({ connectionString: home.appUrl });
    await client.connect();
    for (const statement of [
      'update kernel.audit_entry set body = body',
      'delete from kernel.audit_entry',
      "insert into kernel.audit_head values ('X', 1, '')",
      'select * from graphile_worker.jobs',
      'set role lachan_owner',
    ]) {
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
  });

  test('a refused act is written although its transaction is rolled back', async () => {
    await home.context(person).auditRefused({ action: 'probe.secret', codes: { refusal: 'access.not-permitted' } });
    const { rows } = await home.owner.query(
      "select outcome, actor from kernel.audit_entry where action = 'probe.secret'",
    );
    expect(rows).toEqual([{ outcome: 'refused', actor: 'p1' }]);
  });
});

describe('migrations', () => {
  test('run once, and an edited one is refused', async () => {
    const schemas = kernelModule.schema ? [kernelModule.schema] : [];
    expect(await migrate(home.ownerUrl, TEST_APP_PASSWORD, schemas)).toEqual([]);
    await home.owner.query("update kernel.migration set digest = 'edited' where name = '0001-kernel.sql'");
    await expect(migrate(home.ownerUrl, TEST_APP_PASSWORD, schemas)).rejects.toThrow(/edited after it ran/);
  });
});

test('without an actor or as an anonymous one, a grant reaches nobody', async () => {
  for (const actor of [anonymous, systemActor('x')]) {
    const result = await home.context(actor).transaction(async (tx) => {
      const { sql } = await import('kysely');
      const { rows } = await sql<{
        n: number;
      }>`select cardinality(kernel.actor_granted('thing', 'triage')) as n`.execute(tx.query<Tables>());
      return ok(rows[0]?.n);
    });
    expect(result).toEqual({ ok: true, value: 0 });
  }
});
