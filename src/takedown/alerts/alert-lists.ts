import { z } from 'zod';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import lists from './alert-lists.json' with { type: 'json' };

const codes = z.array(z.string());

/** How far a part may be passed on, the most open first. */
export const tlp = readList(lists.tlp, { rank: z.int(), tag: z.string() });
export type Tlp = CodeOf<typeof tlp>;
/** What a recipient may do with a part, the most first. */
export const pap = readList(lists.pap, { rank: z.int(), tag: z.string() });
export type Pap = CodeOf<typeof pap>;

/** `mostDays`: for how long it may stand; a signal is a clue and ends soon. */
export const alertNature = readList(lists.alertNature, { mostDays: z.int().positive() });
export type AlertNature = CodeOf<typeof alertNature>;
export const alertEvent = readList(lists.alertEvent, { category: z.string() });
export const alertUrgency = readList(lists.alertUrgency, { cap: z.string() });
export const alertSeverity = readList(lists.alertSeverity, { cap: z.string() });
export const alertCertainty = readList(lists.alertCertainty, { cap: z.string() });

/**
 * Whom an audience is: members of the network of some kinds, or whose organisation is of some kinds, or who are addressees of some kinds,
 * and state agencies of some kinds. `parts`: the kinds of parts that it has a use for; `passesOn`: it speaks to people of its own.
 */
export const alertAudience = readList(lists.alertAudience, {
  memberKinds: codes,
  stateKinds: codes,
  agencyKinds: codes,
  addresseeKinds: codes,
  parts: codes,
  passesOn: z.boolean(),
});
export type AlertAudience = CodeOf<typeof alertAudience>;

/** Kinds of agencies that are warned by their duty, without an agreement. */
export const stateAgencies = readList(lists.stateAgencies);

/** `exportable`: the allow-list of what may leave at all; `identifies`: it points at a page, an account, a file. */
export const alertPart = readList(lists.alertPart, { exportable: z.boolean(), identifies: z.boolean() });
export type AlertPartType = CodeOf<typeof alertPart>;
export const alertAbout = readList(lists.alertAbout, { exportable: z.boolean() });
export type AlertAbout = CodeOf<typeof alertAbout>;

/** What everybody is told of a reason: of what could lead to a child, or says who erred, nothing. */
export const alertPublicRecallReason = readList(lists.alertPublicRecallReason);
export type AlertPublicRecallReason = CodeOf<typeof alertPublicRecallReason>;
/** `public`: as everybody is told it. */
export const alertRecallReason = readList(lists.alertRecallReason, { public: alertPublicRecallReason.zod });
export type AlertRecallReason = CodeOf<typeof alertRecallReason>;
/** `recall`: an answer to a recall, and to nothing else. */
export const alertOutcome = readList(lists.alertOutcome, { recall: z.boolean() });
export type AlertOutcome = CodeOf<typeof alertOutcome>;
export const alertDraft = readList(lists.alertDraft);
