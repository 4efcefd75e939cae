import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_APPS, type PageApp } from '../apps/server/paths.ts';
import { filesUnder } from './files.ts';

const NOT_PAGES: readonly string[] = ['server', 'cli', '.svelte-check', ...PAGE_APPS];
/** What a build leaves beside the settings of the messages: counting it would make every first build stale at once. */
const LEFT_BY_BUILD = /\/project\.inlang\/(?!settings\.json$)/;

/**
 * Hash of everything that the build of a page application depends on: its own files, the values it may import from src
 * (the vocabulary and `*.pure.ts`; types leave no trace in a build), folders shared by both applications, the hash kernel for
 * the portal, and the lock file.
 */
export function fingerprint(app: PageApp, root: string): string {
  const hash = createHash('sha256');
  for (const file of inputs(app, root)) {
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
