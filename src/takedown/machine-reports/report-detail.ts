import { z } from '@hono/zod-openapi';
import { actAs, actOnRecord, type Ctx, instant, listSchema, ok, type Result, systemActor } from '../../kernel/index.ts';
import { itemReferences } from '../items/item-store.ts';
import { refuse } from '../refusals.ts';
import { wasViewed } from './machine-report.ts';
import { machineReportPolicy } from './report-policies.ts';
import { reportRecord } from './report-record.ts';
import { outcomesOf, partsOf } from './report-store.ts';
import { reportLine, reportLineSchema, reportPart, reportPartSchema } from './report-view.ts';
import { isPolice } from './viewed-gate.ts';

export const reportDetailSchema = z
  .object({
    report: reportLineSchema,
    parts: listSchema(reportPartSchema),
    outcomes: listSchema(z.object({ round: z.string(), code: z.string(), givenAt: instant })),
    /** What was written may be opened by the reader. */
    mayUnmask: z.boolean(),
    /** The reader investigates: what nobody viewed is opened by a ground of law. */
    needsGround: z.boolean(),
  })
  .openapi('MachineReportDetail', { description: 'A report with its files; what was written only by its own act.' });
export type ReportDetail = z.output<typeof reportDetailSchema>;

/** A report as far as its reader may see it. Whoever is kept from one of its items is kept from it. Refusals: `machine-report.not-found` */
export function machineReportDetail(ctx: Ctx, input: { readonly report: string }): Promise<Result<ReportDetail>> {
  return actOnRecord(
    reportRecord,
    ctx,
    'machine-report.read',
    { id: input.report, readOnly: true },
    async (tx, row, actor) => {
      const parts = await partsOf(tx, row.id);
      const all = await actAs(tx, systemActor('takedown.machine-reports'), (platform) => partsOf(platform, row.id));
      if (all.length !== parts.length) return refuse('machine-report.not-found');
      const ids = [...new Set(parts.flatMap(({ item_id }) => item_id ?? []))];
      // A member learns no code of an item: whether somebody looks at it is told by the outcome.
      const member = actor.kind !== 'person' || !machineReportPolicy.can(actor, 'machine-report.unmask', row, tx.now);
      const references = member ? new Map<string, string>() : await itemReferences(tx, ids);
      const outcomes = await outcomesOf(tx, row.id);
      const files = parts.filter(({ kind }) => kind === 'FILE');
      tx.audit({
        organisation: row.agency,
        action: 'machine-report.read',
        object: { kind: 'machine-report', id: row.id },
      });
      return ok({
        report: reportLine({
          ...row,
          unviewed: files.filter((one) => !wasViewed(one)).length,
          items: ids.length,
          outcome: outcomes.at(-1)?.code ?? null,
        }),
        parts: parts.map((one) => reportPart(one, references)),
        outcomes: outcomes.map((one) => ({ round: one.round, code: one.code, givenAt: one.given_at })),
        mayUnmask: !member && row.sealed !== null,
        needsGround: actor.kind === 'person' && isPolice(actor),
      });
    },
  );
}
