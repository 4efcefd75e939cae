import { strykerPlugins as vitestPlugins } from '@stryker-mutator/vitest-runner';

/** What of Stryker's interface of a test runner is used here. */
interface Runner {
  mutantRun(options: { readonly testFilter?: readonly string[] }): Promise<unknown>;
}
type MakeRunner = ((injector: unknown) => Runner) & { readonly inject: unknown };

export const WHOLE_FILES = 'vitest-whole-files';

/**
 * The Vitest runner, but of a test file either all tests are run or none. Tests of a file may stand on what those before them
 * did; one that is run alone would fail for that, and a change would count as noticed that nobody looked at.
 */
function makeRunner(injector: unknown): Runner {
  const runner = make(injector);
  const mutantRun = runner.mutantRun.bind(runner);
  runner.mutantRun = ({ testFilter, ...options }) =>
    mutantRun({ ...options, ...(testFilter && { testFilter: wholeFiles(testFilter) }) });
  return runner;
}

/** From ids of tests (`file#name`) those that stand for every test of their files: names are looked for from their end. */
function wholeFiles(tests: readonly string[]): string[] {
  return [...new Set(tests.map((test) => `${test.split('#', 1)[0]}#`))];
}

const [vitest] = vitestPlugins as unknown as readonly { readonly kind: unknown; readonly factory: MakeRunner }[];
if (!vitest) throw new Error('the Vitest runner of Stryker has another form');
const make = vitest.factory;

export const strykerPlugins = [
  { kind: vitest.kind, name: WHOLE_FILES, factory: Object.assign(makeRunner, { inject: make.inject }) },
];
