import { migrate } from '../../src/kernel/index.ts';
import { schemas } from './modules.ts';

/** The app role's password in test databases; a real installation derives it from its vault. */
export const TEST_APP_PASSWORD = 'test-only';

/** Migrates the template that tests clone. */
export async function migrateTemplate(ownerUrl: string): Promise<void> {
  await migrate(ownerUrl, TEST_APP_PASSWORD, schemas);
}
