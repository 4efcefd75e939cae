import { type AddressInfo, connect, createServer } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { systemActor } from './actor.ts';
import { auditKey } from './audit.ts';
import { Database } from './database.ts';
import { ok } from './result.ts';
import { SharedFlush } from './shared-flush.ts';

/** The tests' server waits for no disk; this database does, from its next connections on. */
const home = fileFixture(async () => {
  const made = await openTestKernel();
  const { rows } = await made.owner.query('select current_database() as name');
  await made.owner.query(`alter database ${rows[0].name} set synchronous_commit = on`);
  return made;
});

const flushers = async () =>
  (
    await home.owner.query<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = 'la-chan flush' and datname = current_database()",
    )
  ).rows.map(({ pid }) => pid);

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const { log, proof, vault } = home.kernel;
  const database = new Database({ url: home.appUrl, log, proof, auditKey: await auditKey(vault), size: 10 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const act = (database: Database, place: number, enqueues = false) =>
  database.transaction(
    systemActor('test'),
    home.clock.now(),
    { requestId: 'test' },
    async (tx) => {
      tx.audit({ organisation: 'SHARED', action: 'probe.act', object: { kind: 'probe', id: String(place) } });
      if (enqueues) await tx.enqueue('probe.none', {});
      const [at] = await tx.rows<{ lsn: string }>('select pg_current_wal_insert_lsn()::text as lsn', []);
      return ok(at?.lsn);
    },
    { sharedFlush: true },
  );

test('what many committed beside each other is on the disk when they are told so, and the audit is one chain', async () => {
  await withDatabase(async (database) => {
    const reader = new pg.Client({ connectionString: home.ownerUrl });
    await reader.connect();
    const late = await Promise.all(
      Array.from({ length: 60 }, async (_, place) => {
        const done = await act(database, place);
        const { rows } = await reader.query('select pg_current_wal_flush_lsn() >= $1::pg_lsn as flushed', [
          done.ok ? done.value : '',
        ]);
        return rows[0].flushed;
      }),
    );
    await reader.end();
    expect(late).toEqual(late.map(() => true));
    const { rows } = await home.owner.query(
      "select sequence::int as sequence from kernel.audit_entry where organisation = 'SHARED' order by sequence",
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(await flushers()).toHaveLength(1);
  });
});

test('one that enqueues a job waits by itself', async () => {
  await expect.poll(flushers).toEqual([]);
  await withDatabase(async (database) => {
    expect((await act(database, 0, true)).ok).toBe(true);
    expect(await flushers()).toEqual([]);
    expect((await act(database, 1)).ok).toBe(true);
    expect(await flushers()).toHaveLength(1);
  });
});

test('a commit during which the server may have gone down is not called durable; the next one is', async () => {
  await expect.poll(flushers).toEqual([]);
  const flush = new SharedFlush(home.appUrl);
  const flushed = await flush.begin();
  const [pid] = await flushers();
  await home.owner.query('select pg_terminate_backend($1, 10000)', [pid]);
  await expect(flushed()).rejects.toThrow();
  const again = await flush.begin();
  await again();
  const [old, young] = [await flush.begin(), await flush.begin()];
  await Promise.all([old(), young()]);
  await flush.close();
  await expect.poll(flushers).toEqual([]);
});

test('where no connection can be had for it, that is said before anything is committed', async () => {
  await expect(new SharedFlush('postgres://nobody:x@127.0.0.1:1/none').begin()).rejects.toThrow();
});

test('behind a pooler, whose connection outlives the server, each commit waits by itself', async () => {
  const { hostname, port } = new URL(home.appUrl);
  let greeted = 0;
  const pooler = createServer((app) => {
    const database = connect(Number(port), hostname);
    app.pipe(database);
    database.on('data', (data) => {
      // BackendKeyData: the number of the process, which a pooler makes up.
      const at = data.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (at >= 0) data.writeInt32BE(data.readInt32BE(at + 5) ^ 1, at + 5);
      if (at >= 0) greeted += 1;
      app.write(data);
    });
    for (const [one, other] of [
      [app, database],
      [database, app],
    ] as const)
      one.on('close', () => other.destroy()).on('error', () => other.destroy());
  });
  await new Promise<void>((resolve) => pooler.listen(0, '127.0.0.1', resolve));
  const url = new URL(home.appUrl);
  url.search = '';
  url.host = `127.0.0.1:${(pooler.address() as AddressInfo).port}`;
  const flush = new SharedFlush(url.href);
  await expect(flush.begin()).rejects.toThrow(/pooler/);
  await expect(flush.begin()).rejects.toThrow(/pooler/);
  // It is not asked again and again.
  expect(greeted).toBe(1);
  await flush.close();
  pooler.close();
});
