import { type CodeOf, readList } from '../term.ts';
import lists from './removal.json' with { type: 'json' };

/** Whose picture or video it is whose hash somebody hands in, to have it taken down. */
export const removalSubject = readList(lists.removalSubject);
export type RemovalSubject = CodeOf<typeof removalSubject>;
