/**
 * States of the objects of the domain: codes and labels only. Which state may follow which is decided by the module that owns the object.
 */

import { type CodeOf, readList } from '../term.ts';
import lists from './status.json' with { type: 'json' };

export const reportStatus = readList(lists.reportStatus);
export type ReportStatus = CodeOf<typeof reportStatus>;

/** Result of the first look at a report: the subset of states a screener may choose. */
export const screeningOutcome = readList(lists.screeningOutcome);
export type ScreeningOutcome = CodeOf<typeof screeningOutcome>;

export const caseStatus = readList(lists.caseStatus);
export type CaseStatus = CodeOf<typeof caseStatus>;

export const separationStatus = readList(lists.separationStatus);
export type SeparationStatus = CodeOf<typeof separationStatus>;

export const referralStatus = readList(lists.referralStatus);
export type ReferralStatus = CodeOf<typeof referralStatus>;

export const contentItemStatus = readList(lists.contentItemStatus);
export type ContentItemStatus = CodeOf<typeof contentItemStatus>;

export const takedownStatus = readList(lists.takedownStatus);
export type TakedownStatus = CodeOf<typeof takedownStatus>;

export const hashEntryStatus = readList(lists.hashEntryStatus);
export type HashEntryStatus = CodeOf<typeof hashEntryStatus>;

export const offenceFileStatus = readList(lists.offenceFileStatus);
export type OffenceFileStatus = CodeOf<typeof offenceFileStatus>;

export const taskStatus = readList(lists.taskStatus);
export type TaskStatus = CodeOf<typeof taskStatus>;

export const situationReportStatus = readList(lists.situationReportStatus);
export type SituationReportStatus = CodeOf<typeof situationReportStatus>;

export const consultationStatus = readList(lists.consultationStatus);
export type ConsultationStatus = CodeOf<typeof consultationStatus>;

export const programmeStatus = readList(lists.programmeStatus);
export type ProgrammeStatus = CodeOf<typeof programmeStatus>;
