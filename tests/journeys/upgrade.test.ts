/**
 * An installation of an earlier version starts on the present one with everything in it. The fixture is a small invented
 * state of commit 4730e32, made and written down by that version's own code: rows of every table, row locks, root key.
 * Whoever moves a table says here where to.
 */

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { schemasOf, TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { modules } from '../../apps/server/modules.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { openReport } from '../../src/intake/index.ts';
import {
  appUrl,
  auditKey,
  type Ctx,
  createContext,
  createLog,
  type Kernel,
  migrate,
  newId,
  openKernel,
  openPool,
  queryOn,
  readConfig,
  systemActor,
  verifyAllAuditChains,
} from '../../src/kernel/index.ts';
import { demonstrationActors } from '../../src/members/index.ts';
import { temporaryFolder } from '../../tools/temporary-folder.ts';
import { createEmptyDatabase, createTestPool, type TestDatabase } from '../../tools/test/test-database.ts';
import { must } from '../../tools/test/test-result.ts';

type Row = Readonly<Record<string, unknown>>;

interface State {
  /** In the order in which they are migrated. */
  readonly modules: readonly string[];
  readonly rootKey: string;
  /** The statements of the row locks. */
  readonly policies: readonly string[];
  /** By `schema.table`; the vocabulary's are not in it, every start writes them anew. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
}

/** Where the rows of a table went that is gone, with their ids; the clause narrows to those that came from there. */
const MOVED: Readonly<Record<string, { to: string; where?: string; newIds?: true }>> = {
  'cases.conflict_name': { to: 'kernel.exclusion', where: "subject_kind = 'name'", newIds: true },
  'cases.deadline': { to: 'clocks.clock' },
  'cases.escalation': { to: 'clocks.escalation' },
  'hashes.exposure': { to: 'work.exposure' },
  'hashes.exposure_limit': { to: 'work.exposure_limit', newIds: true },
  'intake.clock': { to: 'clocks.clock', where: "object_kind = 'report'" },
  'members.notice': { to: 'work.notice' },
};
/** Rows of a table that stays, which moved all the same. */
const isConflict = (table: string, row: Row) => table === 'kernel.need_to_know' && row.object_kind === 'case-conflict';

const state = JSON.parse(
  brotliDecompressSync(readFileSync(new URL('./fixtures/state-of-4730e32.json.br', import.meta.url))).toString(),
) as State;
const folder = temporaryFolder('lachan-upgrade-');
let database: TestDatabase;
let owner: pg.Pool;
let superuser: pg.Pool;
let kernel: Kernel;

/** As an approver of that version set it, after the platform's own. */
const LIMIT = {
  id: '01936000-0000-7000-8000-0000000000ff',
  valid_from: '2026-06-01T00:00:00Z',
  items_shift: 200,
  minutes_shift: 200,
  items_run: 40,
  minutes_run: 45,
  break_minutes: 15,
  rest_hours: 9,
  source: 'QD-THU-01',
  verified: true,
  set_by: '01936000-0000-7000-8000-0000000000fe',
  set_at: '2026-06-01T00:00:00Z',
};

/** What officers of that version wrote why a case was labelled and why an agency was let in: words, one of them a name. */
const LABEL = 'Cha dượng là cán bộ xã';
const LET_IN = 'lan-anh';

beforeAll(async () => {
  database = await createEmptyDatabase();
  owner = createTestPool(database.ownerUrl);
  superuser = createTestPool(database.superuserUrl, 1);
  await restore();
  const ran = await migrate(database.ownerUrl, TEST_APP_PASSWORD, schemasOf(modules));
  expect(ran.length).toBeGreaterThan(0);
  mkdirSync(join(folder, 'keys'), { mode: 0o700 });
  writeFileSync(join(folder, 'keys', 'root.json'), state.rootKey, { mode: 0o600 });
  const config = readConfig({
    DATA_DIR: folder,
    DATABASE_APP_URL: appUrl(database.ownerUrl, TEST_APP_PASSWORD),
    DATABASE_POOL: '4',
  });
  kernel = await openKernel(config, database.ownerUrl, { log: createLog('silent'), modules });
  const pool = openPool(database.ownerUrl, kernel.log, 2);
  for (const { sync } of modules) if (sync) must(await sync(platform(), { owner: pool, say: () => undefined }));
  await pool.end();
}, 120_000);

afterAll(async () => {
  await kernel?.close();
  await owner?.end();
  // What ran the queue's migrations leaves a moment later, and must not be thrown out.
  await vi.waitFor(
    async () =>
      expect(
        await count(
          'pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename is not null',
        ),
      ).toBe(0),
    { timeout: 10_000, interval: 50 },
  );
  await superuser?.end();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The schema as that version's migrations made it, its row locks, and the rows. */
async function restore(): Promise<void> {
  const migrated = state.rows['kernel.migration'] as readonly { module: string; name: string; digest: string }[];
  const schemas = state.modules.map((name) => {
    const migrations = join(folder, 'migrations', name);
    for (const one of migrated.filter((row) => row.module === name && row.name.endsWith('.sql'))) {
      const file = join(ROOT, 'src', name, 'migrations', one.name);
      // What that version ran is what stands here: such a database is not refused.
      expect([file, createHash('sha256').update(readFileSync(file)).digest('hex')]).toEqual([file, one.digest]);
      mkdirSync(migrations, { recursive: true });
      cpSync(file, join(migrations, one.name));
    }
    return { name, migrations: pathToFileURL(migrations), policies: [] };
  });
  await migrate(database.ownerUrl, TEST_APP_PASSWORD, schemas);
  for (const statement of state.policies) await owner.query(statement);
  await superuser.query('set session_replication_role = replica');
  for (const [table, rows] of Object.entries(state.rows)) if (table !== 'kernel.migration') await fill(table, rows);
  await superuser.query(
    'insert into hashes.exposure_limit select * from jsonb_populate_record(null::hashes.exposure_limit, $1)',
    [JSON.stringify(LIMIT)],
  );
  await superuser.query(
    `update cases.event set codes = codes || jsonb_build_object('reason', $1::text) where id =
      (select id from cases.event where code = 'labelled' limit 1)`,
    [LABEL],
  );
  await superuser.query(
    `insert into cases.event select (jsonb_populate_record(event, jsonb_build_object('id', '01936000-0000-7000-8000-0000000000fd',
      'codes', event.codes || '{"reason": "STAFF_IMPLICATED"}'))).* from cases.event as event where code = 'labelled' limit 1`,
  );
  await superuser.query(
    `update kernel.need_to_know set reason = $1 where id =
      (select id from kernel.need_to_know where object_kind = 'case' and origin = 'assignment' limit 1)`,
    [LET_IN],
  );
}

async function fill(table: string, rows: readonly Row[]): Promise<void> {
  const [schema, name] = table.split('.');
  const { rows: columns } = await superuser.query<{ name: string }>(
    "select quote_ident(column_name) as name from information_schema.columns where table_schema = $1 and table_name = $2 and is_generated = 'NEVER'",
    [schema, name],
  );
  const list = columns.map((column) => column.name).join(', ');
  // Some migrations bring rows of their own; the state has them too.
  await superuser.query(`delete from ${table}`);
  await superuser.query(
    `insert into ${table} (${list}) overriding system value select ${list} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

const platform = (): Ctx =>
  createContext(kernel, { actor: systemActor('upgrade.test'), requestId: newId<'request'>(), language: 'vi' });

const count = async (from: string, values: unknown[] = []) =>
  (await superuser.query<{ n: number }>(`select count(*)::int as n from ${from}`, values)).rows[0]?.n;

/** Whoever was asked and did not take a referral on lost the key to its copy since (`cases/migrations/0013`). */
function isKeyOfUnserved(table: string, row: Row): boolean {
  if (table !== 'kernel.wrapped_key' || row.holder_kind !== 'desk') return false;
  const key = state.rows['kernel.data_key']?.find(({ id }) => id === row.data_key_id);
  const referral = state.rows['cases.referral']?.find(
    ({ id }) => key?.object_kind === 'referral' && id === key.object_id,
  );
  return (
    referral !== undefined &&
    ['REJECTED', 'EXPIRED', 'REVOKED'].includes(String(referral.status)) &&
    referral.to_agency !== referral.from_agency &&
    referral.to_agency === row.holder
  );
}

const tables = Object.entries(state.rows).filter(([table, rows]) => rows.length > 0 && table !== 'kernel.migration');

test('the state holds every module and every kind of record that has moved since', () => {
  expect(tables.length).toBeGreaterThan(80);
  for (const table of Object.keys(MOVED)) expect([table, state.rows[table]?.length]).not.toEqual([table, 0]);
});

test.each(tables)('every row of %s is there', async (table, all) => {
  const rows = all.filter((row) => !isConflict(table, row) && !isKeyOfUnserved(table, row));
  const { to, where = 'true', newIds } = MOVED[table] ?? { to: table };
  const { rows: known } = await superuser.query('select to_regclass($1) as it', [to]);
  expect([to, known[0]?.it !== null]).toEqual([to, true]);
  const ids = newIds ? [] : rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  if (ids.length === 0) expect(await count(`${to} where ${where}`)).toBeGreaterThanOrEqual(rows.length);
  else expect(await count(`${to} where ${where} and id::text = any($1)`, [ids])).toBe(new Set(ids).size);
});

test('what was told of clocks in columns runs in the one engine', async () => {
  const alerts = (state.rows['listening.alert'] ?? []).filter(
    (row) => row.due_at !== null && row.deadline_rule !== null,
  );
  expect(alerts.length).toBeGreaterThan(0);
  expect(await count("clocks.clock where object_kind = 'listening-alert'")).toBe(alerts.length);
  const answers = [...(state.rows['hashes.suspension'] ?? []), ...(state.rows['hashes.dispute'] ?? [])];
  expect(answers.length).toBeGreaterThan(0);
  expect(await count("clocks.clock where object_kind = 'hash-entry'")).toBe(answers.length);
});

test('who was shut out of a case is', async () => {
  const conflicts = (state.rows['kernel.need_to_know'] ?? []).filter((row) => isConflict('kernel.need_to_know', row));
  const shut = conflicts.filter((row) => row.revoked_at === null);
  expect(shut.length).toBeGreaterThan(0);
  for (const row of shut)
    expect(
      await count('kernel.exclusion where object_id::text = $1 and subject = $2', [row.object_id, row.subject]),
    ).toBe(1);
});

test('a report is opened with the keys of then, and its words are read', async () => {
  const counsellor = must(await demonstrationActors(platform())).find(({ assignments }) =>
    assignments.some(({ role }) => role === '111_counsellor'),
  );
  if (!counsellor) throw new Error('the state has no counsellor');
  const ctx = platform().as({ ...counsellor, purpose: 'counselling' });
  const sealed = (state.rows['intake.sealed_part'] ?? []).map((row) => row.report_id as string);
  let read = 0;
  for (const { id } of state.rows['intake.report'] ?? []) {
    const opened = await openReport(ctx, { report: String(id), read: ['narrative'] });
    if (opened.ok && sealed.includes(String(id))) read += (opened.value.narrative?.text ?? '') === '' ? 0 : 1;
  }
  expect(read).toBeGreaterThan(5);
});

test('the audit is one unbroken chain over the upgrade', async () => {
  const verdicts: unknown[] = [];
  await verifyAllAuditChains(queryOn(owner), await auditKey(kernel.vault), (verdict) => {
    if (verdict.broken !== undefined) verdicts.push(verdict);
  });
  expect(verdicts).toEqual([]);
});

test('a second start changes nothing', async () => {
  expect(await migrate(database.ownerUrl, TEST_APP_PASSWORD, schemasOf(modules))).toEqual([]);
});

test('the exposure periods that an approver had set stand as rules of time, with who set them', async () => {
  const { rows } = await owner.query(
    "select id, amount, unit, recorded_by, legal_source from vocabulary.deadline_rule where code like 'DL-EXPOSURE-%' and superseded_at is null order by id",
  );
  expect(rows.map((row) => [row.id, row.amount, row.unit])).toEqual([
    ['DL-EXPOSURE-BREAK.2025', LIMIT.break_minutes, 'minute'],
    ['DL-EXPOSURE-REST.2025', LIMIT.rest_hours, 'hour'],
    ['DL-EXPOSURE-RUN.2025', LIMIT.minutes_run, 'minute'],
    ['DL-EXPOSURE-SHIFT.2025', LIMIT.minutes_shift, 'minute'],
  ]);
  for (const row of rows) expect([row.recorded_by, row.legal_source]).toEqual([LIMIT.set_by, LIMIT.source]);
});

test('no words of officers stand in the clear, and codes do', async () => {
  const given = (state.rows['kernel.need_to_know'] ?? []).filter((row) => row.origin === 'assignment');
  expect(given.some((row) => /\s/.test(String(row.reason)))).toBe(true);
  const { rows: reasons } = await superuser.query('select reason from kernel.need_to_know where id::text = any($1)', [
    given.map((row) => row.id),
  ]);
  expect(reasons).toEqual(given.map(() => ({ reason: 'sealed' })));
  const { rows: labels } = await superuser.query(
    "select codes ->> 'reason' as reason from cases.event where code = 'labelled' order by id = '01936000-0000-7000-8000-0000000000fd' desc, id limit 2",
  );
  expect(labels.map((row) => row.reason)).toEqual(['STAFF_IMPLICATED', null]);
  for (const words of [LABEL, LET_IN])
    for (const table of ['cases.event', 'kernel.need_to_know'])
      expect(await count(`${table} as row where row::text like '%' || $1 || '%'`, [words])).toBe(0);
});
