import { type Ctx, ok, type Result, refuseRequest, startOfVietnamDate } from '../../kernel/index.ts';
import { deadlinePolicy } from '../access/case-policy.ts';
import { type OverseenClock, overseenClockRows } from './deadline-store.ts';

/** The rows behind the figures: an open clock, whose it is, and the case where the reader may know of it. */
export interface ClockInList {
  readonly id: string;
  readonly rule: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly breached: boolean;
  readonly owner: string;
  readonly province: string;
  readonly commune: string;
  readonly escalatedTo: string | null;
  readonly case: { readonly id: string; readonly reference: string } | null;
}

const PAGE = 200;

/**
 * Open clocks that the actor oversees and that started within the days given, the most pressing first. A case above the reader's
 * ceiling is a row without a reference.
 */
export async function overseenClocks(
  ctx: Ctx,
  input: {
    readonly from: string;
    readonly to: string;
    readonly province?: string;
    readonly commune?: string;
    readonly rule?: string;
    readonly breached?: boolean;
  },
): Promise<Result<{ clocks: ClockInList[]; more: boolean }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !deadlinePolicy.couldEver(actor, 'clock.oversee', ctx.now)) {
    await ctx.auditRefused({ action: 'clock.oversee' });
    return refuseRequest('access.not-permitted');
  }
  const [from, to] = [startOfVietnamDate(input.from), startOfVietnamDate(input.to)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime()) || to < from)
    return refuseRequest('request.invalid', { field: 'from' });
  return ctx.transaction(async (tx) => {
    const rows = await overseenClockRows(tx, {
      ...input,
      from,
      to: new Date(to.getTime() + 86_400_000),
      limit: PAGE + 1,
    });
    const clocks = rows.slice(0, PAGE).map((row) => clockInList(row, ctx.now));
    tx.audit({ action: 'clock.oversee', codes: { rows: clocks.length } });
    return ok({ clocks, more: rows.length > PAGE });
  });
}

function clockInList(row: OverseenClock, now: Date): ClockInList {
  return {
    id: row.id,
    rule: row.rule_code,
    startedAt: row.started_at,
    dueAt: row.due_at,
    breached: row.status === 'breached' || row.due_at <= now,
    owner: row.owner_agency,
    province: row.province_code,
    commune: row.commune_code,
    escalatedTo: row.escalated_to,
    case: row.case_id === null || row.reference === null ? null : { id: row.case_id, reference: row.reference },
  };
}
