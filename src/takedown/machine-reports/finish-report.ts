import { actAs, actOnRecord, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { insertArrivals } from '../items/arrival-store.ts';
import { arrivalRows } from '../items/receive.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import type { ArrivalRow } from '../tables.ts';
import { arrivalOfPart, pagesWithoutFile } from './arrivals-of-report.ts';
import { foldSoon } from './fold-soon.ts';
import { limitCalls } from './limit-calls.ts';
import type { FileContent, ReportContent, ReportState } from './machine-report.ts';
import { newPlacePart } from './make-part.ts';
import { qualityOfReport, qualityOfWhole } from './report-quality.ts';
import { reportEvent, reportRecord } from './report-record.ts';
import { insertParts, partsOf, showParts, updateReport } from './report-store.ts';
import type { MachineReportRow, ReportPartRow } from './report-tables.ts';

const PLATFORM = systemActor('takedown.machine-reports');

/** What a sender is told of its report. */
export interface FiledReport {
  readonly id: string;
  readonly reference: string;
  readonly state: ReportState;
  readonly test: boolean;
  readonly quality: { readonly percent: number; readonly missing: readonly string[] };
  /** Ids of the files, in the order in which they were described. */
  readonly files: readonly string[];
  /** Parts that nothing says of where they stand: they became no item. */
  readonly unlocated: number;
}

export const filedView = (
  row: Pick<MachineReportRow, 'id' | 'reference' | 'state' | 'test' | 'quality' | 'missing'>,
  parts: readonly Pick<ReportPartRow, 'id' | 'kind'>[],
  unlocated = 0,
): FiledReport => ({
  id: row.id,
  reference: row.reference,
  state: row.state,
  test: row.test,
  unlocated,
  quality: { percent: row.quality, missing: row.missing },
  files: parts.filter(({ kind }) => kind === 'FILE').map(({ id }) => id),
});

export interface ReadPart {
  readonly part: ReportPartRow;
  readonly content: FileContent;
}

/** What finishing a report writes, worked out before its transaction. */
export interface Finishing {
  /** What changes in its row. */
  readonly set: Pick<MachineReportRow, 'state' | 'quality' | 'missing' | 'finished_at' | 'changed_at'>;
  /** Pages that no file stands on. */
  readonly places: readonly ReportPartRow[];
  readonly arrivals: readonly ArrivalRow[];
  readonly unlocated: number;
}

/** Works out what a report holds: its files and pages as arrivals. A test makes none. Refusals: as `receiveArrivals` */
export async function readFinishing(
  ctx: Ctx,
  row: MachineReportRow,
  content: ReportContent,
  files: readonly ReadPart[],
): Promise<Result<Finishing>> {
  const { kernel, now } = ctx;
  const quality = qualityOfWhole(
    qualityOfReport(content),
    files.map(({ part }) => ({ percent: part.quality, missing: part.missing })),
  );
  const pages = pagesWithoutFile(
    row.agency,
    content,
    files.map((one) => one.content),
  );
  const places = await Promise.all(
    pages.map(async (page, place) => ({
      page,
      part: {
        ...(await newPlacePart(kernel, now, { id: row.id, agency: row.agency, place }, page)),
        shown: !row.test,
      },
    })),
  );
  const arrivals = [
    ...files.map((one) => arrivalOfPart(row, content, one.part, one.content)),
    ...places.map(({ part, page }) => arrivalOfPart(row, content, part, page)),
  ];
  const there = arrivals.filter((one) => one !== undefined);
  const rows = await arrivalRows(ctx, row.test ? [] : there);
  if (!rows.ok) return rows;
  return ok({
    set: {
      state: 'FINISHED',
      quality: quality.percent,
      missing: [...quality.missing],
      finished_at: now,
      changed_at: now,
    },
    places: places.map(({ part }) => part),
    arrivals: rows.value,
    unlocated: arrivals.length - there.length,
  });
}

/** Why a report takes nothing more. Refusals: `machine-report.retracted`, `machine-report.finished`, `machine-report.expired` */
export function stillOpen({ state }: MachineReportRow): Result<void> {
  if (state === 'RETRACTED') return refuse('machine-report.retracted');
  if (state === 'FINISHED') return refuse('machine-report.finished');
  return state === 'EXPIRED' ? refuse('machine-report.expired') : ok();
}

export const auditOfReport = (
  row: MachineReportRow,
  act: string,
  codes: Readonly<Record<string, string | number>> = {},
) => ({
  organisation: row.agency,
  action: 'machine-report.file',
  object: { kind: 'machine-report', id: row.id },
  codes: { act, ...codes },
});

/**
 * Ends the filing of a report: what it holds becomes arrivals, durable when this returns. Asked again, the answer is the same.
 * Refusals: `machine-report.not-found`, `machine-report.retracted`, `machine-report.expired`, `machine-report.too-fast`, `access.not-permitted`
 */
export async function finishReport(ctx: Ctx, input: { readonly report: string }): Promise<Result<FiledReport>> {
  const limited = await limitCalls(ctx);
  if (!limited.ok) return limited;
  const done = await actOnRecord(reportRecord, ctx, 'machine-report.file', { id: input.report }, async (tx, row) => {
    const parts = await partsOf(tx, row.id);
    if (row.state === 'FINISHED') return ok(filedView(row, parts));
    const open = stillOpen(row);
    if (!open.ok) return open;
    const content = await openJson<ReportContent>(ctx.kernel, 'machine_report', {
      id: row.id,
      sealed: row.sealed as Buffer,
    });
    const files = await Promise.all(
      parts.map(async (part) => ({
        part,
        content: await openJson<FileContent>(ctx.kernel, 'machine_report_part', {
          id: part.id,
          sealed: part.sealed as Buffer,
        }),
      })),
    );
    const finishing = await readFinishing(ctx, row, content, files);
    if (!finishing.ok) return finishing;
    const { set, places, arrivals, unlocated } = finishing.value;
    await actAs(tx, PLATFORM, async (system) => {
      await insertParts(system, places);
      await insertArrivals(system, arrivals);
      if (!row.test) await showParts(system, row.id);
      await updateReport(system, row.id, set);
    });
    tx.notify(reportEvent(row));
    tx.audit(auditOfReport(row, 'finished', { files: files.length }));
    return ok(filedView({ ...row, ...set }, parts, unlocated));
  });
  if (done.ok) await askFold(ctx);
  return done;
}

/** What is filed is filed, also where nobody can be asked to fold it now. */
export async function askFold(ctx: Ctx): Promise<void> {
  await foldSoon(ctx).catch((error: unknown) =>
    ctx.kernel.log.warn({ err: error }, 'reports are folded a minute later'),
  );
}
