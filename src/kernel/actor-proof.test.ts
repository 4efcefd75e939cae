import { createHmac, createSecretKey } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { type Actor, actorForDatabase, anonymous, systemActor } from './actor.ts';
import { addActorKey, BECOME, retireActorKeys } from './actor-key-store.ts';
import { ActorProof } from './actor-proof.ts';
import { openKernel } from './kernel.ts';
import { actorKind, any } from './policy/condition.ts';
import { definePolicy } from './policy/policy.ts';
import { ok } from './result.ts';

/** A table that the platform alone sees, as it is locked for all others. */
const policy = definePolicy({
  resource: 'secret',
  table: 'probe.secret',
  columns: { id: 'uuid' },
  visible: any(actorKind('system'), actorKind('machine')),
  insertable: actorKind('system'),
  actions: {},
});

let home: TestKernel;
/** A thief of the app role’s password, or whoever gets SQL into a statement of it. */
let thief: pg.Client;
const NOT_PROVEN = { code: 'LC002' };
const system = () => actorForDatabase(systemActor('test'), home.clock.now());
const seen = async (client = thief) => (await client.query('select * from probe.secret')).rowCount;

beforeAll(async () => {
  home = await openTestKernel();
  await home.owner.query(`create schema probe; grant usage on schema probe to lachan_app;
    create table probe.secret (id uuid primary key default uuidv7()); grant select, insert on probe.secret to lachan_app;
    insert into probe.secret default values`);
  for (const statement of policy.lockStatements()) await home.owner.query(statement);
  thief = new pg.Client({ connectionString: home.appUrl });
  await thief.connect();
});
afterAll(async () => {
  await thief.end();
  await home.close();
});

async function within<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

describe('whoever has SQL as the app’s role', () => {
  test('sees nothing and writes nothing without an actor', async () => {
    expect(await seen()).toBe(0);
    await expect(thief.query('insert into probe.secret default values')).rejects.toMatchObject({ code: '42501' });
  });

  test('is nobody by a setting, in the transaction or for the connection', async () => {
    for (const local of [true, false]) {
      await within(thief, async () => {
        await thief.query("select set_config('lachan.actor', $1, $2)", [system(), local]);
        await expect(seen()).rejects.toMatchObject(NOT_PROVEN);
      });
    }
  });

  test('cannot make a setting that was proven for somebody else its own', async () => {
    await within(thief, async () => {
      await home.become(thief, anonymous);
      expect(await seen()).toBe(0);
      await thief.query("select set_config('lachan.actor', $1, true)", [system()]);
      await expect(seen()).rejects.toMatchObject(NOT_PROVEN);
    });
  });

  test('cannot use in another transaction what stood in one, on the same connection or on another', async () => {
    const proven = await within(thief, async () => {
      await home.become(thief, systemActor('test'));
      expect(await seen()).toBe(1);
      return (
        await thief.query("select current_setting('lachan.actor') as actor, current_setting('lachan.proof') as proof")
      ).rows[0];
    });
    const other = new pg.Client({ connectionString: home.appUrl });
    await other.connect();
    for (const client of [thief, other]) {
      await within(client, async () => {
        await client.query("select set_config('lachan.actor', $1, true), set_config('lachan.proof', $2, true)", [
          proven.actor,
          proven.proof,
        ]);
        await expect(seen(client)).rejects.toMatchObject(NOT_PROVEN);
      });
    }
    await other.end();
  });

  test('sees the MAC of no other connection', async () => {
    const other = new pg.Client({ connectionString: home.appUrl });
    await other.connect();
    await within(other, async () => {
      await home.become(other, systemActor('test'));
      const { rows } = await thief.query<{ query: string }>(
        "select query from pg_stat_activity where query ~ 'become'",
      );
      const shown = rows.map((row) => row.query);
      expect(shown).toContain(BECOME);
      expect(shown.join()).not.toContain('system');
    });
    await other.end();
  });

  test('reads neither the keys nor what makes a MAC of them', async () => {
    for (const text of [
      'select * from kernel.actor_key',
      'insert into kernel.actor_key select * from kernel.actor_key',
      'delete from kernel.actor_key',
    ])
      await expect(thief.query(text), text).rejects.toMatchObject({ code: '42501' });
  });

  test('shows no MAC of another key, of another actor or of another time', async () => {
    const forged = new ActorProof({ id: keyId(), key: createSecretKey(Buffer.alloc(32)) }, async () => {
      throw new Error('not asked');
    });
    await within(thief, async () => {
      await expect(thief.query(forged.statement(system()))).rejects.toMatchObject(NOT_PROVEN);
    });
    const { text, values } = home.kernel.proof.statement(actorForDatabase(anonymous, home.clock.now()));
    for (const [place, value] of [
      [0, system()],
      [2, Number(values[2]) + 1],
      [3, Buffer.alloc(32)],
    ] as const) {
      await within(thief, async () => {
        const changed = values.map((own, index) => (index === place ? value : own));
        await expect(thief.query(text, changed), String(place)).rejects.toMatchObject(NOT_PROVEN);
      });
    }
  });

  test('cannot use a MAC that is older than five minutes', async () => {
    const key = (await home.owner.query('select id from kernel.actor_key')).rows[0].id as string;
    const secret = Buffer.from(await home.kernel.vault.derive(`database-actor|${key}`));
    const shown = (age: number) => {
      const at = Date.now() - age;
      const mac = createHmac('sha256', secret).update(`become|${at}|${system()}`).digest();
      return { text: BECOME, values: [system(), key, at, mac] };
    };
    await within(thief, async () => {
      await thief.query(shown(280_000));
      expect(await seen()).toBe(1);
    });
    for (const age of [310_000, -310_000])
      await within(thief, async () => {
        await expect(thief.query(shown(age))).rejects.toMatchObject({ code: 'LC003' });
      });
  });
});

test('a change of actor inside a transaction is proven as its beginning is', async () => {
  const counts = await home.context(anonymous).transaction(async (tx) => {
    const count = async () =>
      (await tx.run<{ n: number }>({ name: '', text: 'select count(*)::int as n from probe.secret' }, []))[0]?.n;
    const before = await count();
    await tx.setActor(system());
    return ok([before, await count()]);
  });
  expect(counts).toEqual({ ok: true, value: [0, 1] });
});

test('a key that is taken out of use is replaced while the server runs, and shows nothing more', async () => {
  const read = (actor: Actor) =>
    home
      .context(actor)
      .transaction(async (tx) =>
        ok((await tx.run<{ n: number }>({ name: '', text: 'select count(*)::int as n from probe.secret' }, []))[0]?.n),
      );
  const old = home.kernel.proof.statement(system());
  await addActorKey(home.owner, home.kernel.vault);
  // Both are good until the older one goes.
  expect(await read(systemActor('test'))).toEqual({ ok: true, value: 1 });
  expect(await retireActorKeys(home.owner)).toBe(1);
  await within(thief, async () => {
    await expect(thief.query(old)).rejects.toMatchObject({ code: 'LC001' });
  });
  expect(await read(systemActor('test'))).toEqual({ ok: true, value: 1 });
  expect(await home.owner.query('select from kernel.actor_key')).toMatchObject({ rowCount: 1 });
});

test('a start finds the key that follows from its vault, and makes none beside it', async () => {
  const again = await openKernel(home.kernel.config, home.ownerUrl, { log: home.kernel.log });
  await again.close();
  expect(await home.owner.query('select from kernel.actor_key')).toMatchObject({ rowCount: 1 });
});

function keyId(): string {
  return String(home.kernel.proof.statement('{}').values[1]);
}
