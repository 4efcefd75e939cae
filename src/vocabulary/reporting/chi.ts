/**
 * Reasons for contact as Child Helpline International collects them: ten categories with 67 subcategories (newest English form that
 * could be read) and the older non-counselling category. CHI's own document was not readable: labels are to be checked with the owner.
 */

import { type CodeOf, readList } from '../term.ts';
import lists from './chi.json' with { type: 'json' };

export const chiCategory = readList(lists.chiCategory);
export type ChiCategory = CodeOf<typeof chiCategory>;

export const chiSubcategory = readList(lists.chiSubcategory, { category: chiCategory.zod });
export type ChiSubcategory = CodeOf<typeof chiSubcategory>;

/** A contact carries at most this many subcategories, one of them marked as the main reason. */
export const maxReasonsPerContact = 5;
