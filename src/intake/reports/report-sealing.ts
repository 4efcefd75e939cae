import { type Ctx, type DataKey, type PersonActor, SealedRecord, type Tx } from '../../kernel/index.ts';
import type { ReportRow } from '../tables.ts';

/** The keys of a report: what happened, who it is, the thread with the reporter, the desk's own notes. */
export type ReportKey = 'narrative' | 'identity' | 'thread' | 'internal';

/** The story and the identity of a report; its messages and notes are sealed under the two other keys. */
export const reportRecord = new SealedRecord<ReportKey>({
  objectKind: 'report',
  table: 'intake.sealed_part',
  idColumn: 'report_id',
});

/**
 * A report's key, opened by a desk that the person works at: the report's own desk first, then a desk that a referral
 * gave the key to. An emergency that is open opens it by the report's own desk;
 * any other grant brings its key along or opens nothing, since the policy and the seal are two locks. Whether the person may
 * read at all, the policy has said before. Undefined where no key is to be had.
 */
export async function openReportKey(
  ctx: Ctx,
  tx: Tx,
  person: PersonActor,
  report: ReportRow,
  fieldClass: ReportKey,
): Promise<DataKey | undefined> {
  const desks = new Set(person.assignments.flatMap((held) => held.desk ?? []));
  const emergency = person.grants.some(
    ({ objectKind, objectId, origin, until }) =>
      origin === 'break-glass' && objectKind === 'report' && objectId === report.id && until > tx.now,
  );
  if (emergency) desks.add(report.desk_code);
  const order = [...desks].sort((a, b) => Number(b === report.desk_code) - Number(a === report.desk_code));
  for (const desk of order) {
    const key = await reportRecord.openKey(ctx, tx, report.id, fieldClass, desk);
    if (key) return key;
  }
  return undefined;
}
