import { actOnRecord, type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { defang } from '../locators/canonical-url.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { type FileContent, type PlaceContent, type ReportContent, wasViewed } from './machine-report.ts';
import { reportRecord } from './report-record.ts';
import { partsOf } from './report-store.ts';
import { groundFor } from './viewed-gate.ts';

export const reportUnmaskReasons = ['TRIAGE', 'GRADING', 'ORDER', 'INVESTIGATION', 'CHECK'] as const;
export type ReportUnmaskReason = (typeof reportUnmaskReasons)[number];

export interface UnmaskReport {
  readonly report: string;
  /** One of its files or places; absent: what was written of the incident and of people. */
  readonly part?: string | undefined;
  readonly reason: ReportUnmaskReason;
  /** Of law, by which police open what no provider viewed. */
  readonly ground?: string | undefined;
}

/** A field by its name in the standard, as in `personOrUserReported.screenName`, and what was written in it. */
export interface WrittenField {
  readonly name: string;
  readonly text: string;
}

/**
 * What was written in a report, or said of one of its files: hashes, name, place, addresses. Each look is in the audit with its reason.
 * A file that neither its provider viewed nor anybody can, police open by a ground of law.
 * Refusals: `machine-report.not-found`, `machine-report.file-not-found`, `machine-report.ground-needed`, `access.not-permitted`
 */
export function unmaskMachineReport(
  ctx: Ctx,
  input: UnmaskReport,
): Promise<Result<{ readonly fields: readonly WrittenField[] }>> {
  const on = { id: input.report, readOnly: true };
  return actOnRecord(reportRecord, ctx, 'machine-report.unmask', on, async (tx, row, actor) => {
    if (actor.kind !== 'person' || row.sealed === null) return refuse('machine-report.not-found');
    const asked = input.part === undefined ? undefined : parseId<'machine-report-part'>(input.part);
    const part = asked && (await partsOf(tx, row.id)).find(({ id }) => id === asked);
    if (input.part !== undefined && !part?.sealed) return refuse('machine-report.file-not-found');
    const ground = groundFor(actor, part !== undefined && part.kind === 'FILE' && !wasViewed(part), input.ground);
    if (!ground.ok) return ground;
    const content: ReportContent | FileContent | PlaceContent = part?.sealed
      ? await openJson<FileContent | PlaceContent>(ctx.kernel, 'machine_report_part', {
          id: part.id,
          sealed: part.sealed,
        })
      : await openJson<ReportContent>(ctx.kernel, 'machine_report', { id: row.id, sealed: row.sealed });
    tx.audit({
      organisation: row.agency,
      action: 'machine-report.unmask',
      object: { kind: 'machine-report', id: row.id },
      fieldClasses: ['evidence'],
      codes: {
        reason: input.reason,
        kind: part ? part.kind : 'REPORT',
        ...(ground.value === null ? {} : { basis: ground.value }),
      },
    });
    return ok({ fields: fieldsOf(content) });
  });
}

/** Every field with something in it, in the order of the report; addresses written so that no program makes a link of them. */
function fieldsOf(value: unknown, name = ''): WrittenField[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((one, at) => fieldsOf(one, value.length > 1 ? `${name} ${at + 1}` : name));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, one]) => fieldsOf(one, name === '' ? key : `${name}.${key}`));
  const text = String(value);
  return [{ name, text: /^https?:/i.test(text) ? defang(text) : text }];
}
