import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** What is imported after this is compiled once and kept beside the packages; where they may not be written to, nothing is kept. */
export function keepCompiled(): void {
  enableCompileCache(join(ROOT, 'node_modules', '.cache', 'compiled'));
}

/** Writes it now: a process that is killed writes nothing when it ends. */
export const writeCompiled = (): void => flushCompileCache();
