import { actAs, actOnRecord, type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { type AskRegister, knownFiles } from './ask-register.ts';
import { sparse, withoutMedia } from './file-report.ts';
import { auditOfReport, stillOpen } from './finish-report.ts';
import { limitCalls } from './limit-calls.ts';
import { DRAFT_MS, FILES_MOST, type FileContent } from './machine-report.ts';
import { columnsOfFile, newFilePart } from './make-part.ts';
import { isTooSparse, type Quality, qualityOfFile } from './report-quality.ts';
import { reportRecord } from './report-record.ts';
import { partKeyMark } from './report-sealing.ts';
import { insertParts, partsOf, updatePart, updateReport } from './report-store.ts';

export interface DescribeFile {
  readonly report: string;
  /** Of a file whose bytes were sent before; absent: it is a file that was not told of yet. */
  readonly file?: string | undefined;
  readonly content: FileContent;
  /** Its bytes were here, and were dropped: then its hashes are ours. */
  readonly dropped?: boolean | undefined;
  /** Whether the register knows it, where that was asked already. */
  readonly known?: boolean | null | undefined;
}

export interface DescribedFile {
  readonly file: string;
  readonly quality: Quality;
}

/**
 * Says of a file of an open report where it stands, which hashes it has and whether the provider looked at it. The same again is one.
 * Refusals: `machine-report.not-found`, `machine-report.file-not-found`, `machine-report.retracted`, `machine-report.finished`,
 * `machine-report.expired`, `machine-report.too-fast`, `machine-report.too-many-files`, `machine-report.too-sparse`,
 * `machine-report.holds-media`, `access.not-permitted`
 */
export async function describeFile(ctx: Ctx, ask: AskRegister, input: DescribeFile): Promise<Result<DescribedFile>> {
  const limited = await limitCalls(ctx);
  if (!limited.ok) return limited;
  const clean = withoutMedia(input.content);
  if (!clean.ok) return clean;
  const { kernel } = ctx;
  const known = input.known !== undefined ? input.known : ((await knownFiles(ctx, ask, [input.content]))[0] ?? null);
  return actOnRecord(reportRecord, ctx, 'machine-report.file', { id: input.report }, async (tx, row) => {
    const open = stillOpen(row);
    if (!open.ok) return open;
    const parts = await partsOf(tx, row.id);
    const { key } = input.content;
    const mark = key === undefined ? undefined : await partKeyMark(kernel, row.id, key);
    const asked = input.file === undefined ? undefined : parseId<'machine-report-part'>(input.file);
    const there =
      input.file === undefined
        ? parts.find((one) => mark !== undefined && one.key_mark?.equals(mark))
        : parts.find((one) => one.id === asked);
    if (input.file !== undefined && !there) return refuse('machine-report.file-not-found', { field: 'fileId' });
    if (!there && parts.length >= FILES_MOST)
      return refuse('machine-report.too-many-files', { facts: { most: FILES_MOST } });
    const before = there?.sealed
      ? await openJson<FileContent>(kernel, 'machine_report_part', { id: there.id, sealed: there.sealed })
      : {};
    // Hashes that we made ourselves are not replaced by what the sender writes.
    const hashes = [
      ...(there?.dropped ? (before.hashes ?? []) : []),
      ...(input.content.hashes ?? []).filter(
        (one) => !there?.dropped || !before.hashes?.some(({ type }) => type === one.type),
      ),
    ].slice(0, 10);
    const content: FileContent = { ...before, ...input.content, ...(hashes.length > 0 ? { hashes } : {}) };
    const quality = qualityOfFile(content);
    // What was just taken from the bytes themselves is described by the next call.
    if (!input.dropped && isTooSparse(quality, row.urgent)) return sparse(quality, 'file');
    const knownNow = there?.known === true || known === true ? true : (known ?? there?.known ?? null);
    const file = await actAs(tx, systemActor('takedown.machine-reports'), async (system) => {
      if (there) {
        await updatePart(system, there.id, { ...(await columnsOfFile(kernel, there.id, content)), known: knownNow });
        return there.id;
      }
      const part = await newFilePart(
        kernel,
        tx.now,
        { id: row.id, agency: row.agency, place: parts.length, known, key, dropped: input.dropped ?? false },
        content,
      );
      await insertParts(system, [part]);
      return part.id;
    });
    await updateReport(tx, row.id, {
      files: parts.length + (there ? 0 : 1),
      changed_at: tx.now,
      expires_at: new Date(tx.now.getTime() + DRAFT_MS),
    });
    tx.audit(auditOfReport(row, there ? 'file-described' : 'file-added'));
    return ok({ file, quality });
  });
}
