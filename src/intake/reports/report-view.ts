import { z } from '@hono/zod-openapi';
import { clockLook, clockLooks } from '../../kernel/index.ts';
import {
  ageBand,
  childFeeling,
  childNames,
  childPlace,
  endReason,
  informantType,
  type Law,
  onlineIncident,
  portalBand,
  reportChannel,
  reportEnds,
  reportedProblem,
  reportStatus,
  safeContact,
  sex,
  storySignal,
  urgency,
  warnFraction,
} from '../../vocabulary/index.ts';
import type { ReportRow } from '../tables.ts';
import { hasReporter, openActs, reportActs } from './report.ts';

const instant = z.iso.datetime();

export const clockSchema = z
  .object({
    rule: z.string(),
    startedAt: instant,
    dueAt: instant,
    look: z.enum(clockLooks),
  })
  .openapi('Clock');

/** A report as the desk's lists show it: codes, area, clocks; nothing that a person wrote. */
export const triageSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    channel: reportChannel.zod,
    receivedAt: instant,
    informantType: informantType.zod,
    portalBand: portalBand.zod.nullable(),
    ageBand: ageBand.zod,
    sex: sex.zod,
    province: z.string().nullable(),
    commune: z.string().nullable(),
    desk: z.string(),
    status: reportStatus.zod,
    urgency: urgency.zod.nullable(),
    incidentCodes: z.array(onlineIncident.zod),
    dangerNow: z.enum(['yes', 'no', 'unknown']),
    stillGoingOn: z.boolean().nullable(),
    safeContact: z.array(safeContact.zod),
    /** What words of the story or of a message may be about; found by machine, judged by nobody. */
    storySignals: z.array(storySignal.zod),
    language: z.enum(['vi', 'en']),
    assignedTo: z.uuid().nullable(),
    duplicateOf: z.uuid().nullable(),
    version: z.number().int(),
    screenedAt: instant.nullable(),
    firstReplyAt: instant.nullable(),
    lastMessageAt: instant.nullable(),
    /** The reporter wrote and waits for an answer. */
    unanswered: z.boolean(),
    closedAt: instant.nullable(),
    sealedBy: z.enum(['server', 'operator', 'client']),
    /** The running clock that ends first. */
    clock: clockSchema.nullable(),
    demonstration: z.boolean(),
  })
  .openapi('ReportTriage');

export type Triage = z.infer<typeof triageSchema>;
export type ClockView = z.infer<typeof clockSchema>;

export function clockView(law: Law, rule: string, startedAt: Date, dueAt: Date, now: Date): ClockView {
  return {
    rule,
    startedAt: startedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    look: clockLook(startedAt, dueAt, now, warnFraction(law, rule, startedAt)),
  };
}

export function triageView(law: Law, row: ReportRow, now: Date): Triage {
  const clock =
    row.next_due_at && row.next_due_from && row.next_due_rule
      ? clockView(law, row.next_due_rule, row.next_due_from, row.next_due_at, now)
      : null;
  return {
    id: row.id,
    reference: row.reference,
    channel: row.channel,
    receivedAt: row.received_at.toISOString(),
    informantType: row.informant_type,
    portalBand: row.portal_band,
    ageBand: row.age_band,
    sex: row.sex,
    province: row.province_code,
    commune: row.commune_code,
    desk: row.desk_code,
    status: row.status,
    urgency: row.urgency,
    incidentCodes: row.incident_codes,
    dangerNow: row.danger_now,
    stillGoingOn: row.still_going_on,
    safeContact: row.safe_contact,
    storySignals: row.story_signals,
    language: row.language,
    assignedTo: row.assigned_to,
    duplicateOf: row.duplicate_of,
    version: row.version,
    screenedAt: row.screened_at?.toISOString() ?? null,
    firstReplyAt: row.first_reply_at?.toISOString() ?? null,
    lastMessageAt: row.last_message_at?.toISOString() ?? null,
    unanswered: row.unanswered,
    closedAt: row.closed_at?.toISOString() ?? null,
    sealedBy: row.sealed_by,
    clock,
    demonstration: row.is_demonstration,
  };
}

/** A report that was opened: triage always; the sealed parts where they were asked for and permitted. */
export const openedReportSchema = z
  .object({
    triage: triageSchema,
    /** The most urgent that it has ever been, or that answers spoke for: what an end of it is judged by. */
    gravest: urgency.zod.nullable(),
    /** An end that waits for a colleague. */
    ending: z.object({ act: z.enum(reportEnds), reason: endReason.zod, by: z.string(), at: instant }).nullable(),
    /** The reader's own last act, while they can take it back. */
    undo: z.object({ act: z.string(), until: instant }).nullable(),
    /** The acts that its state allows now. */
    openActs: z.array(z.enum(reportActs as [string, ...string[]])),
    clocks: z.array(
      clockSchema.extend({
        /** When it ended; `lapsed` where what it asks for was not done but fell away. */
        metAt: instant.nullable(),
        lapsed: z.boolean(),
        breachedAt: instant.nullable(),
      }),
    ),
    events: z.array(
      z.object({
        code: z.string(),
        at: instant,
        actorKind: z.string(),
        person: z.string().nullable(),
        codes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      }),
    ),
    /** Names of the identity fields that are there, masked. */
    identityFields: z.array(z.string()),
    /** Whether the reporter still holds a receipt and can read an answer. */
    canBeAnswered: z.boolean(),
    narrative: z
      .object({
        text: z.string(),
        places: z.array(
          z.object({
            kind: z.string(),
            link: z.string().optional(),
            account: z.string().optional(),
            phone: z.string().optional(),
          }),
        ),
        when: z
          .object({ from: z.string().optional(), to: z.string().optional(), words: z.string().optional() })
          .optional(),
        /** What the reporter chose on the first page as most like it. */
        problem: reportedProblem.zod.optional(),
        /** What a child who cannot read yet pointed at in pictures. */
        childSays: z
          .object({
            feeling: childFeeling.zod.optional(),
            place: childPlace.zod.optional(),
            who: childNames.zod.optional(),
          })
          .optional(),
      })
      .optional(),
    thread: z
      .array(
        z.object({
          id: z.uuid(),
          at: instant,
          from: z.enum(['reporter', 'desk']),
          author: z.string().nullable(),
          /** From when on the reporter sees a line of the desk. */
          shownFrom: instant.nullable(),
          text: z.string(),
        }),
      )
      .optional(),
    notes: z.array(z.object({ id: z.uuid(), at: instant, author: z.string(), text: z.string() })).optional(),
  })
  .openapi('OpenedReport');

export type OpenedReport = z.infer<typeof openedReportSchema>;

export function openActsOf(row: ReportRow): string[] {
  return openActs(row.status, hasReporter(row));
}

/** What the reporter sees of their own report: what became of it and the thread, and not what they first wrote. */
export const receiptViewSchema = z
  .object({
    /** When it arrived, and what about, in codes. Never a sentence: a stolen code must not tell the story. */
    summary: z.object({
      receivedAt: instant,
      incidentCodes: z.array(onlineIncident.zod),
      language: z.enum(['vi', 'en']),
      informantType: informantType.zod,
      portalBand: portalBand.zod.nullable(),
    }),
    timeline: z.array(
      z.object({
        code: z.string(),
        at: instant,
        /** Of a step that another part of the answer told of; `{em}` and `{Em}` stand for how the reporter is addressed. */
        words: z.object({ vi: z.string(), en: z.string() }).optional(),
      }),
    ),
    thread: z.array(z.object({ id: z.uuid(), at: instant, from: z.enum(['you', 'desk']), text: z.string() })),
    /** Who opened the sealed parts, by day: agencies and field classes, no names. */
    whoOpened: z.array(z.object({ day: z.iso.date(), agency: z.string(), part: z.enum(['narrative', 'identity']) })),
    /** When the receipt was opened before this time: a way to notice that somebody else holds it. */
    lastOpenedAt: instant.nullable(),
    keptConfirmed: z.boolean(),
    imminentDanger: z.boolean(),
  })
  .openapi('ReceiptView');

export type ReceiptView = z.infer<typeof receiptViewSchema>;
