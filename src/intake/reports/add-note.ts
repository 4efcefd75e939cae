import { type Ctx, newId, ok, type Result, sealPart } from '../../kernel/index.ts';
import { auditOf, deskAct, type OnReport } from './desk-act.ts';
import { readMessage } from './message.ts';
import { openReportKey, reportRecord } from './report-sealing.ts';
import { insertEvent, insertNote } from './report-store.ts';

/** Writes down something for colleagues. Sealed to the desk alone; the reporter never sees it, nor that it is there. */
export async function addNote(
  ctx: Ctx,
  input: OnReport & { readonly text: string },
): Promise<Result<{ readonly note: string }>> {
  const text = readMessage(input.text);
  if (!text.ok) return text;
  return deskAct(ctx, 'report.note', { report: input.report }, async (tx, report, person) => {
    const key =
      (await openReportKey(ctx, tx, person, report, 'internal')) ??
      (await reportRecord.createKey(ctx, tx, {
        id: report.id,
        fieldClass: 'internal',
        desks: [report.desk_code],
        purpose: 'intake',
      }));
    const id = newId<'note'>(tx.now.getTime());
    await insertNote(tx, {
      id,
      report_id: report.id,
      at: tx.now,
      author: person.person,
      sealed: sealPart(key, `note:${id}`, text.value),
    });
    await insertEvent(tx, report.id, 'note-added');
    tx.audit({ ...auditOf(report), action: 'report.note', fieldClasses: ['internal'] });
    tx.notify({ topic: 'report.note-added', id: report.id, desk: report.desk_code });
    return ok({ note: id });
  });
}
