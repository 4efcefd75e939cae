import {
  actAs,
  actorName,
  agencyOf,
  type Ctx,
  newCode,
  newId,
  ok,
  type Result,
  refuseRequest,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { holdsMedia } from '../holds-media.ts';
import { insertArrivals } from '../items/arrival-store.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { type AskRegister, knownFiles } from './ask-register.ts';
import { askFold, auditOfReport, type FiledReport, filedView, type ReadPart, readFinishing } from './finish-report.ts';
import { limitCalls } from './limit-calls.ts';
import {
  DRAFT_MS,
  FILES_MOST,
  type FileContent,
  FUTURE_MS,
  isTest,
  type ReportContent,
  type ReportForm,
} from './machine-report.ts';
import { newFilePart } from './make-part.ts';
import { machineReportPolicy } from './report-policies.ts';
import { isTooSparse, type Quality, qualityOfFile, qualityOfReport, qualityOfWhole } from './report-quality.ts';
import { reportEvent } from './report-record.ts';
import { bodyMark, reportKeyMark } from './report-sealing.ts';
import { findReportByKey, insertParts, insertReport, partsOf, updateReport } from './report-store.ts';
import type { MachineReportRow } from './report-tables.ts';

export interface FileReport {
  readonly form: ReportForm;
  /** Of the sender: what is sent twice under it is one. */
  readonly key: string | undefined;
  readonly report: ReportContent;
  readonly files?: readonly FileContent[] | undefined;
  /** Ends it in the same call. */
  readonly finish?: boolean | undefined;
  readonly demonstration?: boolean | undefined;
}

export const sparse = ({ percent, missing }: Quality, place: 'report' | 'file') =>
  refuse('machine-report.too-sparse', {
    field: place,
    facts: {
      percentFilled: percent,
      missing: missing.map((code) => (place === 'file' ? `file.${code}` : code)).join(' '),
    },
  });

/** No picture comes in as a text. Refusals: `machine-report.holds-media` */
export const withoutMedia = (content: unknown): Result<void> =>
  holdsMedia(JSON.stringify(content)) ? refuse('machine-report.holds-media') : ok();

/**
 * Opens a report, with files where they come along, and ends it where that is asked: durable when this returns. What was sent before
 * under the same key is answered as it stands now.
 * Refusals: `access.not-permitted`, `machine-report.too-fast`, `machine-report.time-in-future`, `machine-report.holds-media`,
 * `machine-report.too-many-files`, `machine-report.too-sparse`, `machine-report.key-used-otherwise`
 */
export async function fileMachineReport(ctx: Ctx, ask: AskRegister, input: FileReport): Promise<Result<FiledReport>> {
  const { actor, kernel, now } = ctx;
  const agency = agencyOf(actor);
  if (actor.kind !== 'machine' || !machineReportPolicy.couldEver(actor, 'machine-report.file', now)) {
    await ctx.auditRefused({ action: 'machine-report.file' });
    return refuseRequest('access.not-permitted');
  }
  const limited = await limitCalls(ctx);
  if (!limited.ok) return limited;
  const { report: content, files = [] } = input;
  const { incidentType, incidentDateTime, escalateToHighPriority } = content.incidentSummary;
  const incidentAt = new Date(incidentDateTime);
  if (incidentAt.getTime() > now.getTime() + FUTURE_MS)
    return refuse('machine-report.time-in-future', { field: 'incidentDateTime' });
  if (files.length > FILES_MOST) return refuse('machine-report.too-many-files', { facts: { most: FILES_MOST } });
  const clean = withoutMedia([content, files]);
  if (!clean.ok) return clean;
  const urgent = escalateToHighPriority !== undefined;
  const quality = qualityOfReport(content);
  if (isTooSparse(quality, urgent)) return sparse(quality, 'report');
  const thin = files.map(qualityOfFile).find((one) => isTooSparse(one, urgent));
  if (thin) return sparse(thin, 'file');
  const id = newId<'machine-report'>(now.getTime());
  const whole = qualityOfWhole(quality, files.map(qualityOfFile));
  const row: MachineReportRow = {
    id,
    reference: `BT-${newCode()}`,
    agency,
    client: actorName(actor),
    key_mark: input.key === undefined ? null : await reportKeyMark(kernel, agency, input.key),
    body_mark: await bodyMark(kernel, [content, files, input.finish === true]),
    form: input.form,
    test: isTest(content),
    state: 'OPEN',
    incident_type: incidentType,
    incident_at: incidentAt,
    urgent,
    sealed: await sealJson(kernel, 'machine_report', id, content),
    files: files.length,
    quality: whole.percent,
    missing: [...whole.missing],
    opened_at: now,
    changed_at: now,
    expires_at: new Date(now.getTime() + DRAFT_MS),
    finished_at: null,
    retracted_at: null,
    is_demonstration: input.demonstration ?? false,
  };
  const known = await knownFiles(ctx, ask, files);
  const parts: ReadPart[] = await Promise.all(
    files.map(async (file, place) => ({
      content: file,
      part: await newFilePart(
        kernel,
        now,
        { id, agency, place, known: known[place] ?? null, key: file.key, dropped: false },
        file,
      ),
    })),
  );
  // Written in the state in which it ends: each statement more would be one more wait in the busiest write of the receiver.
  const finishing = input.finish ? await readFinishing(ctx, row, content, parts) : undefined;
  if (finishing && !finishing.ok) return finishing;
  const { set, places = [], arrivals = [], unlocated = 0 } = finishing?.value ?? {};
  const filed = { ...row, ...set };
  const shown = finishing !== undefined && !row.test;
  const done = await ctx.transaction(
    async (tx): Promise<Result<FiledReport>> => {
      if (!(await insertReport(tx, filed))) return sentBefore(tx, row);
      const all = [...parts.map(({ part }) => ({ ...part, shown })), ...places];
      if (all.length > 0)
        await actAs(tx, systemActor('takedown.machine-reports'), async (system) => {
          await insertParts(system, all);
          await insertArrivals(system, arrivals);
        });
      if (finishing) tx.notify(reportEvent(row));
      tx.audit(auditOfReport(row, input.finish ? 'filed' : 'opened', { files: files.length }));
      return ok(filedView(filed, all, unlocated));
    },
    { keep: true, sharedFlush: true },
  );
  if (done.ok && input.finish) await askFold(ctx);
  return done;
}

/** The same again is the same report; something else under its key is refused. */
async function sentBefore(tx: Tx, row: MachineReportRow): Promise<Result<FiledReport>> {
  const before = row.key_mark ? await findReportByKey(tx, row.key_mark) : undefined;
  if (!before?.body_mark.equals(row.body_mark))
    return refuse('machine-report.key-used-otherwise', { field: 'idempotency-key' });
  if (before.state === 'OPEN') await updateReport(tx, before.id, { expires_at: row.expires_at });
  return ok(filedView(before, await partsOf(tx, before.id)));
}
