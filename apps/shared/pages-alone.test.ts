import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appFolder, PAGE_APPS } from '../server/paths.ts';

test.each(PAGE_APPS)('the server’s half of the pages of %s carries no database and no jobs', (app) => {
  const folder = join(appFolder(app), 'build', 'server', 'chunks');
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  expect(files.length).toBeGreaterThan(50);
  const carrying = files.filter((file) =>
    /class Kysely\b|graphile_worker|createSourceFile/.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(carrying).toEqual([]);
});
