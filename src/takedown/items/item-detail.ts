import { z } from '@hono/zod-openapi';
import { actAs, type Ctx, instant, listSchema, ok, type Result, systemActor } from '../../kernel/index.ts';
import { gradeSchema, gradesSeen } from '../grades/grade-view.ts';
import { filesOfItem } from '../machine-reports/report-store.ts';
import { isPolice, restsOnUnviewed } from '../machine-reports/viewed-gate.ts';
import { itemPolicy } from '../policies.ts';
import { hostParts, siblingRelations } from './describe-item.ts';
import { sources } from './item.ts';
import { auditOf, itemAct, itemRecord } from './item-record.ts';
import { arrivalsOf, eventsOf, hostFactsOf, incidentsOf, siblingsOf } from './item-store.ts';
import { itemInListSchema, itemView } from './list-items.ts';

const ORIGINS_MOST = 50;

export const itemDetailSchema = z
  .object({
    item: itemInListSchema,
    notIllegalReason: z.string().nullable(),
    setAsideReason: z.string().nullable(),
    demonstration: z.boolean(),
    /** What arrived, the newest first; at most 50. */
    origins: listSchema(
      z.object({
        source: z.enum(sources),
        agency: z.string(),
        reference: z.string().nullable(),
        at: instant,
        byFile: z.boolean(),
      }),
    ),
    incidents: listSchema(
      z.object({ reports: z.number().int(), byFile: z.boolean(), firstAt: instant, lastAt: instant }),
    ),
    siblings: listSchema(
      z.object({ id: z.uuid(), relation: z.enum(siblingRelations), mask: z.string(), addedAt: instant }),
    ),
    hosts: listSchema(
      z.object({
        part: z.enum(hostParts),
        outcome: z.enum(['FOUND', 'EMPTY', 'FAILED']),
        name: z.string().nullable(),
        address: z.string().nullable(),
        asn: z.number().int().nullable(),
        country: z.string().nullable(),
        abuseContact: z.string().nullable(),
        source: z.enum(['RDAP', 'ANALYST', 'PARTNER']),
        failure: z.string().nullable(),
        seenAt: instant,
        endedAt: instant.nullable(),
      }),
    ),
    events: listSchema(
      z.object({ code: z.string(), at: instant, by: z.string().nullable(), codes: z.record(z.string(), z.unknown()) }),
    ),
    /** Files of machine reports with what their provider said of its own look, the newest first; at most 50. */
    providerFiles: listSchema(
      z.object({
        report: z.uuid(),
        reference: z.string(),
        agency: z.string(),
        viewed: z.boolean().nullable(),
        exifViewed: z.boolean().nullable(),
        publiclyAvailable: z.boolean().nullable(),
        classification: z.string().nullable(),
        at: instant,
      }),
    ),
    /** It rests on files alone that no provider viewed: police open it by a ground of law. */
    unviewed: z.boolean(),
    /** The reader is one of those, and has to name the ground. */
    needsGround: z.boolean(),
    /** Grades as far as they are not blind to the reader. */
    grades: listSchema(gradeSchema),
    /** What the reader may do now. */
    acts: listSchema(z.string()),
  })
  .openapi('ContentItemDetail', { description: 'An item with its history; the address only by its own act.' });
export type ItemDetail = z.output<typeof itemDetailSchema>;

/** Everything of an item that its reader may see, the address masked. Refusals: those of an act on an item */
export function itemDetail(ctx: Ctx, input: { readonly item: string }): Promise<Result<ItemDetail>> {
  return itemAct(ctx, 'content-item.read', { item: input.item, readOnly: true }, async (tx, item, actor) => {
    const arrived = await actAs(tx, systemActor('takedown.origins'), (platform) =>
      arrivalsOf(platform, item.id, ORIGINS_MOST),
    );
    const grades = await gradesSeen(tx, item.id);
    const files = await actAs(tx, systemActor('takedown.origins'), (platform) =>
      filesOfItem(platform, item.id, ORIGINS_MOST),
    );
    const unviewed = files.length > 0 && (await restsOnUnviewed(tx, item.id));
    tx.audit(auditOf(item, 'content-item.read'));
    return ok({
      item: itemView(item),
      notIllegalReason: item.not_illegal_reason,
      setAsideReason: item.set_aside_reason,
      demonstration: item.is_demonstration,
      origins: arrived.map((one) => ({
        source: one.source,
        agency: one.agency,
        reference: one.object_reference,
        at: one.arrived_at,
        byFile: one.file_mark !== null,
      })),
      incidents: (await incidentsOf(tx, item.id)).map((one) => ({
        reports: one.reports,
        byFile: one.by_file,
        firstAt: one.first_at,
        lastAt: one.last_at,
      })),
      siblings: (await siblingsOf(tx, item.id)).map((one) => ({
        id: one.id,
        relation: one.relation,
        mask: one.mask,
        addedAt: one.added_at,
      })),
      hosts: (await hostFactsOf(tx, item.id)).map((one) => ({
        part: one.part,
        outcome: one.outcome,
        name: one.name,
        address: one.address,
        asn: one.asn,
        country: one.country,
        abuseContact: one.abuse_contact,
        source: one.source,
        failure: one.failure,
        seenAt: one.seen_at,
        endedAt: one.ended_at,
      })),
      events: (await eventsOf(tx, item.id)).map((one) => ({
        code: one.code,
        at: one.at,
        // Who graded is told to nobody before the item is decided.
        by: one.code === 'first-grade' || one.code === 'disputed' ? null : one.actor,
        codes: one.codes as unknown as Record<string, unknown>,
      })),
      providerFiles: files.map((one) => ({
        report: one.report,
        reference: one.reference,
        agency: one.agency,
        viewed: one.viewed,
        exifViewed: one.exif_viewed,
        publiclyAvailable: one.publicly_available,
        classification: one.classification,
        at: one.added_at,
      })),
      unviewed,
      needsGround: unviewed && isPolice(actor),
      grades,
      acts: itemPolicy.actions.filter((action) => itemRecord.can?.(actor, action, item, tx.now)),
    });
  });
}
