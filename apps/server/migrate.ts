import { type Module, type ModuleSchema, migrate } from '../../src/kernel/index.ts';
import { modules } from './modules.ts';

/** The app role's password in test databases; a real installation derives it from its vault. */
export const TEST_APP_PASSWORD = 'test-only';

/** What each module brings to the database, in the order in which it comes there. */
export function schemasOf(list: readonly Module[]): ModuleSchema[] {
  return list.flatMap(({ schema }) => schema ?? []);
}

/** Migrates the template that tests clone. */
export async function migrateTemplate(ownerUrl: string): Promise<void> {
  await migrate(ownerUrl, TEST_APP_PASSWORD, schemasOf(modules));
}
