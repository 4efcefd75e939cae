import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type CaseInList, caseInList } from '../process/case-in-list.ts';
import { dutyRows } from '../process/case-store.ts';
import { communeTurn } from './commune-turn.ts';

export interface NextSteps {
  /** `mine` where the next act waits for the actor; `fills` where the actor's role may do it or fill the form that it rests on. */
  readonly cases: readonly (CaseInList & { readonly mine: boolean; readonly fills: boolean })[];
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
  const turn = await communeTurn(ctx);
  if (!turn.ok) return turn;
  return ctx.transaction(async (tx) => {
    const rows = await dutyRows(tx, { limit: PAGE, ...(input.after ? { after: input.after } : {}) });
    const held = new Set<string>(actor.assignments.map(({ role }) => role));
    tx.audit({ action: 'case.list', codes: { rows: rows.length } });
    const last = rows.at(-1);
    return ok({
      cases: rows.map((row) => {
        const one = caseInList(row, ctx);
        const fills = one.next?.roles.some((role) => held.has(role)) === true && row.owner_agency === actor.agency;
        return {
          ...one,
          fills,
          mine:
            one.next !== null &&
            fills &&
            turn.value.has({ roles: one.next.roles, assignedTo: one.assignedTo, danger: emergencyRuns(one) }),
        };
      }),
      after:
        rows.length === PAGE && last
          ? { due: last.next_due_at ?? new Date('9999-01-01T00:00:00Z'), id: last.id }
          : null,
    });
  });
}

/** The twelve hours run until the emergency is decided on. */
export function emergencyRuns({ clock }: { readonly clock: { readonly rule: string } | null }): boolean {
  return clock?.rule === 'DL-EMERG-12H';
}
