import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../../apps/server/modules.ts';
import { must } from '../../../tools/test/test-result.ts';
import { fileReport } from '../../intake/index.ts';
import { type Actor, anonymous, type Policy, systemActor } from '../../kernel/index.ts';
import { declareConflict, openCase } from '../index.ts';
import { type CasesHome, drive, NEIGHBOUR, openCasesHome, openOwnCase, reception } from '../testing.ts';

let home: CasesHome;
let raw: pg.Client;
let own: string;
let others: string;
/** The locks of the kernel's tables as the code makes them now. */
const locksOf = (policies: readonly Policy[]) => modules.flatMap(({ schema }) => schema?.locks?.(policies) ?? []);
beforeAll(async () => {
  home = await openCasesHome('2026-04-22T02:00:00Z');
  // As on a database that has none yet.
  await home.owner.query('drop function kernel.sees_record, kernel.sees_key cascade');
  for (const lock of locksOf(modules.flatMap(({ schema }) => schema?.policies ?? []))) await home.owner.query(lock);
  own = (await openOwnCase(home)).id;
  others = must(await openCase(await home.as(home.neighbourOfficer), { commune: NEIGHBOUR, reception })).id;
  const one = drive(home, own);
  must(await one.grant({ to: { kind: 'agency', agency: 'SYT-01' }, purpose: 'protection' }));
  must(await declareConflict(await one.chair(), { ...one.on, implicated: { kind: 'agency', agency: 'UBND-20242' } }));
  raw = new pg.Client({ connectionString: home.appUrl });
  await raw.connect();
});
afterAll(async () => {
  await raw.end();
  await home.close();
});

async function as<T>(actor: Actor | undefined, work: () => Promise<T>): Promise<T> {
  await raw.query('begin');
  try {
    if (actor) await home.become(raw, actor);
    return await work();
  } finally {
    await raw.query('rollback');
  }
}
const count = async (table: string, where = 'true', values: unknown[] = []) =>
  Number((await raw.query(`select count(*)::int as n from ${table} where ${where}`, values)).rows[0].n);

const TABLES = ['need_to_know', 'exclusion', 'data_key', 'wrapped_key', 'desk_key', 'audit_entry', 'audit_head'].map(
  (name) => `kernel.${name}`,
);
const DENIED = { code: '42501' };
const GRANT = `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
  values (uuidv7(), 'case', $1, 'person', $2, '{triage,narrative,identity}', 'protection', 'x', 'assignment', $2, now(), now() + interval '1 day')`;

describe('the rows of the kernel that belong to records, for SQL as the app’s role', () => {
  it('are seen by nobody who is not proven', async () => {
    for (const table of TABLES) {
      expect((await home.owner.query(`select from ${table}`)).rowCount, table).toBeGreaterThan(0);
      expect(await as(undefined, () => count(table)), table).toBe(0);
    }
  });

  it('are seen with the record, and not without it', async () => {
    await as(home.chair, async () => {
      for (const table of ['kernel.need_to_know', 'kernel.exclusion', 'kernel.data_key']) {
        expect(await count(table, 'object_id = $1', [own]), table).toBeGreaterThan(0);
        expect(await count(table, 'object_id = $1', [others]), table).toBe(0);
      }
      const wraps = 'data_key_id in (select id from kernel.data_key where object_id = $1)';
      expect(await count('kernel.wrapped_key', wraps, [own])).toBeGreaterThan(0);
      expect(await count('kernel.audit_entry', 'object_id = $1', [own])).toBeGreaterThan(0);
      expect(await count('kernel.audit_entry', "object_id = $1 or organisation = 'UBND-00008'", [others])).toBe(0);
      expect(await count('kernel.audit_head', "organisation <> 'UBND-00004'")).toBe(0);
    });
    await as(systemActor('test'), async () => {
      for (const table of ['kernel.need_to_know', 'kernel.data_key', 'kernel.audit_head'])
        expect(await count(table), table).toBe((await home.owner.query(`select from ${table}`)).rowCount);
    });
  });

  it('are seen by a grant to an agency where it reaches somebody, and by nobody else there', async () => {
    const seen = async (role: string, agencyGrants?: boolean) => {
      const who = await home.person(role, 'SYT-01');
      return as({ ...who, ...(agencyGrants === undefined ? {} : { agencyGrants }) }, async () => [
        await count('cases.protection_case', 'id = $1', [own]),
        await count('kernel.data_key', 'object_id = $1', [own]),
      ]);
    };
    const [cases, keys] = await seen('facility_worker', true);
    expect([cases, keys]).toEqual([1, expect.any(Number)]);
    expect(keys).toBeGreaterThan(0);
    for (const reached of [false, undefined]) expect(await seen('facility_worker', reached)).toEqual([0, 0]);
    const gone = { ...(await home.person('facility_worker', 'SYT-01')), assignments: [], agencyGrants: true };
    expect(await as(gone, () => count('cases.protection_case', 'id = $1', [own]))).toBe(0);
  });

  it('let no person give or end access, shut somebody out, or take a key away', async () => {
    const { person } = home.chair;
    for (const id of [own, others])
      await as(home.chair, () => expect(raw.query(GRANT, [id, person])).rejects.toMatchObject(DENIED));
    await as(home.chair, async () => {
      expect((await raw.query('update kernel.need_to_know set revoked_at = now()')).rowCount).toBe(0);
      expect((await raw.query('delete from kernel.wrapped_key')).rowCount).toBe(0);
    });
    await as(home.chair, () =>
      expect(
        raw.query(
          `insert into kernel.exclusion (id, object_kind, object_id, subject_kind, subject, reason, declared_by, since)
           values (uuidv7(), 'case', $1, 'person', 'somebody', 'x', 'x', now())`,
          [own],
        ),
      ).rejects.toMatchObject(DENIED),
    );
    await as(home.chair, () =>
      expect(
        raw.query(
          "insert into kernel.data_key (id, object_kind, object_id, field_class, sealed_by, created_at) values (uuidv7(), 'case', $1, 'evidence', 'server', now())",
          [others],
        ),
      ).rejects.toMatchObject(DENIED),
    );
    const { rows } = await home.owner.query<{ id: string }>(
      "select id from kernel.data_key where object_kind = 'case' and object_id = $1",
      [others],
    );
    expect(rows.length).toBeGreaterThan(0);
    await as(home.chair, () =>
      expect(
        raw.query(
          `insert into kernel.wrapped_key (data_key_id, holder_kind, holder, key_version, wrapped, purpose, granted_by, granted_at)
           values ($1, 'desk', 'own', 1, '', 'x', 'x', now())`,
          [rows[0]?.id],
        ),
      ).rejects.toMatchObject(DENIED),
    );
    await as(home.chair, () =>
      expect(raw.query('insert into kernel.audit_sealed_head values ($1, 1, $2)', ['X', 'x'])).rejects.toMatchObject(
        DENIED,
      ),
    );
  });

  it('let the holder of a receipt take their own keys away, and nobody else’s or a desk’s', async () => {
    const file = async (idempotencyKey: string) => {
      const report = { reporter: { kind: 'child' as const }, narrative: 'Nội dung trung tính.' };
      const { receipt } = must(await fileReport(home.context(anonymous), { idempotencyKey, report }));
      const { rows } = await home.owner.query('select report_id from intake.receipt where locator = $1', [
        receipt.locator,
      ]);
      return rows[0].report_id as string;
    };
    const [mine, another] = [await file('locked-rows-key-0001'), await file('locked-rows-key-0002')];
    const ofReport = 'data_key_id in (select id from kernel.data_key where object_id = $1)';
    const removed = async (actor: Actor, report: string, where = 'true') =>
      as(
        actor,
        async () =>
          (await raw.query(`delete from kernel.wrapped_key where ${ofReport} and ${where}`, [report])).rowCount,
      );
    const holder: Actor = { kind: 'receipt', report: mine };
    expect(await as(holder, () => count('kernel.wrapped_key', ofReport, [another]))).toBe(0);
    expect(await as(holder, () => count('kernel.wrapped_key', `${ofReport} and holder_kind = 'desk'`, [mine]))).toBe(
      (await home.owner.query(`select from kernel.wrapped_key where ${ofReport} and holder_kind = 'desk'`, [mine]))
        .rowCount,
    );
    expect(await removed(holder, mine, "holder_kind = 'desk'")).toBe(0);
    expect(await removed(holder, another)).toBe(0);
    expect(await removed(home.counsellor, mine)).toBe(0);
    expect(await removed(holder, mine)).toBeGreaterThan(0);
    // A new session of the receipt is given the key that its holder sees, and no other's.
    const give = (key: string) =>
      raw.query(
        `insert into kernel.wrapped_key (data_key_id, holder_kind, holder, key_version, wrapped, purpose, granted_by, granted_at)
         values ($1, 'session', uuidv7()::text, 1, '', 'x', 'x', now())`,
        [key],
      );
    const keyOf = async (report: string) =>
      (await home.owner.query('select id from kernel.data_key where object_id = $1 limit 1', [report])).rows[0].id;
    await as(holder, async () => give(await keyOf(mine)));
    await as(holder, async () => expect(give(await keyOf(another))).rejects.toMatchObject(DENIED));
  });

  it('belong to the platform alone where no module has records', async () => {
    const client = await home.owner.connect();
    try {
      await client.query('begin');
      // As on a database that has none yet.
      await client.query('drop function kernel.sees_record, kernel.sees_key cascade');
      for (const lock of locksOf([])) await client.query(lock);
      await client.query('set local role lachan_app');
      const seen = async (actor: Actor) => {
        await home.become(client, actor);
        const found: number[] = [];
        for (const name of TABLES.slice(0, 4))
          found.push(Number((await client.query(`select count(*)::int as n from ${name}`)).rows[0].n));
        return found;
      };
      expect((await seen(systemActor('test'))).filter((n) => n === 0)).toEqual([]);
      expect(await seen(home.chair)).toEqual([0, 0, 0, 0]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('of the audit and of desks’ public keys are read and changed by the platform; each agency sees the head of its own chain', async () => {
    await as(home.chair, async () => expect(await count('kernel.audit_head', "organisation = 'UBND-00004'")).toBe(1));
    for (const change of [
      'insert into kernel.audit_entry select * from kernel.audit_entry limit 1',
      "insert into kernel.desk_key values ('x', 1, '', '', 'active', now())",
      "insert into kernel.audit_head values ('X', 1, '')",
      "update kernel.desk_key set state = 'lost'",
      'update kernel.audit_head set sequence = 0',
    ])
      await as(home.chair, () => expect(raw.query(change), change).rejects.toMatchObject(DENIED));
    for (const who of [anonymous, home.chair])
      await as(who, async () => expect(await count('kernel.desk_key')).toBeGreaterThan(0));
  });

  it('are asked for through functions that nobody but the app’s role may call', async () => {
    for (const name of ['kernel.sees_key(uuid)', 'kernel.sees_record(text, uuid)']) {
      const { rows } = await home.owner.query(
        "select has_function_privilege('public', $1, 'execute') as everybody, has_function_privilege('lachan_app', $1, 'execute') as app",
        [name],
      );
      expect([name, rows]).toEqual([name, [{ everybody: false, app: true }]]);
    }
  });

  it('let nobody into the audit or the queue who is not proven', async () => {
    for (const text of ["select kernel.append_audit('[]')", "select kernel.enqueue('x', '{}', null, null)"])
      await as(undefined, () => expect(raw.query(text), text).rejects.toMatchObject({ code: 'LC002' }));
  });
});

it('every row lock of the platform asks who acts, by itself or through what the row belongs to', async () => {
  const { rows } = await home.owner.query<{ name: string; text: string }>(
    `select tablename || '.' || policyname as name, schemaname || '.' || tablename, coalesce(qual, '') || coalesce(with_check, '') as text
     from pg_policies where policyname <> 'lachan_owner'`,
  );
  expect(rows.length).toBeGreaterThan(100);
  const blind = rows.filter(({ text }) => !/kernel\.(actor|sees_)|leader|^false$|^falsefalse$/.test(text));
  expect(blind.map(({ name }) => name)).toEqual([]);
});
