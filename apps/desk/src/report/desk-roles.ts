/** The roles to whom a report of a desk may be given. */
export const DESK_ROLES = ['111_agent', '111_counsellor', '111_supervisor'] as const;
