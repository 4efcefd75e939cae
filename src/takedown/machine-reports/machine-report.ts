/** A report that a member's machine files, in the stages of CyberTipline. Types and pure rules; no part of it can hold a picture. */
import { z } from '@hono/zod-openapi';
import { captureEvent, fileAnnotation, fileRelevance, incidentType, reportAnnotation } from './report-lists.ts';
import rules from './report-rules.json' with { type: 'json' };

export const reportStates = ['OPEN', 'FINISHED', 'RETRACTED', 'EXPIRED'] as const;
export type ReportState = (typeof reportStates)[number];
export const reportForms = ['XML', 'JSON'] as const;
export type ReportForm = (typeof reportForms)[number];
export const partKinds = ['FILE', 'PLACE'] as const;
export type PartKind = (typeof partKinds)[number];
export const fileClasses = ['A1', 'A2', 'B1', 'B2'] as const;

/** The tag by which a sender tries its program (after the AWS Abuse Signal API): such a report never enters a queue. */
export const TEST_TAG = 'lifecycle:test';

/** How long an open report waits for the next call, milliseconds. */
export const DRAFT_MS = rules.draftMinutes.value * 60_000;
export const FILES_MOST = rules.filesMost.value;
/** How far in the future an incident may lie, milliseconds: clocks differ. */
export const FUTURE_MS = rules.futureMinutes.value * 60_000;
/** Whoever is younger is a child, whose account is nobody's way to somewhere else. */
export const CHILD_BELOW = rules.childBelowYears.value;
/** Reports in one wave at which the unit is told, once. */
export const WAVE_ALERT_AT = rules.waveAlertAt.value;
export const CALLS_PER_MINUTE = rules.callsPerMinute.value;
/** Percent of the expected fields that may be empty. */
export const EMPTY_SHARE_MOST = rules.emptyShareMost.value;

const short = z.string().min(1).max(500);
const line = z.string().min(1).max(4_096);
const text = z.string().min(1).max(3_000);
const moment = z.iso.datetime({ offset: true });
const many = <T extends z.ZodType>(one: T, most = 50) => z.array(one).max(most);

const ipCapture = z.strictObject({
  ipAddress: z.string().min(2).max(45),
  eventName: captureEvent.zod.optional(),
  dateTime: moment.optional(),
  possibleProxy: z.boolean().optional(),
  port: z.number().int().min(1).max(65_535).optional(),
});
const device = z.strictObject({
  idType: short,
  idValue: short,
  eventName: captureEvent.zod.optional(),
  dateTime: moment.optional(),
});
const person = z.strictObject({
  firstName: short.optional(),
  lastName: short.optional(),
  phone: many(short).optional(),
  email: many(short).optional(),
  age: z.number().int().min(0).max(120).optional(),
  dateOfBirth: z.iso.date().optional(),
  espIdentifier: short.optional(),
  espService: short.optional(),
  screenName: short.optional(),
  displayName: many(short).optional(),
  profileUrl: many(line).optional(),
  ipCaptureEvent: many(ipCapture, 200).optional(),
  deviceId: many(device, 200).optional(),
  priorCTReports: many(short, 200).optional(),
  groupIdentifier: short.optional(),
  estimatedLocation: short.optional(),
  accountTemporarilyDisabled: z.boolean().optional(),
  accountPermanentlyDisabled: z.boolean().optional(),
  additionalInfo: text.optional(),
});
const contact = z.strictObject({
  firstName: short.optional(),
  lastName: short.optional(),
  phone: short.optional(),
  email: short.optional(),
});

export const placeKinds = [
  'webPage',
  'email',
  'newsgroup',
  'chatIm',
  'onlineGaming',
  'cellPhone',
  'nonInternet',
  'peer2peer',
] as const;

/** What is reported, by the names of CyberTipline; type, time and reporter must be there, everything else is voluntary. */
export const reportContent = z
  .strictObject({
    incidentSummary: z.strictObject({
      incidentType: incidentType.zod,
      /** Why it cannot wait: a child is in danger. */
      escalateToHighPriority: text.optional(),
      reportAnnotations: many(reportAnnotation.zod, 4).optional(),
      incidentDateTime: moment,
      incidentDateTimeDescription: text.optional(),
    }),
    internetDetails: many(
      z.strictObject({
        kind: z.enum(placeKinds),
        /** Pages, for `webPage`. */
        url: many(line).optional(),
        /** Of the mailbox, the chat, the game, the network. */
        name: short.optional(),
        content: text.optional(),
        thirdPartyHostedContent: z.boolean().optional(),
        additionalInfo: text.optional(),
      }),
    ).optional(),
    lawEnforcement: z
      .strictObject({ agencyName: short, caseNumber: short.optional(), reportedToLe: z.boolean().optional() })
      .optional(),
    reporter: z.strictObject({
      reportingPerson: contact,
      contactPerson: contact.optional(),
      companyTemplate: short.optional(),
      termsOfService: text.optional(),
      legalURL: line.optional(),
    }),
    personOrUserReported: person.optional(),
    intendedRecipient: many(person, 20).optional(),
    victim: many(person, 20).optional(),
    additionalInfo: text.optional(),
    tags: many(z.string().min(1).max(100), 10).optional(),
  })
  .openapi('MachineReportContent', {
    description: 'A report by the names of CyberTipline. Never a file, not as text either.',
  });
export type ReportContent = z.output<typeof reportContent>;

export const fileHash = z.strictObject({
  type: z.enum(['md5', 'sha1', 'sha256', 'pdq', 'photodna']),
  value: z.string().min(16).max(400),
});

/** What is said of one file: where it stood, its hashes, and whether the provider has looked at it. Never the file. */
export const fileContent = z
  .strictObject({
    /** The sender's own key of the file: what is sent twice under it is one. */
    key: z.string().min(1).max(200).optional(),
    originalFileName: short.optional(),
    locationOfFile: line.optional(),
    fileViewedByEsp: z.boolean().optional(),
    exifViewedByEsp: z.boolean().optional(),
    publiclyAvailable: z.boolean().optional(),
    fileRelevance: fileRelevance.zod.optional(),
    fileAnnotations: many(fileAnnotation.zod, 10).optional(),
    industryClassification: z.enum(fileClasses).optional(),
    hashes: many(fileHash, 10).optional(),
    ipCaptureEvent: many(ipCapture, 200).optional(),
    deviceId: many(device, 200).optional(),
    details: many(
      z.strictObject({ type: z.enum(['EXIF', 'HASH']).optional(), name: short, value: line }),
      200,
    ).optional(),
    additionalInfo: many(text, 10).optional(),
  })
  .openapi('MachineReportFile', { description: 'Metadata and hashes of a file; never the file.' });
export type FileContent = z.output<typeof fileContent>;

/** Where something stands that a report tells of, without a file. */
export interface PlaceContent {
  readonly url: string;
}

export const isTest = ({ tags = [] }: ReportContent): boolean => tags.includes(TEST_TAG);

/**
 * Whether the provider has looked at a file, or anybody can: only then police look at it without a ground of law. Absent is no.
 * Source: NCMEC CyberTipline, `fileViewedByEsp`, `publiclyAvailable`; network.md 2.
 */
export const wasViewed = (part: {
  readonly viewed: boolean | null;
  readonly publicly_available: boolean | null;
}): boolean => part.viewed === true || part.publicly_available === true;

/** The rounds in which a member hears what became of its reports. */
export const rounds: readonly {
  readonly code: string;
  readonly days: number;
  readonly vi: string;
  readonly en: string;
}[] = rules.rounds;

/** What of an item decides the outcome of a report that it came from. */
export interface ItemEnd {
  readonly state: string;
  readonly ordered: boolean;
  readonly reason: string | null;
}

const outcomeRules: readonly {
  readonly states: readonly string[];
  readonly ordered?: boolean;
  readonly reasons?: readonly string[];
  readonly code: string;
}[] = rules.outcomeOfItem;

/**
 * What a member is told of its report: of several items, what has gone furthest, in the order of the rules. A report that names no
 * place became none: more is needed.
 */
export function outcomeOf(items: readonly ItemEnd[]): string {
  const fits = (rule: (typeof outcomeRules)[number], item: ItemEnd) =>
    rule.states.includes(item.state) &&
    (rule.ordered === undefined || rule.ordered === item.ordered) &&
    (rule.reasons === undefined || (item.reason !== null && rule.reasons.includes(item.reason)));
  const codes = items.flatMap((item) => outcomeRules.find((rule) => fits(rule, item)) ?? []);
  return outcomeRules.find((rule) => codes.includes(rule))?.code ?? 'NEED_MORE_INFORMATION';
}
