import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type CaseInList, caseInList } from '../process/case-in-list.ts';
import { dutyRows } from '../process/case-store.ts';

export interface NextSteps {
  /** `mine` where the next act is one of the actor's role. */
  readonly cases: readonly (CaseInList & { readonly mine: boolean })[];
  /** Where the next page begins; null on the last. */
  readonly after: { readonly due: Date; readonly id: string } | null;
}

const PAGE = 50;

/** Open cases of the actor's agency and grants with what comes next in each, the least time left first: what the list of work is made from. */
export async function nextSteps(
  ctx: Ctx,
  input: { readonly after?: { readonly due: Date; readonly id: string } } = {},
): Promise<Result<NextSteps>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const rows = await dutyRows(tx, { limit: PAGE, ...(input.after ? { after: input.after } : {}) });
    const roles = new Set(actor.assignments.map((held) => held.role));
    tx.audit({ action: 'case.list', codes: { rows: rows.length } });
    const last = rows.at(-1);
    return ok({
      cases: rows.map((row) => {
        const one = caseInList(row, ctx);
        return {
          ...one,
          mine:
            one.next !== null && row.owner_agency === actor.agency && one.next.roles.some((role) => roles.has(role)),
        };
      }),
      after:
        rows.length === PAGE && last
          ? { due: last.next_due_at ?? new Date('9999-01-01T00:00:00Z'), id: last.id }
          : null,
    });
  });
}
