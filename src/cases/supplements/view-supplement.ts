import { z } from '@hono/zod-openapi';
import { type Ctx, instant, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { findColleagues } from '../../members/index.ts';
import { urgency } from '../../vocabulary/index.ts';
import { supplementPolicy } from '../access/case-policy.ts';
import type { SupplementRow } from '../tables.ts';
import { handOverRoles } from './supplement.ts';
import { type OnSupplement, supplementAct } from './supplement-act.ts';
import { COMPLETE_FORM } from './supplement-clock.ts';
import { owedSupplements, supplementOf } from './supplement-store.ts';

/** What is owed after an emergency was handed over, for who owes it: codes and times, and nothing of what became of the case. */
export const ownSupplementSchema = z
  .object({
    id: z.uuid(),
    report: z.uuid(),
    reference: z.string(),
    urgency: urgency.zod,
    /** `ended`: the case ended before it was sent. */
    state: z.enum(['owed', 'sent', 'ended']),
    version: z.number().int(),
    /** Code of the agency to which the emergency was handed over. */
    handedTo: z.string(),
    handedOverAt: instant,
    /** Person who owes it. */
    by: z.uuid(),
    /** Whether they hold no role any more in which it could be completed. */
    left: z.boolean(),
    /** Code of the deadline rule by which it is due. */
    rule: z.string(),
    dueAt: instant,
    sentAt: instant.nullable(),
  })
  .openapi('OwnSupplement');
export type OwnSupplement = z.output<typeof ownSupplementSchema>;

export const SUPPLEMENTS_MOST = 100;

/** What the actor owes after emergencies that they handed over, and, for who answers for the shift, what colleagues owe; the least time left first. */
export async function listOwnSupplements(ctx: Ctx): Promise<Result<OwnSupplement[]>> {
  if (ctx.actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const found = await ctx.transaction(async (tx) => {
    const rows = await owedSupplements(tx, SUPPLEMENTS_MOST);
    tx.audit({ action: 'case.supplement', codes: { rows: rows.length } });
    return ok(rows);
  });
  if (!found.ok) return found;
  if (found.value.length === 0) return ok([]);
  const colleagues = await colleaguesOf(ctx);
  return colleagues.ok ? ok(found.value.map((row) => ownSupplement(row, colleagues.value))) : colleagues;
}

/** One of them. */
export async function viewSupplement(ctx: Ctx, input: OnSupplement): Promise<Result<OwnSupplement>> {
  const colleagues = await colleaguesOf(ctx);
  if (!colleagues.ok) return colleagues;
  return supplementAct(ctx, 'case.supplement', { ...input, readOnly: true }, async (_tx, row) =>
    ok(ownSupplement(row, colleagues.value)),
  );
}

/** The one of a report; null where none is owed, or not by the actor. */
export async function findSupplementOfReport(
  ctx: Ctx,
  input: { readonly report: string },
): Promise<Result<OwnSupplement | null>> {
  const { actor } = ctx;
  const report = parseId<'report'>(input.report);
  if (report === undefined || !supplementPolicy.couldEver(actor, 'case.supplement', ctx.now)) return ok(null);
  const found = await ctx.transaction(async (tx) => ok(await supplementOf(tx, report)), { keep: true });
  if (!found.ok) return found;
  const row = found.value;
  if (!row || !supplementPolicy.can(actor, 'case.supplement', { ...row }, ctx.now)) return ok(null);
  const colleagues = await colleaguesOf(ctx);
  return colleagues.ok ? ok(ownSupplement(row, colleagues.value)) : colleagues;
}

async function colleaguesOf(ctx: Ctx): Promise<Result<ReadonlySet<string>>> {
  const found = await findColleagues(ctx, { roles: handOverRoles });
  return found.ok ? ok(new Set(found.value.map(({ id }) => id))) : found;
}

function ownSupplement(row: SupplementRow, colleagues: ReadonlySet<string>): OwnSupplement {
  return {
    id: row.id,
    report: row.report_id,
    reference: row.reference,
    urgency: row.urgency,
    state: row.status === 'OWED' ? 'owed' : row.sent_at === null ? 'ended' : 'sent',
    version: row.version,
    handedTo: row.handed_to,
    handedOverAt: row.handed_over_at,
    by: row.handed_over_by,
    left: !colleagues.has(row.handed_over_by),
    rule: COMPLETE_FORM,
    dueAt: row.due_at,
    sentAt: row.sent_at,
  };
}
