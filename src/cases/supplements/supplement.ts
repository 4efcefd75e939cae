/**
 * What completes form 01 after an emergency was handed over at once (art. 26 wants it handed over before anything else): owed, sent,
 * taken in by the commune as a draft of form 01, signed with it; or lapsed, since the case ended first.
 */
export const supplementStatuses = ['OWED', 'SENT', 'TAKEN_IN', 'SIGNED', 'LAPSED'] as const;
export type SupplementStatus = (typeof supplementStatuses)[number];

/** States in which somebody still has something to do with it. */
export const openSupplements: readonly SupplementStatus[] = ['OWED', 'SENT', 'TAKEN_IN'];

/** What waits at the commune. */
export const waitingSupplements: readonly SupplementStatus[] = ['SENT', 'TAKEN_IN'];

/** The roles that hand an emergency over for a body that does not own the case. */
export const handOverRoles = ['111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer'] as const;
