import type { Assignment } from '../../kernel/index.ts';
import { role } from '../../vocabulary/index.ts';

/** Roles whose holders work on a named child's matter. */
const workers: ReadonlySet<string> = new Set(
  role.terms.filter(({ opens }) => opens.some((one) => one === 'cases')).map(({ code }) => code),
);

/** Whether a grant to the agency reaches who holds these roles at it: who works on cases there, and nobody who only administers it. */
export function agencyGrantsReach(assignments: readonly Assignment[]): boolean {
  return assignments.some((held) => workers.has(held.role));
}

/**
 * Whether a need-to-know grant reaches somebody in the roles that give them something now. A grant to an agency is for those
 * who work on cases there; one to a desk for those who hold a role at it; and none for who holds no role any more, were it
 * given by name. The row locks say the same (`kernel.actor_granted`).
 */
export function grantReaches(
  grant: { readonly subjectKind: 'person' | 'desk' | 'agency'; readonly subject: string },
  who: { readonly person: string; readonly agency: string; readonly assignments: readonly Assignment[] },
): boolean {
  switch (grant.subjectKind) {
    case 'person':
      return grant.subject === who.person && who.assignments.length > 0;
    case 'agency':
      return grant.subject === who.agency && agencyGrantsReach(who.assignments);
    case 'desk':
      return who.assignments.some((held) => held.desk === grant.subject);
  }
}
