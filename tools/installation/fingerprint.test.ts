import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFingerprint, fingerprint } from './fingerprint.ts';

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lachan-fingerprint-'));
  write('package-lock.json', '{}');
  write('apps/portal/src/routes/+page.svelte', '<h1>Chào em</h1>');
  write('src/vocabulary/index.ts', 'export const a = 1;');
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ['apps/portal/src/routes/+page.svelte', true],
  ['apps/portal/static/new.svg', true],
  ['apps/look/tokens.css', true],
  ['src/vocabulary/index.ts', true],
  ['src/intake/seal.pure.ts', true],
  ['package-lock.json', true],
  ['apps/desk/src/routes/+page.svelte', false],
  ['apps/server/main.ts', false],
  ['src/intake/file-report.ts', false],
  ['apps/portal/src/lib/words.test.ts', false],
  ['apps/portal/build/handler.js', false],
  ['apps/portal/project.inlang/settings.json', true],
  ['apps/portal/project.inlang/.meta.json', false],
])('a change of %s makes the portal stale: %s', (path, stale) => {
  const before = fingerprint('portal', root);
  write(path, 'changed');
  expect(fingerprint('portal', root) !== before).toBe(stale);
});

test.each([
  ['src/intake/file-report.ts', true],
  ['src/intake/migrations/0002-more.sql', true],
  ['src/vocabulary/index.ts', true],
  ['src/demonstration/people.ts', true],
  ['src/listening/models/weights.json', true],
  ['data/vn/units.csv', true],
  ['apps/server/main.ts', true],
  ['package-lock.json', true],
  ['src/intake/file-report.test.ts', false],
  ['src/intake/README.md', false],
  ['apps/desk/src/routes/+page.svelte', false],
  ['tools/test.ts', false],
])('a change of %s makes the data of a first start another: %s', (path, stale) => {
  const before = dataFingerprint(root);
  write(path, 'changed');
  expect(dataFingerprint(root) !== before).toBe(stale);
});
