import { randomBytes } from 'node:crypto';
import { type Ctx, openPart, type PartKey, type SealedColumn, sealPart } from '../../kernel/index.ts';
import type { PrivateNoteRow } from './series-tables.ts';

type NotePlace = Pick<PrivateNoteRow, 'id' | 'series_id' | 'author'>;

/** A context of its own for each note, which names its author: a row whose author was changed does not open. */
const keyContext = ({ id, series_id, author }: NotePlace) => `counselling.private-note|${author}|${series_id}|${id}`;

const partKey = (note: NotePlace, bytes: Uint8Array): PartKey => ({
  bytes,
  scope: { objectKind: 'private-note', objectId: note.id, fieldClass: note.author },
});

/** The keys of private notes, which the vault wrapped. No desk holds one, so no desk's key, custody of it included, opens a note. */
export const privateNoteSealed: readonly SealedColumn[] = [
  {
    table: 'counselling.private_note',
    key: ['id'],
    column: 'sealed_key',
    beside: ['series_id', 'author'],
    context: (row) => keyContext({ id: String(row.id), series_id: String(row.series_id), author: String(row.author) }),
  },
];

export async function sealPrivateNote(ctx: Ctx, note: NotePlace, text: string) {
  const bytes = randomBytes(32);
  return {
    sealed_key: Buffer.from(await ctx.kernel.vault.wrap(bytes, keyContext(note))),
    sealed: sealPart(partKey(note, bytes), 'text', text),
  };
}

/** @throws where the note is another's, or one bit is another than at sealing */
export async function openPrivateNote(ctx: Ctx, note: PrivateNoteRow): Promise<string> {
  const bytes = await ctx.kernel.vault.unwrap(note.sealed_key, keyContext(note));
  return openPart(partKey(note, bytes), 'text', note.sealed);
}
