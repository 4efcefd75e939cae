/** The CO:RE 4Cs: the role of the child by the nature of the risk, and three cross-cutting columns. Codes are `ROLE.NATURE`. */

import { type CodeOf, readList } from '../term.ts';
import lists from './four-c.json' with { type: 'json' };

export const fourCRole = readList(lists.fourCRole);

export const fourCNature = readList(lists.fourCNature);

/** Axes are sourced; the wording of the cells is ours after the published description. */
export const fourC = readList(lists.fourC, { role: fourCRole.zod, nature: fourCNature.zod });
export type FourC = CodeOf<typeof fourC>;
