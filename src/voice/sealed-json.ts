import { jsonColumns } from '../kernel/index.ts';

/** Words of children that nobody has read, and keys that sign tokens: wrapped by the vault, bound to their row, gone when they are done with. */
const sealed = jsonColumns('voice', ['consultation', 'idea'], ['consultation', 'idea']);
export const jsonSealed = sealed.columns;
export const sealJson = sealed.seal;
export const openJson = sealed.open;
