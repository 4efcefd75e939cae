/**
 * `npm run mutate -- AREA | PATH… [--tests PATTERN…]`: changes the code in small ways, one at a time, and asks the tests
 * whether they notice (Stryker). Areas, their files and the tests asked for each: tools/mutation/areas.ts; of a file in no area
 * the tests beside it are asked. Where a test opens a database, one cluster is kept open for the whole run. Prints each change
 * that nobody noticed and the figures by file; fails where fewer than 85 % are noticed.
 */
import { globSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { areas, type MutationPart } from './mutation/areas.ts';
import { AS_FOUND } from './mutation/as-found-reporter.ts';
import { choose, keepDatabase, needsDatabase } from './mutation/run-environment.ts';
import { WHOLE_FILES } from './mutation/whole-files-runner.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { startTestCluster } from './test/test-database-setup.ts';
import { placeForTests } from './test/test-place.ts';

const ROOT = join(import.meta.dirname, '..');
const LEAST = 85;
/** Milliseconds beside the time that the tests take by themselves; with a database the machine may be busy with others'. */
const PATIENCE = { alone: 15_000, withDatabase: 60_000 };

/** A path without the lines that may stand behind it, as `a.ts:3-9`. */
const fileOf = (path: string) => path.replace(/:[\d:-]+$/, '');

/** An area's parts; of paths, each with the tests of its part or, in none, those beside it. */
function partsOf(paths: readonly string[]): MutationPart[] {
  const area = paths.length === 1 ? areas[paths[0] as string] : undefined;
  if (area) return [...area];
  const known = Object.values(areas).flat();
  const parts = Map.groupBy(
    paths,
    (path) =>
      known.find(({ files }) => files.some((file) => fileOf(file) === fileOf(path))) ?? `${dirname(path)}/*.test.ts`,
  );
  return [...parts].map(([part, files]) => (typeof part === 'string' ? { files, tests: [part] } : { ...part, files }));
}

function asked(args: readonly string[]): MutationPart[] {
  const split = args.indexOf('--tests');
  const parts = partsOf(split < 0 ? args : args.slice(0, split));
  return split < 0 ? parts : parts.map((part) => ({ ...part, tests: args.slice(split + 1) }));
}

/** The test files of a part in their order, those with a browser or a kill left out. */
function testsOf({ tests, files }: MutationPart): string[] {
  const found = tests
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }).sort())
    .filter((file) => !/\.(browser|fault)\.test\.ts$/.test(file));
  if (found.length === 0) throw new Error(`no test matches ${tests.join(', ')}, to be asked of ${files.join(', ')}`);
  return [...new Set(found)];
}

const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];
/** Of a file: how many changes came to which end. */
type Figures = Map<string, Record<string, number>>;

async function mutatePart(part: MutationPart, figures: Figures): Promise<void> {
  const tests = testsOf(part);
  choose(tests);
  console.log(`\n${part.files.join(' ')}\nasked: ${tests.join(' ')}`);
  const results = await new Stryker({
    mutate: [...part.files],
    testRunner: WHOLE_FILES,
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false, pool: 'forks' },
    plugins: [
      '@stryker-mutator/vitest-runner',
      ...['whole-files-runner.ts', 'as-found-reporter.ts'].map((file) => join(ROOT, 'tools', 'mutation', file)),
    ],
    ignorePatterns: ['/var', '/build', '**/build', '**/.svelte-kit', '/docs', '/.git'],
    tempDirName: 'var/mutation',
    reporters: [AS_FOUND, 'clear-text'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false, reportScoreTable: false },
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
    timeoutMS: needsDatabase(tests) ? PATIENCE.withDatabase : PATIENCE.alone,
    dryRunTimeoutMinutes: 15,
    ignoreStatic: part.withoutTables ?? false,
    checkers: [],
    allowConsoleColors: false,
    disableTypeChecks: true,
  }).runMutationTest();
  for (const { fileName, status } of results) {
    const file = fileName.startsWith(ROOT) ? fileName.slice(ROOT.length + 1) : fileName;
    const counts = figures.get(file) ?? {};
    figures.set(file, { ...counts, [status]: (counts[status] ?? 0) + 1 });
  }
}

const sum = (counts: Readonly<Record<string, number>>, statuses: readonly string[]) =>
  statuses.reduce((total, status) => total + (counts[status] ?? 0), 0);

/** Prints the figures by file and of all. @returns the share that was noticed, in per cent */
function report(figures: Figures): number {
  const line = (name: string, counts: Readonly<Record<string, number>>) => {
    const noticed = sum(counts, NOTICED);
    const all = noticed + sum(counts, MISSED);
    const share = all === 0 ? 100 : (100 * noticed) / all;
    const others = ['Timeout', 'RuntimeError', 'Ignored'].filter((status) => counts[status]);
    const beside = others.map((status) => `${counts[status]} ${status}`).join(', ');
    console.log(`${share.toFixed(1).padStart(5)} %  ${`${noticed}/${all}`.padStart(9)}  ${name}  ${beside}`.trimEnd());
    return share;
  };
  const total: Record<string, number> = {};
  console.log('');
  for (const [file, counts] of figures) {
    line(file, counts);
    for (const [status, count] of Object.entries(counts)) total[status] = (total[status] ?? 0) + count;
  }
  return line(`of all (at least ${LEAST} % wanted)`, total);
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length === 0) {
    console.error(
      `Usage: npm run mutate -- AREA | PATH... [--tests PATTERN...]\nAreas: ${Object.keys(areas).join(', ')}`,
    );
    return 1;
  }
  process.chdir(ROOT);
  const parts = asked(args);
  const folder = temporaryFolder('lachan-mutation-', placeForTests());
  process.env.TMPDIR = folder;
  const cluster = parts.some((part) => needsDatabase(testsOf(part))) ? await startTestCluster() : undefined;
  const figures: Figures = new Map();
  try {
    if (cluster) keepDatabase(cluster);
    for (const part of parts) await mutatePart(part, figures);
  } finally {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return report(figures) >= LEAST ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
