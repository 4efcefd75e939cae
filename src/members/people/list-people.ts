import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor } from '../../kernel/index.ts';
import type { Person, RoleAssignment } from './person.ts';
import { assignmentHistory, type PersonFilters, personRows } from './person-store.ts';

export interface PersonInList extends Person {
  /** Roles that give something now. */
  readonly roles: readonly RoleAssignment[];
}

const PAGE = 50;
const LIST = { name: 'person.list', place: z.uuid() };

/** People whom the actor may read, with their present roles, 50 a page; `next` continues with `filters.after`. */
export async function listPeople(
  ctx: Ctx,
  filters: PersonFilters = {},
): Promise<Result<{ people: PersonInList[]; next?: string }>> {
  const { after: text, ...chosen } = filters;
  const after = await readCursor(ctx, LIST, chosen, { text });
  if (!after.ok) return after;
  return ctx.transaction(async (tx) => {
    const rows = await personRows(
      tx,
      { ...chosen, ...(after.value === undefined ? {} : { after: after.value }) },
      PAGE + 1,
    );
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
    return ok(rows.length > PAGE && last ? { people, next: await nextCursor(ctx, LIST, chosen, last.id) } : { people });
  });
}
