import { z } from '@hono/zod-openapi';
import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { reportStatus, urgency } from '../../vocabulary/index.ts';
import { auditOf, deskAct, type OnReport } from './desk-act.ts';
import { reportPolicy } from './report-policy.ts';
import { sharingLocators } from './report-store.ts';

const LIMIT = 200;

export const relatedSchema = z
  .object({
    /** Reports that name the same link, account or number and that the actor may see. */
    visible: z.array(
      z.object({
        id: z.uuid(),
        reference: z.string(),
        status: reportStatus.zod,
        urgency: urgency.zod.nullable(),
        receivedAt: z.iso.datetime(),
        same: z.array(z.enum(['LINK', 'ACCOUNT', 'PHONE'])),
      }),
    ),
    /** "Another report concerns the same account": at which desk, and no more than that. */
    elsewhere: z.array(z.object({ desk: z.string(), reports: z.number().int() })),
  })
  .openapi('RelatedReports');
export type RelatedReports = z.infer<typeof relatedSchema>;

/**
 * Exact matches by blind index, over all desks: what another desk holds is told as a fact and a place to ask, never as
 * a report.
 */
export async function relatedReports(ctx: Ctx, input: OnReport): Promise<Result<RelatedReports>> {
  const own = await deskAct(ctx, 'report.read', { report: input.report, readOnly: true }, async (tx, report) => {
    tx.audit({ ...auditOf(report), action: 'report.read-related', fieldClasses: ['triage'] });
    return ok(report.id);
  });
  if (!own.ok) return own;
  return ctx.as(systemActor('intake.related-reports')).transaction(async (tx) => {
    const visible = new Map<string, RelatedReports['visible'][number]>();
    const elsewhere = new Map<string, Set<string>>();
    for (const row of await sharingLocators(tx, own.value, LIMIT)) {
      if (!reportPolicy.can(ctx.actor, 'report.read', row, tx.now)) {
        elsewhere.set(row.desk_code, (elsewhere.get(row.desk_code) ?? new Set()).add(row.id));
        continue;
      }
      const known = visible.get(row.id);
      if (known?.same.includes(row.kind)) continue;
      if (known) known.same.push(row.kind);
      else
        visible.set(row.id, {
          id: row.id,
          reference: row.reference,
          status: row.status,
          urgency: row.urgency,
          receivedAt: row.received_at.toISOString(),
          same: [row.kind],
        });
    }
    return ok({
      visible: [...visible.values()],
      elsewhere: [...elsewhere].map(([desk, reports]) => ({ desk, reports: reports.size })),
    });
  });
}
