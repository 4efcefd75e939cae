import { z } from '@hono/zod-openapi';
import {
  addDays,
  type Ctx,
  endOfVietnamDate,
  isDate,
  listSchema,
  newId,
  ok,
  parseId,
  type Result,
  refuseRequest,
  vietnamDate,
} from '../../kernel/index.ts';
import { auditOf, fileAct } from '../files/file-record.ts';
import { fileReferences, insertEvent } from '../files/file-store.ts';
import { readWritten, type WrittenIdentifier } from '../identifiers/add-identifier.ts';
import { identifierKinds } from '../identifiers/identifier.ts';
import { marksOf } from '../identifiers/identifier-marks.ts';
import { refuse } from '../refusals.ts';
import { watchPolicy } from './deconfliction-policies.ts';
import {
  endWatchRow,
  findWatch,
  findWatchOfFile,
  insertWatch,
  type WatchRow,
  watchRows,
} from './deconfliction-store.ts';

const WATCH_DAYS_MOST = 180;

export const watchTermSchema = z.object({
  id: z.uuid(),
  kind: z.enum(identifierKinds),
  mask: z.string(),
  until: z.iso.datetime(),
  madeAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type WatchTerm = Readonly<z.output<typeof watchTermSchema>>;

/**
 * Has an identifier watched for a file to a day: when it comes up anywhere, the unit is told, and the other one where there is one.
 * Refusals: those of an act on a file, `identifier.unusable`, `watch-term.unusable`
 */
export async function watchIdentifier(
  ctx: Ctx,
  input: WrittenIdentifier & { readonly file: string; readonly until: string },
): Promise<Result<{ readonly term: string }>> {
  const form = readWritten(input);
  if (!form.ok) return form;
  const today = vietnamDate(ctx.now);
  if (!isDate(input.until) || input.until <= today || input.until > addDays(today, WATCH_DAYS_MOST))
    return refuse('watch-term.unusable', { field: 'until' });
  return fileAct(ctx, 'offence-file.describe', { file: input.file }, async (tx, file, actor) => {
    const { blind } = await marksOf(ctx.kernel, form.value);
    const known = await findWatchOfFile(tx, file.id, form.value.kind, blind);
    if (known) await endWatchRow(tx, known.id, actor.person);
    const id = newId<'watch-term'>(tx.now.getTime());
    await insertWatch(tx, {
      id,
      file_id: file.id,
      agency: file.lead_agency,
      kind: form.value.kind,
      blind,
      mask: form.value.mask,
      until_at: endOfVietnamDate(input.until),
      made_by: actor.person,
      made_at: tx.now,
      ended_at: null,
      ended_by: null,
    });
    await insertEvent(tx, file.id, 'watch-began', { kind: form.value.kind });
    tx.audit({
      ...auditOf(file, 'offence-file.describe'),
      action: 'watch-term.begin',
      codes: { term: id, kind: form.value.kind },
    });
    return ok({ term: id });
  });
}

/** Ends a watch before its day. Refusals: those of an act on a file, `watch-term.not-found` */
export async function endWatch(
  ctx: Ctx,
  input: { readonly file: string; readonly term: string },
): Promise<Result<void>> {
  const id = parseId<'watch-term'>(input.term);
  if (id === undefined) return refuse('watch-term.not-found');
  return fileAct(ctx, 'offence-file.describe', { file: input.file }, async (tx, file, actor) => {
    const term = await findWatch(tx, id);
    if (term?.file_id !== file.id || (await endWatchRow(tx, id, actor.person)) === 0)
      return refuse('watch-term.not-found');
    await insertEvent(tx, file.id, 'watch-ended', { kind: term.kind });
    tx.audit({ ...auditOf(file, 'offence-file.describe'), action: 'watch-term.end', codes: { term: id } });
    return ok();
  });
}

export const watchTermsSchema = z.object({ terms: listSchema(watchTermSchema) });

/** What a file has watched. Refusals: those of an act on a file */
export function listWatchTerms(
  ctx: Ctx,
  input: { readonly file: string },
): Promise<Result<{ readonly terms: readonly WatchTerm[] }>> {
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file) =>
    ok({ terms: (await watchRows(tx, file.id)).map(termView) }),
  );
}

const termView = (row: WatchRow): WatchTerm => ({
  id: row.id,
  kind: row.kind as WatchTerm['kind'],
  mask: row.mask,
  until: row.until_at.toISOString(),
  madeAt: row.made_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});

/** A watch of any file that the reader has a part in. */
export type WatchOfUnit = WatchTerm & { readonly file: string; readonly reference: string | null };

/** What the files of the reader's unit have watched, and those that it takes part in. Refusals: `access.not-permitted` */
export async function listUnitWatches(ctx: Ctx): Promise<Result<{ readonly terms: readonly WatchOfUnit[] }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !watchPolicy.couldEver(actor, 'watch-term.list', ctx.now)) {
    await ctx.auditRefused({ action: 'watch-term.list' });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const found = await watchRows(tx);
    const references = await fileReferences(tx, [...new Set(found.map((row) => row.file_id))]);
    return ok({
      terms: found.map((row) => ({
        ...termView(row),
        file: row.file_id,
        reference: references.get(row.file_id) ?? null,
      })),
    });
  });
}
