/** Viet Nam's Network for Child Online Protection: roles of members and the eight functions. */

import { type CodeOf, readList } from '../term.ts';
import lists from './vncop.json' with { type: 'json' };

export const vncopMemberRole = readList(lists.vncopMemberRole);
export type VncopMemberRole = CodeOf<typeof vncopMemberRole>;

export const vncopFunction = readList(lists.vncopFunction);
export type VncopFunction = CodeOf<typeof vncopFunction>;

export const vncopStep = readList(lists.vncopStep);

/** Audience-limiting classes of an alert; how far the receiver may pass it on. */
export const alertSharing = readList(lists.alertSharing);
export type AlertSharing = CodeOf<typeof alertSharing>;
