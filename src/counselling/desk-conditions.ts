import { actorKind, holdsAt } from '../kernel/index.ts';

/** Whoever works at the desk of 111, in whichever role. */
export const deskRoles = ['111_agent', '111_counsellor', '111_supervisor'] as const;

/* Conditions that most tables of the desk ask for. Their column `desk_code` says whose desk it is. */
export const atDesk = holdsAt('desk', 'desk_code', ...deskRoles);
export const supervisors = holdsAt('desk', 'desk_code', '111_supervisor');
export const platform = actorKind('system');
