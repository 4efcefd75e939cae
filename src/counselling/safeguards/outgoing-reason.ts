import { z } from 'zod';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import lists from './outgoing-reason.json' with { type: 'json' };

/** Why a line of a helper is not sent, in words for the helper: what it is, and what can be done instead. */
export const outgoingReason = readList(lists.outgoingReason);
export type OutgoingReason = CodeOf<typeof outgoingReason>;

/** Websites whose address a helper may send to a child. */
export const officialAddress = readList(lists.officialAddress, { host: z.string().regex(/^[a-z0-9-]+(\.[a-z]+)+$/) });
