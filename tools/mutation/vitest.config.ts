import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { chosenTests } from './run-environment.ts';

/** The files in the order in which they were named: a run ends with the first test that notices. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = chosenTests().map((path) => resolve(path));
    return files.toSorted((a, b) => order.indexOf(a.moduleId) - order.indexOf(b.moduleId));
  }
}

/** One flat project with the tests that were chosen for a mutation run: the runner knows no projects. */
export default defineConfig({
  test: {
    include: chosenTests(),
    globalSetup: ['tools/mutation/kept-database-setup.ts'],
    sequence: { sequencer: AsNamed },
    pool: 'forks',
    // One process reads the modules once for all files of a run, as in the unit project; the next change gets a new one.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
