import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * What the server's half of the pages leaves out: the pages take lists and pure functions from `src`, and what else stands behind the same
 * front door (the database, the jobs) is the server's alone, which hands it to them.
 */
export const pagesAlone = {
  treeshake: { moduleSideEffects: (id: string, external: boolean) => !external && !id.startsWith(SRC) },
};
