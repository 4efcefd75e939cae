import { type Ctx, newId, ok, openPart, type PartKey, type Result, sealPart } from '../../kernel/index.ts';
import { auditOf, contactAct, contactRecord, tellChanged } from '../contacts/contact-record.ts';
import { refuse } from '../refusals.ts';
import { readLine } from './line.ts';
import { insertNote } from './line-store.ts';
import { draftOf } from './write-as-helper.ts';

const partOf = (id: string) => `note:${id}`;

/** A line between colleagues, in a table of its own and under a key of its own: no thread, draft or export of lines reads it. */
export async function writeNote(
  ctx: Ctx,
  input: { readonly contact: string; readonly text: string },
): Promise<Result<void>> {
  const text = readLine(input.text);
  if (!text.ok) return text;
  return contactAct(ctx, 'contact.note', { contact: input.contact }, async (tx, contact, person) => {
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    const id = newId<'note'>(tx.now.getTime());
    const sealed = sealPart(key, partOf(id), text.value);
    await insertNote(tx, { id, contact_id: contact.id, at: tx.now, author: person.person, sealed });
    tx.audit({ ...auditOf(contact), action: 'contact.note' });
    tellChanged(tx, contact);
    return ok();
  });
}

export function openNote(key: PartKey, note: { readonly id: string; readonly sealed: Uint8Array }): string {
  return openPart(key, partOf(note.id), note.sealed);
}

/** Keeps what a helper began to write, with the contact it is for; empty takes it away. */
export async function saveDraft(
  ctx: Ctx,
  input: { readonly contact: string; readonly text: string },
): Promise<Result<void>> {
  const text = input.text.trim() === '' ? ok('') : readLine(input.text);
  if (!text.ok) return text;
  return contactAct(ctx, 'contact.reply', { contact: input.contact }, async (tx, contact, person) => {
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    await contactRecord.put(tx, key, draftOf(person.person), text.value);
    return ok();
  });
}
