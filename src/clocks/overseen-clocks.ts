import { type Ctx, DAY, ok, type Result, refuseRequest, startOfVietnamDate } from '../kernel/index.ts';
import { type ClockSubject, subjectsOf } from './clock-kind.ts';
import { clockPolicy } from './clock-policy.ts';
import { type OverseenRow, overseenClockRows } from './oversight-store.ts';

/** The rows behind the figures: an open clock, whose it is, and its subject, named where the reader may know of it. */
export interface ClockInList {
  readonly id: string;
  readonly rule: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly breached: boolean;
  readonly owner: string;
  readonly province: string | null;
  readonly commune: string | null;
  readonly escalatedTo: string | null;
  readonly subject: ClockSubject;
}

const PAGE = 200;

/**
 * Open clocks that the actor oversees and that started within the days given, the most pressing first. What is above the reader's
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
    /** Kind of object, as `case`. */
    readonly kind?: string;
    readonly breached?: boolean;
  },
): Promise<Result<{ clocks: ClockInList[]; more: boolean }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !clockPolicy.couldEver(actor, 'clock.oversee', ctx.now)) {
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
      to: new Date(to.getTime() + DAY),
      limit: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const subjects = await subjectsOf(
      ctx,
      tx,
      shown.map((row) => ({ kind: row.object_kind, id: row.object_id })),
    );
    const clocks = shown.map((row, place) => clockInList(row, subjects[place] as ClockSubject, ctx.now));
    tx.audit({ action: 'clock.oversee', codes: { rows: clocks.length } });
    return ok({ clocks, more: rows.length > PAGE });
  });
}

function clockInList(row: OverseenRow, subject: ClockSubject, now: Date): ClockInList {
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
    subject,
  };
}
