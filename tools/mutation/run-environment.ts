import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How `tools/mutate.ts` hands to the runner's own processes what it chose and opened. */
const TESTS = 'LACHAN_MUTATION_TESTS';
const DATABASE = 'LACHAN_MUTATION_DATABASE';

/** The cluster that stays open for all runs. */
export interface KeptDatabase {
  readonly templateUrl: string;
  readonly superuserUrl: string;
}

export function choose(tests: readonly string[]): void {
  process.env[TESTS] = tests.join(',');
}

/** The chosen test files, those that are asked first before the others. */
export function chosenTests(): string[] {
  return (process.env[TESTS] ?? '').split(',').filter((path) => path !== '');
}

export function keepDatabase({ templateUrl, superuserUrl }: KeptDatabase): void {
  process.env[DATABASE] = JSON.stringify({ templateUrl, superuserUrl });
}

export function keptDatabase(): KeptDatabase | undefined {
  const kept = process.env[DATABASE];
  return kept === undefined ? undefined : (JSON.parse(kept) as KeptDatabase);
}

/** Whether any of them opens a test database. */
export function needsDatabase(files: readonly string[]): boolean {
  return files.some((file) => {
    const path = join(process.cwd(), file);
    return (
      existsSync(path) &&
      /\bopen(Test\w+|\w+Home|Installation|Kernel)\(|createTestDatabase|inject\(/.test(readFileSync(path, 'utf8'))
    );
  });
}
