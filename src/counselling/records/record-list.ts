import { z } from 'zod';
import { type CodeOf, type OnlineIncident, onlineIncident, readList } from '../../vocabulary/index.ts';
import lists from './record-list.json' with { type: 'json' };

/** What kind of contact it was. `counts`: what the figures of 111 count it as. */
export const callType = readList(lists.callType, {
  counts: z.enum(['counselling', 'intervention', 'other']),
  /** One of these says why somebody came. */
  needsReason: z.boolean(),
});
export type CallType = CodeOf<typeof callType>;

/** What the helper did. */
export const contactAction = readList(lists.contactAction);
export type ContactAction = CodeOf<typeof contactAction>;

export const correctionReason = readList(lists.correctionReason);
export type CorrectionReason = CodeOf<typeof correctionReason>;

/** How a child says that it feels: five faces, from 1 (very bad) to 5. */
export const feeling = readList(lists.feeling, { points: z.int().min(1).max(5) });
export type Feeling = CodeOf<typeof feeling>;

/** What the helplines of the Insafe network count: reached from the online incidents of a record, and never asked for. */
export const insafeCategory = readList(lists.insafeCategory, { incidents: z.array(onlineIncident.zod).min(1) });
export type InsafeCategory = CodeOf<typeof insafeCategory>;

export const insafeOf = (incidents: readonly OnlineIncident[]): InsafeCategory[] =>
  insafeCategory.terms
    .filter((category) => category.incidents.some((one) => incidents.includes(one)))
    .map(({ code }) => code);

/** The lists as they stand, by which a record is read later: each with its version. */
export const recordLists = { callType, contactAction, insafeCategory } as const;
export const listsVersion = Object.values(recordLists)
  .map(({ name, version }) => `${name} ${version}`)
  .join(' · ');
