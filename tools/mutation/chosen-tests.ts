import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How `tools/mutate.ts` hands the chosen test files to the runner's own process: paths with commas between. */
export const CHOSEN = 'LACHAN_MUTATION_TESTS';

export function chosenTests(): string[] {
  return (process.env[CHOSEN] ?? '').split(',').filter((path) => path !== '');
}

/** Whether any of them opens a test database; without one a run begins in a second instead of five. */
export function needsDatabase(files: readonly string[]): boolean {
  return files.some((file) => {
    const path = join(process.cwd(), file);
    return (
      existsSync(path) &&
      /\bopen(Test\w+|\w+Home|Installation|Kernel)\(|createTestDatabase|inject\(/.test(readFileSync(path, 'utf8'))
    );
  });
}
