import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedDatabase } from './database/embedded-database.ts';
import { runtimeFolder } from './runtime-folder.ts';

let root: string;
let chosen: string | undefined;
beforeEach(() => {
  chosen = process.env.DATA_DIR;
  delete process.env.DATA_DIR;
  root = mkdtempSync(join(tmpdir(), 'lachan-runtime-'));
  mkdirSync(join(root, 'data', 'vn'), { recursive: true });
  writeFileSync(join(root, 'data', 'vn', 'units.csv'), 'tracked');
});
afterEach(() => {
  if (chosen !== undefined) process.env.DATA_DIR = chosen;
  rmSync(root, { recursive: true, force: true });
});

const plant = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

test('a new checkout has its data in var, and DATA_DIR names another folder', () => {
  expect(runtimeFolder(undefined, root)).toBe(join(root, 'var'));
  process.env.DATA_DIR = join(root, 'elsewhere');
  expect(runtimeFolder(undefined, root)).toBe(join(root, 'elsewhere'));
  delete process.env.DATA_DIR;
});

test('what an earlier version kept in data is moved once; what git keeps there stays', () => {
  plant('data/keys/root.json', 'key');
  const said: string[] = [];
  expect(runtimeFolder((line) => said.push(line), root)).toBe(join(root, 'var'));
  expect(readFileSync(join(root, 'var', 'keys', 'root.json'), 'utf8')).toBe('key');
  expect(existsSync(join(root, 'data', 'keys'))).toBe(false);
  expect(readFileSync(join(root, 'data', 'vn', 'units.csv'), 'utf8')).toBe('tracked');
  runtimeFolder((line) => said.push(line), root);
  expect(said).toHaveLength(1);
});

test('a move that was cut off is finished; two of the same thing are left alone and named', () => {
  plant('var/keys/root.json', 'moved');
  plant('data/hash-index/meta.json', 'left');
  runtimeFolder(undefined, root);
  expect(readFileSync(join(root, 'var', 'hash-index', 'meta.json'), 'utf8')).toBe('left');
  plant('data/keys/root.json', 'other');
  expect(() => runtimeFolder(undefined, root)).toThrow(/Both .* hold keys/);
  expect(readFileSync(join(root, 'data', 'keys', 'root.json'), 'utf8')).toBe('other');
});

test('a database that runs is not moved; once it has ended it is, and starts where it now lies', async () => {
  plant('data/keys/root.json', 'key');
  const running = await startEmbeddedDatabase({ dataDir: join(root, 'data', 'postgres'), fsync: false });
  try {
    expect(() => runtimeFolder(undefined, root)).toThrow(/in use by another running/);
  } finally {
    await running.stop();
  }
  const folder = runtimeFolder(undefined, root);
  const moved = await startEmbeddedDatabase({ dataDir: join(folder, 'postgres'), fsync: false });
  await moved.stop();
  expect(existsSync(join(root, 'data', 'postgres'))).toBe(false);
});
