import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../../tools/test/test-result.ts';
import { type Actor, systemActor } from '../../kernel/index.ts';
import { declareConflict, openCase } from '../index.ts';
import { type CasesHome, drive, NEIGHBOUR, openCasesHome, openOwnCase, reception } from '../testing.ts';

let home: CasesHome;
let raw: pg.Client;
let own: string;
let others: string;
beforeAll(async () => {
  home = await openCasesHome('2026-04-22T02:00:00Z');
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
