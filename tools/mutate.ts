/**
 * `npm run mutate -- AREA | PATH… [--tests PATTERN…]`: changes the code in small ways, one at a time, and asks the tests
 * whether they notice (Stryker). An area is one of tools/mutation/areas.ts; of other files the tests beside them are asked.
 * Fails where fewer than 85 % are noticed. Prints each change that nobody noticed.
 */
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { areas, type MutationArea } from './mutation/areas.ts';
import { CHOSEN } from './mutation/chosen-tests.ts';

const ROOT = join(import.meta.dirname, '..');
const LEAST = 85;
/** Milliseconds beside the time that the tests take by themselves. */
const PATIENCE = 15_000;

function asked(args: readonly string[]): MutationArea | undefined {
  const split = args.indexOf('--tests');
  const paths = split < 0 ? args : args.slice(0, split);
  const named = split < 0 ? [] : args.slice(split + 1);
  const area = paths.length === 1 ? areas[paths[0] as string] : undefined;
  const files = area?.files ?? paths;
  const tests =
    named.length > 0 ? named : (area?.tests ?? [...new Set(paths.map((path) => `${dirname(path)}/*.test.ts`))]);
  return files.length === 0 ? undefined : { files, tests, ...(area?.withoutTables && { withoutTables: true }) };
}

async function main(): Promise<number> {
  const area = asked(process.argv.slice(2));
  if (!area) {
    console.error(
      `Usage: npm run mutate -- AREA | PATH... [--tests PATTERN...]\nAreas: ${Object.keys(areas).join(', ')}`,
    );
    return 1;
  }
  const tests = area.tests
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .filter((file) => !/\.(browser|fault)\.test\.ts$/.test(file));
  if (tests.length === 0) {
    console.error(`No test matches ${area.tests.join(', ')}`);
    return 1;
  }
  process.chdir(ROOT);
  process.env[CHOSEN] = tests.join(',');
  console.log(`${area.files.join(' ')}\nasked: ${tests.join(' ')}`);
  const results = await new Stryker({
    mutate: [...area.files],
    testRunner: 'vitest',
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false, pool: 'forks' },
    plugins: ['@stryker-mutator/vitest-runner'],
    ignorePatterns: ['/var', '/build', '**/build', '**/.svelte-kit', '/docs', '/.git'],
    tempDirName: 'var/mutation',
    reporters: ['clear-text'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false, skipFull: true },
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
    timeoutMS: PATIENCE,
    ignoreStatic: area.withoutTables ?? false,
    checkers: [],
    allowConsoleColors: false,
    disableTypeChecks: true,
  }).runMutationTest();
  const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const counted = results.filter(({ status }) =>
    ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status),
  ).length;
  const score = counted === 0 ? 0 : (100 * noticed) / counted;
  console.log(`${noticed} of ${counted} changes noticed: ${score.toFixed(1)} % (at least ${LEAST} % wanted)`);
  return score >= LEAST ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
