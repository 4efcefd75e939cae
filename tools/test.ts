/**
 * `npm test`: builds what is stale, then the gates beside every test on a real database (and browser). Ends with the names of what was
 * skipped, of what passed at its second try alone, and one plain line: `N passed, N failed, N skipped`. Arguments go to Vitest:
 * `npm test -- --project unit`.
 * `npm test -- --changed` runs what differs from main can break, and the gates that look at it: `changed-tests.ts`.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../apps/server/paths.ts';
import { buildStale } from './build.ts';
import { check } from './check.ts';
import { filesUnder } from './files.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { changedFiles } from './test/changed-files.ts';
import { type Chosen, chooseTests } from './test/changed-tests.ts';
import { placeForTests } from './test/test-place.ts';
import { type Counts, readReport } from './test/test-report.ts';

const CALLED_OFF = ['SIGINT', 'SIGTERM'] as const;

const CHANGED = '--changed';

const args = process.argv.slice(2);
const chosen = args.includes(CHANGED) ? whatChangeCanBreak() : undefined;
const some = chosen !== undefined && chosen.all === undefined;

const built = await buildStale().then(
  () => true,
  (error: Error) => {
    console.error(error.message);
    return false;
  },
);
// The gates think while the tests wait; what they say comes after the tests, where it is looked for.
const said: string[] = [];
const [gates, { counts, code }] = await Promise.all([
  check(ROOT, (line) => said.push(line), some && !chosen.pages ? (gate) => !/^pages /.test(gate) : undefined),
  some && chosen.tests.length === 0
    ? { counts: readReport('{}', ROOT), code: 0 }
    : runVitest([...args.filter((arg) => arg !== CHANGED), ...(some ? chosen.tests : [])]),
]);

for (const line of said) console.log(line);
for (const { name, file } of counts.skipped) console.log(`skipped: ${file} > ${name}`);
for (const { name, file, why } of counts.unsteady) console.log(`passed at the second try: ${file} > ${name} (${why})`);
for (const { name, file } of counts.failed) console.log(`failed: ${file} > ${name}`);
const crashed = code !== 0 && counts.failed.length === 0;
const failed = counts.failed.length + gates.refused + Number(!built) + Number(crashed);
console.log(`${counts.passed + gates.passed} passed, ${failed} failed, ${counts.skipped.length} skipped`);
process.exitCode = failed === 0 ? 0 : 1;

/** Says what is run and why. */
function whatChangeCanBreak(): Chosen {
  const files = ['src', 'apps', 'tools', 'tests', 'hash-kernel'].flatMap((place) => filesUnder(ROOT, place));
  const changed = changedFiles(ROOT);
  const chosen = chooseTests(changed, files, (file) =>
    /\.(ts|mjs|js|svelte)$/.test(file) ? readFileSync(join(ROOT, file), 'utf8') : '',
  );
  console.log(
    chosen.all === undefined
      ? `${changed.length} files changed; modules: ${chosen.modules.join(', ') || 'none'}; ${chosen.tests.length} test files`
      : `everything is run: ${chosen.all}`,
  );
  return chosen;
}

/** Vitest in a process of its own, so that a crash of it is a failure here and not an end without a count. */
async function runVitest(args: readonly string[]): Promise<{ counts: Counts; code: number }> {
  const folder = temporaryFolder('lachan-test-run-', placeForTests());
  const report = join(folder, 'report.json');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // A run that is called off ends in order too, or its folder would stay in memory.
  const callOff = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of CALLED_OFF) process.on(signal, callOff);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
  // From here on a signal ends this process, gates and all, as it would have without the lines above.
  for (const signal of CALLED_OFF) process.off(signal, callOff);
  const counts = existsSync(report) ? readReport(readFileSync(report, 'utf8'), ROOT) : readReport('{}', ROOT);
  rmSync(folder, { recursive: true, force: true });
  return { counts, code };
}
