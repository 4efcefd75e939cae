import type { TextRule } from '../../kernel/index.ts';

/** What an editor writes to the others: why a text goes back, or why it was withdrawn. */
export const EDITOR_NOTE: TextRule = { most: 2_000, lines: true };
