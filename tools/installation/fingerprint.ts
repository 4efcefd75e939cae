import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_APPS, type PageApp } from '../../apps/server/paths.ts';
import { filesUnder } from '../files.ts';

const NOT_PAGES: readonly string[] = ['server', 'cli', '.svelte-check', ...PAGE_APPS];
/** What a build leaves beside the settings of the messages: counting it would make every first build stale at once. */
const LEFT_BY_BUILD = /\/project\.inlang\/(?!settings\.json$)/;

/**
 * Hash of everything that the build of a page application depends on: its own files, the values it may import from src
 * (the vocabulary and `*.pure.ts`; types leave no trace in a build), folders shared by both applications, the hash kernel for
 * the portal, and the lock file.
 */
export function fingerprint(app: PageApp, root: string): string {
  return digestOf(root, inputs(app, root));
}

/**
 * Hash of everything that the data of a first start depends on: the modules with their migrations, what the country's lists
 * are made from, the server that brings them in, the hash kernel and the lock file.
 */
export function dataFingerprint(root: string): string {
  const files = [
    ...filesUnder(root, 'src'),
    ...filesUnder(root, 'apps/server'),
    ...filesUnder(root, 'data/vn'),
    ...filesUnder(root, 'hash-kernel').filter((file) => !file.startsWith('hash-kernel/testdata/')),
    'tools/installation/make-template.ts',
    'package-lock.json',
  ];
  return digestOf(
    root,
    files.filter((file) => !/\.test(ing)?\.ts$|\.md$/.test(file) && existsSync(join(root, file))),
  );
}

function digestOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(join(root, file)));
    hash.update('\0');
  }
  return hash.digest('hex');
}

function inputs(app: PageApp, root: string): string[] {
  const shared = existsSync(join(root, 'apps'))
    ? readdirSync(join(root, 'apps'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !NOT_PAGES.includes(entry.name))
        .map(({ name }) => name)
    : [];
  const files = [
    ...filesUnder(root, `apps/${app}`),
    ...shared.flatMap((name) => filesUnder(root, `apps/${name}`)),
    ...filesUnder(root, 'src').filter((file) => file.startsWith('src/vocabulary/') || file.endsWith('.pure.ts')),
    // The portal hashes pictures on the device; its WebAssembly is made from these and nothing else.
    ...(app === 'portal'
      ? filesUnder(root, 'hash-kernel').filter((file) => /^hash-kernel\/([^/]+\.ts|assembly\/.*)$/.test(file))
      : []),
    'package-lock.json',
  ];
  return files.filter((file) => !file.endsWith('.test.ts') && !LEFT_BY_BUILD.test(file));
}
