import { z } from '@hono/zod-openapi';
import { type Ctx, instant, listSchema, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { referralInList, referralInListSchema } from '../referrals/list-referrals.ts';
import { referralList } from '../referrals/referral-store.ts';
import { caseInList, caseInListSchema } from './case-in-list.ts';
import { dutyRows } from './case-store.ts';

export const dutiesSchema = z.object({
  /** Open cases of the actor's agency and grants, the least time left first; `mine` where the next act is one of their role. */
  cases: listSchema(caseInListSchema.extend({ mine: z.boolean() })),
  /** Referrals that wait for the agency's answer or service. */
  referrals: listSchema(referralInListSchema),
  /** Where the next page of cases begins; absent on the last. */
  after: z.object({ due: instant, id: z.uuid() }).nullable(),
});
export type Duties = z.output<typeof dutiesSchema>;

const PAGE = 50;

/** What waits for this person and their agency, by time left. */
export async function myDuties(
  ctx: Ctx,
  input: { readonly onlyAssigned?: boolean; readonly after?: { readonly due: Date; readonly id: string } } = {},
): Promise<Result<Duties>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const rows = await dutyRows(tx, {
      limit: PAGE,
      ...(input.onlyAssigned ? { assignedTo: actor.person } : {}),
      ...(input.after ? { after: input.after } : {}),
    });
    const roles = new Set(actor.assignments.map((held) => held.role));
    const referrals = (await referralList(tx, { side: 'in', agency: actor.agency, limit: PAGE })).filter((row) =>
      ['SENT', 'ACCEPTED', 'IN_SERVICE'].includes(row.status),
    );
    tx.audit({ action: 'case.list', codes: { rows: rows.length } });
    const last = rows.at(-1);
    return ok({
      cases: rows.map((row) => {
        const one = caseInList(row, ctx.now);
        return {
          ...one,
          mine:
            one.next !== null && row.owner_agency === actor.agency && one.next.roles.some((role) => roles.has(role)),
        };
      }),
      referrals: referrals.map(referralInList),
      after:
        rows.length === PAGE && last
          ? { due: last.next_due_at ?? new Date('9999-01-01T00:00:00Z'), id: last.id }
          : null,
    });
  });
}
