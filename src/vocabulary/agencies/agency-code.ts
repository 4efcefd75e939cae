/** What agencies are and what they may do. Who may do it, and from when, is in agencies.ts. */

import { type CodeOf, readList } from '../term.ts';
import lists from './agency-code.json' with { type: 'json' };

export const agencyFunction = readList(lists.agencyFunction);
export type AgencyFunctionCode = CodeOf<typeof agencyFunction>;

export const agencyKind = readList(lists.agencyKind);
export type AgencyKind = CodeOf<typeof agencyKind>;

export const agencyLevel = readList(lists.agencyLevel);
export type AgencyLevel = CodeOf<typeof agencyLevel>;
