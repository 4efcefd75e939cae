import { type CodeOf, readList } from '../term.ts';
import lists from './child-says.json' with { type: 'json' };

/** How a child feels while telling. A feeling is no statement of danger: a ghost film can frighten a child who is safe. */
export const childFeeling = readList(lists.childFeeling);
export type ChildFeeling = CodeOf<typeof childFeeling>;

/** Where it happened, as a child who cannot read yet points at it in pictures. */
export const childPlace = readList(lists.childPlace);
export type ChildPlace = CodeOf<typeof childPlace>;

/** Who made it happen, as a child who cannot read yet points at it in pictures. */
export const childNames = readList(lists.childNames);
export type ChildNames = CodeOf<typeof childNames>;
