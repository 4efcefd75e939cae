import { type Ctx, newId, type PersonActor, sealPart, type Tx } from '../../kernel/index.ts';
import type { ReportRow } from '../tables.ts';
import { openReportKey, reportRecord } from './report-sealing.ts';
import { insertEvent, insertNote } from './report-store.ts';

/** Writes a note for colleagues, sealed to the desk alone, in the caller's act. @returns its id */
export async function writeNote(
  ctx: Ctx,
  tx: Tx,
  person: PersonActor,
  report: ReportRow,
  text: string,
): Promise<string> {
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
    sealed: sealPart(key, `note:${id}`, text),
  });
  await insertEvent(tx, report.id, 'note-added');
  return id;
}
