import { z } from '@hono/zod-openapi';
import { instant, listSchema } from '../../kernel/index.ts';
import { fileClasses, partKinds, reportForms, reportStates } from './machine-report.ts';
import { incidentType } from './report-lists.ts';
import type { ListedReportRow } from './report-store.ts';
import type { ReportPartRow } from './report-tables.ts';

export const qualitySchema = z.object({
  /** Percent of the expected fields that are filled. */
  percent: z.number().int(),
  /** Codes of the empty ones; of a file as `file.…`. */
  missing: listSchema(z.string()),
});

export const filedSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    state: z.enum(reportStates),
    test: z.boolean(),
    quality: qualitySchema,
    files: listSchema(z.uuid()),
    /** Files that nothing says of where they stand: they became no item. */
    unlocated: z.number().int(),
  })
  .openapi('FiledMachineReport');

export const reportLineSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    agency: z.string(),
    form: z.enum(reportForms),
    state: z.enum(reportStates),
    test: z.boolean(),
    type: incidentType.zod,
    incidentAt: instant,
    urgent: z.boolean(),
    files: z.number().int(),
    /** Files that neither the provider viewed nor anybody can. */
    unviewed: z.number().int(),
    items: z.number().int(),
    quality: qualitySchema,
    openedAt: instant,
    finishedAt: instant.nullable(),
    retractedAt: instant.nullable(),
    /** The last that was told back. */
    outcome: z.string().nullable(),
    demonstration: z.boolean(),
  })
  .openapi('MachineReport', { description: 'A report that a machine filed: codes and counts.' });
export type ReportLine = z.output<typeof reportLineSchema>;

export const reportLine = (row: ListedReportRow): ReportLine => ({
  id: row.id,
  reference: row.reference,
  agency: row.agency,
  form: row.form,
  state: row.state,
  test: row.test,
  type: row.incident_type as ReportLine['type'],
  incidentAt: row.incident_at,
  urgent: row.urgent,
  files: row.files,
  unviewed: row.unviewed,
  items: row.items,
  quality: { percent: row.quality, missing: row.missing },
  openedAt: row.opened_at,
  finishedAt: row.finished_at,
  retractedAt: row.retracted_at,
  outcome: row.outcome,
  demonstration: row.is_demonstration,
});

export const reportPartSchema = z.object({
  id: z.uuid(),
  kind: z.enum(partKinds),
  /** What the provider said of its own look; null is not said. */
  viewed: z.boolean().nullable(),
  exifViewed: z.boolean().nullable(),
  publiclyAvailable: z.boolean().nullable(),
  relevance: z.string().nullable(),
  classification: z.enum(fileClasses).nullable(),
  annotations: listSchema(z.string()),
  /** Whether the register knows one of its hashes; null: it could not be asked. */
  known: z.boolean().nullable(),
  /** Its bytes came, were hashed and dropped. */
  dropped: z.boolean(),
  hashed: z.boolean(),
  quality: qualitySchema,
  item: z.object({ id: z.uuid(), reference: z.string() }).nullable(),
});
export type ReportPart = z.output<typeof reportPartSchema>;

export const reportPart = (row: ReportPartRow, items: ReadonlyMap<string, string>): ReportPart => ({
  id: row.id,
  kind: row.kind,
  viewed: row.viewed,
  exifViewed: row.exif_viewed,
  publiclyAvailable: row.publicly_available,
  relevance: row.relevance,
  classification: row.classification as ReportPart['classification'],
  annotations: row.annotations,
  known: row.known,
  dropped: row.dropped,
  hashed: row.file_mark !== null,
  quality: { percent: row.quality, missing: row.missing },
  item:
    row.item_id !== null && items.has(row.item_id)
      ? { id: row.item_id, reference: items.get(row.item_id) ?? '' }
      : null,
});
