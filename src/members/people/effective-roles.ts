import type { Assignment } from '../../kernel/index.ts';
import { type Day, mayHoldRole, provinceOf } from '../../vocabulary/index.ts';

/** What the database says of an agency on a day, for the roles that its people hold. */
export interface HolderFacts {
  readonly kind: string;
  readonly level: string;
  /** Province or commune that it serves; null for a central agency. */
  readonly adminUnit: string | null;
  /** Codes of the functions in force. */
  readonly functions: readonly string[];
}

/**
 * The assignments at one agency that give something on a day: those whose role the agency may hold, each for the agency's
 * own area. A role that was given before the agency lost the function, or past the verb that gives roles, gives nothing.
 */
export function effectiveAssignments(held: readonly Assignment[], agency: HolderFacts, day: Day): Assignment[] {
  return held
    .filter((one) => mayHoldRole(one.role, agency, day))
    .map(({ role, agency: code, desk, province, commune }) => ({
      role,
      agency: code,
      ...(desk === undefined ? {} : { desk }),
      ...areaOf(agency, { province, commune }, day),
    }));
}

/** A central agency's role may be narrower than the nation; a local agency's is for its own unit, and for a commune within it. */
export function areaOf(
  agency: Pick<HolderFacts, 'adminUnit'>,
  narrower: { readonly province?: string | undefined; readonly commune?: string | undefined },
  day: Day,
): { province?: string; commune?: string } {
  const { adminUnit } = agency;
  const { province, commune } = narrower;
  if (adminUnit === null)
    return { ...(province === undefined ? {} : { province }), ...(commune === undefined ? {} : { commune }) };
  const above = provinceOf(adminUnit, day)?.code;
  if (above !== adminUnit) return { commune: adminUnit };
  const within = commune !== undefined && provinceOf(commune, day)?.code === adminUnit;
  return { province: adminUnit, ...(within ? { commune } : {}) };
}
