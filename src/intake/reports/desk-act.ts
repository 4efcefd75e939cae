import {
  actOnRecord,
  type Ctx,
  canBy,
  type OnRecord,
  type PersonActor,
  permittedOn,
  personsOnly,
  type RecordKind,
  type Result,
  type Tx,
} from '../../kernel/index.ts';
import type { ReportRow } from '../tables.ts';
import { type ReportAction, reportPolicy } from './report-policy.ts';
import { findReport } from './report-store.ts';

/** What every act of the desk on a report says. */
export interface OnReport {
  /** Id of the report. */
  readonly report: string;
}

/** An act that changes the report also says which state of it the actor saw. */
export interface OnSeenReport extends OnReport {
  readonly version: number;
}

const reportRecord: RecordKind<ReportRow, ReportAction> = {
  kind: 'report',
  acts: personsOnly,
  find: findReport,
  can: canBy(reportPolicy, (report: ReportRow) => report),
  underPurpose: ['report.read-narrative', 'report.read-identity'],
  versionOf: (report) => report.version,
};

/** A desk's act on a report in the frame of every act on a record. */
export function deskAct<T>(
  ctx: Ctx,
  action: ReportAction,
  on: OnReport & Omit<OnRecord, 'id'>,
  act: (tx: Tx, report: ReportRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return actOnRecord(reportRecord, ctx, action, { ...on, id: on.report }, act);
}

/** Whether an act that goes further than the one asked for is permitted on the report. */
export function permitted(person: PersonActor, action: ReportAction, report: ReportRow, now: Date): Result<void> {
  return permittedOn(reportRecord, person, action, report, now);
}

/** The part of an audit entry that names a report. */
export function auditOf(report: ReportRow) {
  return { organisation: report.organisation, object: { kind: 'report', id: report.id } } as const;
}
