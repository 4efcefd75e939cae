import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { RoleAssignment } from './person.ts';
import { liveAssignmentsAt, personRow } from './person-store.ts';

export interface Visitor {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** The agency that answers for the person. */
  readonly home: string;
  /** Roles that the person holds here now. */
  readonly roles: readonly RoleAssignment[];
}

/** People of other agencies who hold a role at the actor's agency; for its administrator, who gave it and may end it. */
export async function listVisitors(ctx: Ctx): Promise<Result<Visitor[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !personPolicy.can(actor, 'person.manage', { agency: actor.agency }, ctx.now))
    return refuse('members.not-your-agency');
  const held = await ctx.transaction(async (tx) => ok(await liveAssignmentsAt(tx, actor.agency)));
  if (!held.ok) return held;
  // The rows of other agencies' people are locked for the administrator; only those who hold a role here are looked up.
  return ctx.as(systemActor('members.list-visitors')).transaction(async (tx) => {
    const ids = [...new Set(held.value.map((one) => one.person))];
    const people = await Promise.all(ids.map((id) => personRow(tx, id)));
    return ok(
      people.flatMap((person) =>
        person && person.agency !== actor.agency && !person.disabledAt
          ? [
              {
                id: person.id,
                login: person.login,
                name: person.name,
                home: person.agency,
                roles: held.value.filter((one) => one.person === person.id),
              },
            ]
          : [],
      ),
    );
  });
}
