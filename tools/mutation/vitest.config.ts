import { defineConfig } from 'vitest/config';
import { chosenTests, needsDatabase } from './chosen-tests.ts';

/** One flat project with the tests that were chosen for a mutation run: the runner knows no projects. */
export default defineConfig({
  test: {
    include: chosenTests(),
    ...(needsDatabase(chosenTests()) ? { globalSetup: ['tools/test/test-database-setup.ts'] } : {}),
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
