import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { auditOf, deskAct, type OnReport } from './desk-act.ts';
import { readMessage } from './message.ts';
import { writeNote } from './write-note.ts';

/** Writes down something for colleagues. Sealed to the desk alone; the reporter never sees it, nor that it is there. */
export async function addNote(
  ctx: Ctx,
  input: OnReport & { readonly text: string },
): Promise<Result<{ readonly note: string }>> {
  const text = readMessage(input.text);
  if (!text.ok) return text;
  return deskAct(ctx, 'report.note', { report: input.report }, async (tx, report, person) => {
    const note = await writeNote(ctx, tx, person, report, text.value);
    tx.audit({ ...auditOf(report), action: 'report.note', fieldClasses: ['internal'] });
    tx.notify({ topic: 'report.note-added', id: report.id, desk: report.desk_code });
    return ok({ note });
  });
}
