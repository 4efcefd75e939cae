/**
 * `npm run bench -- NAME [arguments]`: runs tools/bench/NAME.ts, whose default export measures and returns rows. Prints a
 * table for people and one line of JSON for machines.
 */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * One measured row, e.g. `{ what: 'PDQ of 512x512', unit: 'ms', p50: 1.2, p95: 1.9, n: 200 }`; for each figure that was promised a
 * row `target: …` with `met` (`bench-target.ts`). With `failed: true` the command fails.
 */
export type BenchRow = Readonly<Record<string, string | number | boolean>>;
/** What the default export of a file in tools/bench is. */
export type Bench = (args: readonly string[]) => Promise<readonly BenchRow[]>;

/** Names of the measurements in a folder. */
export function benchNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

async function main(): Promise<number> {
  const folder = join(import.meta.dirname, 'bench');
  const [name, ...args] = process.argv.slice(2);
  const names = benchNames(folder);
  if (name === undefined || !names.includes(name)) {
    console.error(name === undefined ? 'Usage: npm run bench -- NAME' : `There is no measurement "${name}".`);
    console.error(`Names: ${names.join(', ') || '(none)'}`);
    return 1;
  }
  const { default: bench } = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { default: Bench };
  const rows = await bench(args);
  console.table(rows);
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  console.log(JSON.stringify({ bench: name, at: new Date().toISOString(), machine, rows }));
  return rows.some((row) => row.failed === true) ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main();
