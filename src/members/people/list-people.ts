import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import type { Person, RoleAssignment } from './person.ts';
import { assignmentHistory, type PersonFilters, personRows } from './person-store.ts';

export interface PersonInList extends Person {
  /** Roles that give something now. */
  readonly roles: readonly RoleAssignment[];
}

const PAGE = 50;

/** People whom the actor may read, with their present roles, 50 a page; `next` continues with `filters.after`. */
export async function listPeople(
  ctx: Ctx,
  filters: PersonFilters = {},
): Promise<Result<{ people: PersonInList[]; next?: string }>> {
  const after = parseId<'person'>(filters.after);
  return ctx.transaction(async (tx) => {
    const rows = await personRows(tx, { ...filters, after }, PAGE + 1);
    const page = rows.slice(0, PAGE);
    const history = await assignmentHistory(
      tx,
      page.map((person) => person.id),
    );
    const live = history.filter((held) => held.validFrom <= tx.now && (held.validTo === null || held.validTo > tx.now));
    const people = page.map((person) => ({
      ...person,
      roles: person.disabledAt ? [] : live.filter((held) => held.person === person.id),
    }));
    const last = page.at(-1);
    return ok(rows.length > PAGE && last ? { people, next: last.id } : { people });
  });
}
