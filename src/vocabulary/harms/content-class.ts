/** How verified content is classified. National and international classes stand side by side because the laws differ. */
import { z } from 'zod';
import { type CodeOf, readList } from '../term.ts';
import lists from './content-class.json' with { type: 'json' };

export const contentClass = readList(lists.contentClass, { illegal: z.boolean() });
export type ContentClass = CodeOf<typeof contentClass>;

/** Who is depicted (A prepubescent, B pubescent) and what (1 sexual act, 2 sexualised exhibition). */
export const industryClass = readList(lists.industryClass);
export type IndustryClass = CodeOf<typeof industryClass>;

export const depiction = readList(lists.depiction);
export type Depiction = CodeOf<typeof depiction>;

export const contentAgeGroup = readList(lists.contentAgeGroup);
export type ContentAgeGroup = CodeOf<typeof contentAgeGroup>;
