import { actAs, actOnRecord, type Ctx, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { insertArrivals } from '../items/arrival-store.ts';
import { arrivalRows } from '../items/receive.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { arrivalOfPart, pagesWithoutFile } from './arrivals-of-report.ts';
import { foldSoon } from './fold-soon.ts';
import { limitCalls } from './limit-calls.ts';
import type { FileContent, ReportContent, ReportState } from './machine-report.ts';
import { newPlacePart } from './make-part.ts';
import { qualityOfReport, qualityOfWhole } from './report-quality.ts';
import { reportEvents, reportRecord } from './report-record.ts';
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
  ...{ id: row.id, reference: row.reference, state: row.state, test: row.test, unlocated },
  quality: { percent: row.quality, missing: row.missing },
  files: parts.filter(({ kind }) => kind === 'FILE').map(({ id }) => id),
});

export interface ReadPart {
  readonly part: ReportPartRow;
  readonly content: FileContent;
}

/**
 * Makes arrivals of what a report holds, in the caller's transaction: they are as durable as the answer. A test makes none.
 * @returns the report as it stands then
 */
export async function finishIn(
  ctx: Ctx,
  tx: Tx,
  row: MachineReportRow,
  content: ReportContent,
  files: readonly ReadPart[],
): Promise<Result<FiledReport>> {
  const quality = qualityOfWhole(
    qualityOfReport(content),
    files.map(({ part }) => ({ percent: part.quality, missing: part.missing })),
  );
  const finished = {
    ...{ state: 'FINISHED' as const, quality: quality.percent, missing: [...quality.missing] },
    ...{ finished_at: tx.now, changed_at: tx.now },
  };
  return actAs(tx, PLATFORM, async (system): Promise<Result<FiledReport>> => {
    const places = await Promise.all(
      pagesWithoutFile(
        row.agency,
        content,
        files.map((one) => one.content),
      ).map(async (place, at) => ({
        place,
        part: await newPlacePart(ctx.kernel, tx.now, { id: row.id, agency: row.agency, place: at }, place),
      })),
    );
    await insertParts(
      system,
      places.map(({ part }) => part),
    );
    const arrivals = [
      ...files.map((one) => arrivalOfPart(row, content, one.part, one.content)),
      ...places.map(({ part, place }) => arrivalOfPart(row, content, part, place)),
    ];
    const there = arrivals.filter((one) => one !== undefined);
    if (!row.test) {
      const rows = await arrivalRows(ctx, there);
      if (!rows.ok) return rows;
      await insertArrivals(system, rows.value);
      await showParts(system, row.id);
    }
    await updateReport(system, row.id, finished);
    for (const event of reportEvents(row)) system.notify(event);
    return ok(
      filedView(
        { ...row, ...finished },
        files.map(({ part }) => part),
        arrivals.length - there.length,
      ),
    );
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
    tx.audit(auditOfReport(row, 'finished', { files: files.length }));
    return finishIn(ctx, tx, row, content, files);
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
