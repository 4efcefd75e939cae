import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './tools/test/test-order.ts';

const places = ['src', 'hash-kernel', 'tools', 'apps', 'tests'];
const under = (pattern: string) => places.map((place) => `${place}/**/${pattern}`);

/**
 * Projects, so that each can be run alone: `vitest run --project unit`. A test that opens a browser is named
 * `*.browser.test.ts` or lies in tests/browser; one that kills processes or databases, `*.fault.test.ts` or tests/faults.
 */
const browser = ['tests/browser/**/*.test.ts', ...under('*.browser.test.ts')];
const faults = ['tests/faults/**/*.test.ts', ...under('*.fault.test.ts')];
const never = ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'];

export default defineConfig({
  test: {
    globalSetup: ['tools/test/test-database-setup.ts'],
    pool: 'forks',
    // One more than there are cores: a test often waits for a disk, a process or a clock. Two more gain nothing.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    // How long a condition is waited for: generous, since the machine may be busy, and nothing is told by the time it takes.
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        // One process reads the modules once for all of its files; it was half of their work. So a test leaves nothing
        // behind in a module, and two files may run in one process in any order.
        test: { name: 'unit', include: under('*.test.ts'), exclude: [...never, ...browser, ...faults], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: never,
          testTimeout: 120_000,
          // A browser, a server and a database share the cores with every other test: once in some runs one of them is late. A second
          // try is told by name at the end of the run; no other project has one.
          retry: 1,
          globalSetup: ['tools/test/test-build-setup.ts'],
        },
      },
      {
        extends: true,
        // Beside the rest: a kill counts from when the work has begun, or comes at any moment, however busy the machine is.
        test: { name: 'faults', include: faults, exclude: never, testTimeout: 120_000 },
      },
    ],
  },
});
