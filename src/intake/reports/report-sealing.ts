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
 * Those of a report's keys that a desk can open at which the person works: the report's own desk first, then a desk that a
 * referral gave the keys to. An emergency that is open opens them by the report's own desk;
 * any other grant brings its key along or opens nothing, since the policy and the seal are two locks. Whether the person may
 * read at all, the policy has said before.
 */
export async function openReportKeys(
  ctx: Ctx,
  tx: Tx,
  person: PersonActor,
  report: ReportRow,
  classes: readonly ReportKey[],
): Promise<ReadonlyMap<ReportKey, DataKey>> {
  const desks = new Set(person.assignments.flatMap((held) => held.desk ?? []));
  const emergency = person.grants.some(
    ({ objectKind, objectId, origin, until }) =>
      origin === 'break-glass' && objectKind === 'report' && objectId === report.id && until > tx.now,
  );
  if (emergency) desks.add(report.desk_code);
  const order = [...desks].sort((a, b) => Number(b === report.desk_code) - Number(a === report.desk_code));
  return reportRecord.openKeys(ctx, tx, report.id, classes, ...order);
}

/** One of them; undefined where no key is to be had. */
export async function openReportKey(
  ctx: Ctx,
  tx: Tx,
  person: PersonActor,
  report: ReportRow,
  fieldClass: ReportKey,
): Promise<DataKey | undefined> {
  return (await openReportKeys(ctx, tx, person, report, [fieldClass])).get(fieldClass);
}
