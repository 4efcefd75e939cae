import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../apps/server/paths.ts';

/** What a command of `lachan` printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs `lachan` in a process of its own, as an operator does. */
export function lachan(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  const { DATABASE_URL: _, ...rest } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(ROOT, 'apps', 'cli', 'main.ts'), ...args],
      { env: { ...rest, ...environment } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}
