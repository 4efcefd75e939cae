import { type Actor, anybody, canBy, type LiveEvent, type RecordKind } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { machineReportPolicy } from './report-policies.ts';
import { findReport } from './report-store.ts';
import type { MachineReportRow } from './report-tables.ts';

export type ReportAction = (typeof machineReportPolicy.actions)[number];

/** A machine report in the frame of every act on a record. Acts of machines come by the hundred in a second. */
export const reportRecord: RecordKind<MachineReportRow, ReportAction, Actor> = {
  kind: 'machine-report',
  acts: anybody,
  find: (tx, id, { lock }) => findReport(tx, id, lock ? 'for update' : undefined),
  can: canBy(machineReportPolicy, ({ agency, state, test }: MachineReportRow) => ({ agency, state, test })),
  notFound: () => refuse('machine-report.not-found'),
  sharedFlush: true,
};

/** Told to the member, and to those who verify where it is no test. */
export const reportEvent = ({ id, agency, test }: MachineReportRow): LiveEvent => ({
  topic: 'content.machine-report',
  id,
  agency,
  ...(test ? {} : { roles: ['content_analyst', 'content_verifier'] }),
});
