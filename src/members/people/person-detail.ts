import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { personPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { Person, RoleAssignment } from './person.ts';
import { assignmentHistory, personRow } from './person-store.ts';

/** One person with the whole history of roles that the actor may read, newest first. */
export async function personDetail(
  ctx: Ctx,
  input: { person: string },
): Promise<Result<{ person: Person; roles: RoleAssignment[] }>> {
  const id = parseId<'person'>(input.person);
  return ctx.transaction(async (tx) => {
    const person = id && (await personRow(tx, id));
    if (!person || !personPolicy.can(ctx.actor, 'person.read', person, ctx.now))
      return refuse('person.unknown', { field: 'person' });
    return ok({ person, roles: await assignmentHistory(tx, [person.id]) });
  });
}
