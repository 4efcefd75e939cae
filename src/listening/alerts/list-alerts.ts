import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { AlertList, AlertRow } from '../listening-view.ts';
import type { LabelCode, Severity } from '../review/label.ts';
import { type AlertFilters, type AlertRecord, alertRecords } from './alert-store.ts';

const PAGE = 50;

export interface ListAlerts extends AlertFilters {
  /** From 0. */
  readonly page?: number | undefined;
}

/** Alerts, those that wait for somebody first; the gravest and the latest due before the others. */
export async function listAlerts(ctx: Ctx, input: ListAlerts = {}): Promise<Result<AlertList>> {
  const page = Math.max(0, Math.min(200, Math.trunc(input.page ?? 0)));
  return ctx.transaction(async (tx) => {
    const { found, total } = await alertRecords(tx, input, page * PAGE, PAGE + 1);
    return ok({
      rows: found.slice(0, PAGE).map((alert) => alertRowView(alert, tx.now)),
      total,
      more: found.length > PAGE,
    });
  });
}

export function alertRowView(alert: AlertRecord, now: Date): AlertRow {
  return {
    id: alert.id,
    reference: alert.reference,
    label: alert.label as LabelCode,
    severity: alert.severity as Severity,
    state: alert.state,
    source: alert.sourceName,
    posts: alert.posts,
    raisedAt: alert.raisedAt.toISOString(),
    dueAt: alert.dueAt?.toISOString() ?? null,
    metAt: alert.metAt?.toISOString() ?? null,
    overdue: alert.dueAt !== null && (alert.metAt ?? now) > alert.dueAt,
    origin: alert.origin,
    demonstration: alert.demonstration,
  };
}
