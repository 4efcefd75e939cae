import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildIfStale } from './build.ts';
import { claimFile } from './claimed-file.ts';

const root = mkdtempSync(join(tmpdir(), 'lachan-build-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('of two that build at once one builds and the other waits and finds it built', async () => {
  const folder = join(root, 'apps', 'desk');
  const log = join(root, 'builds.txt');
  mkdirSync(join(root, 'node_modules', 'vite', 'bin'), { recursive: true });
  mkdirSync(join(folder, 'build'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'apps/desk/vite.config.ts'])
    writeFileSync(join(root, file), '');
  // A builder that takes its time and writes down when it was asked.
  writeFileSync(
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    `setTimeout(() => require('node:fs').appendFileSync(${JSON.stringify(log)}, 'built\\n'), 300);`,
  );
  const silent = () => undefined;
  const built = await Promise.all([buildIfStale('desk', silent, root), buildIfStale('desk', silent, root)]);
  expect(built.toSorted()).toEqual([false, true]);
  expect(readFileSync(log, 'utf8')).toBe('built\n');
  expect(await buildIfStale('desk', silent, root)).toBe(false);
});

test('a claim of a process that is dead stands in nobody’s way', () => {
  const file = join(root, 'claim');
  // No process has the highest number that systems give.
  writeFileSync(file, String(2 ** 22 + 1));
  expect(claimFile(file)).toBe(false);
  expect(claimFile(file)).toBe(true);
  expect(claimFile(file)).toBe(false);
});
