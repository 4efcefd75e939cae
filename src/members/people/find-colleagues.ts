import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { liveAssignments, nameRows } from './person-store.ts';

/** Colleagues of the actor's own agency who hold one of the roles now (at the desk, where one is named): for "assign to". */
export async function findColleagues(
  ctx: Ctx,
  filters: { roles: readonly string[]; desk?: string },
): Promise<Result<{ id: string; name: string }[]>> {
  return ctx.transaction(async (tx) => {
    const { actor } = tx;
    if (actor.kind !== 'person') return ok([]);
    const held = (await liveAssignments(tx)).filter(
      (one) =>
        one.agency === actor.agency &&
        filters.roles.includes(one.role) &&
        (filters.desk === undefined || one.desk === null || one.desk === filters.desk),
    );
    const names = await nameRows(tx, [...new Set(held.map((one) => one.person))]);
    return ok(names.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')));
  });
}
