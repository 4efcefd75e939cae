/**
 * Vitest's global setup: one embedded cluster for the whole run, holding a template that is migrated once. Tests clone it
 * with `createTestDatabase` (tools/test/test-database.ts).
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startEmbeddedDatabase } from '../../apps/server/database/embedded-database.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The module that knows every migration. It exports `migrateTemplate(ownerUrl: string): Promise<void>`. */
const MIGRATIONS = join(import.meta.dirname, '..', '..', 'apps', 'server', 'migrate.ts');

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection of the template's owner, `lachan_owner`; the database of this name is the template. */
    templateUrl: string;
    /** The cluster's superuser, for what the owner may not do. */
    superuserUrl: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { templateUrl, superuserUrl, stop } = await startTestCluster();
  project.provide('templateUrl', templateUrl);
  project.provide('superuserUrl', superuserUrl);
  return stop;
}

/** A cluster with the migrated template. `stop` ends it and removes its folder. */
export async function startTestCluster(): Promise<{
  readonly templateUrl: string;
  readonly superuserUrl: string;
  stop(): Promise<void>;
}> {
  const dataDir = temporaryFolder('lachan-test-');
  const database = await startEmbeddedDatabase({ dataDir: join(dataDir, 'pg'), fsync: false });
  await migrateTemplate(database.url, MIGRATIONS);
  return {
    templateUrl: database.url,
    superuserUrl: database.superuserUrl,
    stop: async () => {
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs the module's `migrateTemplate` on the template. A module that does not exist leaves the template empty. */
export async function migrateTemplate(ownerUrl: string, module: string): Promise<void> {
  if (!existsSync(module)) return;
  const { migrateTemplate: migrate } = (await import(pathToFileURL(module).href)) as {
    migrateTemplate: (ownerUrl: string) => Promise<void>;
  };
  await migrate(ownerUrl);
}
