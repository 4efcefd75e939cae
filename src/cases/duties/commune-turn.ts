import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { findColleagues } from '../../members/index.ts';

export interface CommuneTurn {
  /**
   * Whether a step that holders of these roles may do waits for the reader. What the officers and the chair may both do is the
   * officers' work: the chair's turn is what the chair alone decides, what was given to the chair by name, a child in danger, and all
   * of it where the commune has no officer.
   */
  has(step: {
    readonly roles: readonly string[];
    readonly assignedTo?: string | null;
    readonly danger?: boolean;
  }): boolean;
}

/** Whose turn the steps of a commune's work are, as the reader stands to them now. */
export async function communeTurn(ctx: Ctx): Promise<Result<CommuneTurn>> {
  const { actor } = ctx;
  const held = new Set<string>(actor.kind === 'person' ? actor.assignments.map(({ role }) => role) : []);
  const person = actor.kind === 'person' ? actor.person : undefined;
  let officersWork = false;
  if (held.has('commune_chair') && !held.has('commune_child_officer')) {
    const officers = await findColleagues(ctx, { roles: ['commune_child_officer'] });
    if (!officers.ok) return officers;
    officersWork = officers.value.length > 0;
  }
  return ok({
    has({ roles, assignedTo = null, danger = false }) {
      const own = roles.filter((role) => held.has(role));
      if (own.length === 0) return false;
      const shared = roles.includes('commune_child_officer') && own.every((role) => role === 'commune_chair');
      return !shared || !officersWork || danger || (assignedTo !== null && assignedTo === person);
    },
  });
}
