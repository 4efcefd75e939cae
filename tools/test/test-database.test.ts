import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, createTestPool, type TestDatabase } from './test-database.ts';
import { migrateTemplate } from './test-database-setup.ts';

let database: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [database, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});

afterAll(async () => {
  await Promise.all([database.drop(), other.drop()]);
});

test('two clones made at once know nothing of each other', async () => {
  const [mine, theirs] = [createTestPool(database.ownerUrl), createTestPool(other.ownerUrl)];
  await mine.query('create table only_here (n int)');
  await expect(theirs.query('select from only_here')).rejects.toThrow(/does not exist/);
  await Promise.all([mine.end(), theirs.end()]);
});

test('a database can be dropped under a pool that is still connected', async () => {
  const doomed = await createTestDatabase();
  const pool = createTestPool(doomed.ownerUrl);
  await pool.query('select 1');
  await doomed.drop();
  await expect(pool.query('select 1')).rejects.toThrow();
  await pool.end();
});

test('the template is migrated by the module that is named, and stays empty without one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lachan-migrate-'));
  const module = join(folder, 'migrate.mjs');
  const seen = join(folder, 'seen.txt');
  writeFileSync(
    module,
    `import { writeFileSync } from 'node:fs';
     export const migrateTemplate = async (url) => writeFileSync(${JSON.stringify(seen)}, url);`,
  );
  await migrateTemplate('postgres://a@b/c', module);
  expect(readFileSync(seen, 'utf8')).toBe('postgres://a@b/c');
  await expect(migrateTemplate('postgres://a@b/c', join(folder, 'absent.ts'))).resolves.toBeUndefined();
  rmSync(folder, { recursive: true });
});
