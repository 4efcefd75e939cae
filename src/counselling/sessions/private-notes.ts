import { type Ctx, newId, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { openPrivateNote, sealPrivateNote } from './private-note-sealing.ts';
import { auditOf, type OnSeries, seriesAct } from './series-record.ts';
import { deletePrivateNote, insertPrivateNote, privateNotesOf } from './series-store.ts';

/** A private note. Code points. */
export const PRIVATE_NOTE: TextRule = { most: 8_000, lines: true };

export interface PrivateNote {
  readonly id: string;
  readonly at: Date;
  readonly text: string;
}

/** A counsellor's note for themselves alone. Nobody else is told that it is there. Refusals: of an act on a series and of a text */
export async function writePrivateNote(
  ctx: Ctx,
  input: OnSeries & { readonly text: string },
): Promise<Result<{ readonly note: string }>> {
  const text = readTextInput(input.text, 'text', PRIVATE_NOTE);
  if (!text.ok) return text;
  return seriesAct(ctx, 'series.work', { ...input, readOnly: true }, async (tx, series, person) => {
    const place = { id: newId<'private-note'>(tx.now.getTime()), series_id: series.id, author: person.person };
    const sealed = await sealPrivateNote(ctx, place, text.value);
    await insertPrivateNote(tx, { ...place, ...sealed, agency: series.agency, at: tx.now });
    tx.audit({ ...auditOf(series), action: 'private-note.own', codes: { task: 'write-note' } });
    return ok({ note: place.id });
  });
}

/** The own notes on a series, the first one first; whoever had it before finds theirs, and nobody those of others. */
export async function readPrivateNotes(ctx: Ctx, input: OnSeries): Promise<Result<readonly PrivateNote[]>> {
  return seriesAct(ctx, 'series.list', { series: input.series, readOnly: true }, async (tx, series, person) => {
    const own = await privateNotesOf(tx, series.id, person.person);
    const notes = await Promise.all(
      own.map(async (note) => ({ id: note.id, at: note.at, text: await openPrivateNote(ctx, note) })),
    );
    if (notes.length > 0)
      tx.audit({ ...auditOf(series), action: 'private-note.own', codes: { task: 'read-notes', count: notes.length } });
    return ok(notes);
  });
}

/** Takes an own note away, with its key. Refusals: of an act on a series, `private-note.not-there` */
export async function removePrivateNote(ctx: Ctx, input: OnSeries & { readonly note: string }): Promise<Result<void>> {
  return seriesAct(ctx, 'series.list', { series: input.series, readOnly: true }, async (tx, series) => {
    if ((await deletePrivateNote(tx, series.id, input.note)) === 0) return refuse('private-note.not-there');
    tx.audit({ ...auditOf(series), action: 'private-note.own', codes: { task: 'remove-note' } });
    return ok();
  });
}
