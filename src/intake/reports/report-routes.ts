import { z } from '@hono/zod-openapi';
import { byId, ok, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { dutyNumber, endReason, reportEnds } from '../../vocabulary/index.ts';
import { approvalRefusals } from '../../work/index.ts';
import { callerChannel, fileForCaller } from '../filing/file-for-caller.ts';
import { fileReport } from '../filing/file-report.ts';
import { FILING_BODY_LIMIT, reportInput } from '../filing/report-input.ts';
import { receiptProof, receiptSchema, shownReceipt } from '../receipts/receipt-routes.ts';
import { addNote } from './add-note.ts';
import { assignReport } from './assign-report.ts';
import { confirmReport } from './confirm-report.ts';
import { deskSummary } from './desk-summary.ts';
import { endReport } from './end-report.ts';
import { type ListFilters, listReports } from './list-reports.ts';
import { GROUNDS, MESSAGE } from './message.ts';
import { openReport, readableParts } from './open-report.ts';
import { recordCall } from './record-call.ts';
import { relatedReports, relatedSchema } from './related-reports.ts';
import { reopenReport } from './reopen-report.ts';
import { replyToReporter } from './reply-to-reporter.ts';
import { presentSchema, reportPresence } from './report-presence.ts';
import { openedReportSchema, triageSchema } from './report-view.ts';
import { screening, screenReport } from './screen-report.ts';
import { searchReports } from './search-reports.ts';
import { startVerifying } from './start-verifying.ts';
import { undoAct } from './undo-act.ts';
import { unmaskIdentity, unmaskReason } from './unmask-identity.ts';

/** What the filing of a report may be refused with, by whatever way it comes. */
export const filingRefusals = [
  'report.narrative-empty',
  'report.narrative-too-long',
  'report.text-too-long',
  'report.text-unreadable',
  'report.picture-not-accepted',
  'report.link-unreadable',
  'report.account-unreadable',
  'report.phone-unreadable',
  'report.email-unreadable',
  'report.time-impossible',
  'report.area-unknown',
  'report.contact-needs-phone',
  'report.contact-wishes-clash',
  'filing.key-unusable',
  'filing.key-reused',
  'filing.already-received',
  'filing.desk-without-key',
];

const filingHeaders = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({
      param: { name: 'idempotency-key', in: 'header', required: true },
      description:
        '16 to 200 printable characters, new for each report. The same key with the same body answers the same receipt.',
    }),
});
const seen = { version: z.number().int().positive() };
/** A list of codes in one query parameter, as in `status=RECEIVED,NORMAL`. */
const codes = z
  .string()
  .max(400)
  .optional()
  .transform((text) => text?.split(','));
const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((text) => (text === undefined ? undefined : text === 'true'));

export const reportRoutes: readonly Route[] = [
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/reports',
    summary: 'Files a report; the answer holds the receipt, which is shown once',
    may: 'public',
    body: reportInput.extend({
      /** Of `hashes`: where pictures were asked down before, one receipt opens both. */
      removal: z.strictObject(receiptProof).optional(),
    }),
    headers: filingHeaders,
    bodyLimit: FILING_BODY_LIMIT,
    answer: {
      status: 201,
      schema: z.object({ receipt: receiptSchema, imminentDanger: z.boolean() }),
      description: 'Received and sealed. With `imminentDanger` the sender should be shown 111 and 113 at once.',
    },
    refusals: [
      ...filingRefusals,
      'receipt.unreadable',
      'receipt.word-unknown',
      'receipt.wrong',
      'receipt.wait',
      'receipt.contact-only',
      'receipt.other-matter',
    ],
    handle: async (ctx, { body: { removal, ...report }, headers }) => {
      const idempotencyKey = headers['idempotency-key'] ?? '';
      const filed = await fileReport(ctx, { report, idempotencyKey, removal });
      if (!filed.ok) return filed;
      const { receipt, imminentDanger } = filed.value;
      return ok({ receipt: shownReceipt(receipt), imminentDanger });
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/desk/reports',
    summary: 'Lists reports by urgency and clock, or the newest first',
    may: { action: 'report.list' },
    query: z.object({
      desk: z.string().max(40).optional(),
      shared: flag,
      scope: z.enum(['open', 'all']).optional(),
      status: codes,
      urgency: codes,
      incident: z.string().max(40).optional(),
      province: z.string().max(2).optional(),
      channel: z.string().max(40).optional(),
      assigned: z.string().max(40).optional(),
      overdue: flag,
      unanswered: flag,
      limit: z.coerce.number().int().optional(),
      after: z.string().max(400).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ reports: z.array(triageSchema), next: z.string().optional() }),
      description: 'One page; `next` is the `after` of the following one.',
    },
    refusals: [],
    handle: async (ctx, { query }) => {
      // listReports checks every code against its list and names the field that is wrong.
      const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
      const list = await listReports(ctx, given as ListFilters);
      return list.ok ? ok({ reports: [...list.value.reports], next: list.value.next }) : list;
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/desk/summary',
    summary: 'Counts of the desk’s open reports, each up to 1,000',
    may: { action: 'report.list' },
    answer: {
      status: 200,
      schema: z.record(z.string(), z.number().int()),
      description: 'Counts by urgency and clock.',
    },
    refusals: [],
    handle: (ctx) => deskSummary(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports',
    summary: 'Files what a caller tells; the receipt must be changed at its first use',
    may: { action: 'report.file-for-caller' },
    body: z.strictObject({
      report: reportInput,
      channel: callerChannel,
    }),
    headers: filingHeaders,
    bodyLimit: FILING_BODY_LIMIT,
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), reference: z.string(), receipt: receiptSchema, imminentDanger: z.boolean() }),
      description: 'Received and sealed; read the code and the words to the caller now, they are not shown again.',
    },
    refusals: filingRefusals,
    handle: async (ctx, { body, headers }) => {
      const filed = await fileForCaller(ctx, { ...body, idempotencyKey: headers['idempotency-key'] ?? '' });
      if (!filed.ok) return filed;
      const { report, reference, receipt, imminentDanger } = filed.value;
      return ok({
        id: report,
        reference,
        receipt: shownReceipt(receipt),
        imminentDanger,
      });
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/search',
    summary: 'Finds reports by an exact reference, telephone number, link or account',
    may: { action: 'report.search' },
    // In a body and not in the address, which lands in histories and logs.
    body: z.strictObject({ term: z.string().max(2_048) }),
    answer: {
      status: 200,
      schema: z.object({ reports: z.array(triageSchema) }),
      description: 'Newest first, at most 50.',
    },
    refusals: ['search.term-unreadable'],
    handle: async (ctx, { body }) => {
      const found = await searchReports(ctx, body.term);
      return found.ok ? ok({ reports: [...found.value] }) : found;
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/desk/reports/{id}',
    summary: 'Opens a report; sealed parts only where asked for',
    may: { action: 'report.read' },
    params: byId,
    query: z.object({ read: codes }),
    answer: { status: 200, schema: openedReportSchema, description: 'The report as far as the actor may read it.' },
    refusals: [...onRecordRefusals, 'report.key-unavailable'],
    handle: (ctx, { params, query }) =>
      openReport(ctx, { report: params.id, read: readableParts.filter((part) => query.read?.includes(part)) }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/desk/reports/{id}/related',
    summary: 'Other reports that name the same link, account or number',
    may: { action: 'report.read' },
    params: byId,
    answer: {
      status: 200,
      schema: relatedSchema,
      description: 'Those that may be seen, and the desks that hold others.',
    },
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => relatedReports(ctx, { report: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/screening',
    summary: 'Screens a report: outcome, urgency, incident codes',
    may: { action: 'report.screen' },
    params: byId,
    body: screening.extend(seen),
    answer: { status: 200, schema: triageSchema, description: 'The report as screened.' },
    refusals: [
      ...onRecordRefusals,
      'report.act-not-open',
      'report.urgency-mismatch',
      'report.incident-needed',
      'report.lowering-needs-reason',
      'message.too-long',
      'message.unreadable',
    ],
    handle: (ctx, { params, body }) => screenReport(ctx, { report: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/assignment',
    summary: 'Gives a report to a person, or to nobody',
    may: { action: 'report.take' },
    params: byId,
    body: z.strictObject({ ...seen, to: z.uuid().nullable() }),
    answer: { status: 200, schema: triageSchema, description: 'The report as assigned.' },
    refusals: [...onRecordRefusals, 'report.assignee-unusable'],
    handle: (ctx, { params, body }) => assignReport(ctx, { report: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/notes',
    summary: 'Adds a note for colleagues',
    may: { action: 'report.note' },
    params: byId,
    body: z.strictObject({ text: textInput(MESSAGE) }),
    answer: { status: 201, schema: z.object({ note: z.uuid() }), description: 'The note’s id.' },
    refusals: [...onRecordRefusals, 'message.empty', 'message.too-long', 'message.unreadable'],
    handle: (ctx, { params, body }) => addNote(ctx, { report: params.id, text: body.text }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/replies',
    summary: 'Answers the reporter on the thread',
    may: { action: 'report.reply' },
    params: byId,
    body: z.strictObject({
      ...seen,
      text: textInput(MESSAGE),
      seen: z
        .uuid()
        .nullable()
        .openapi({ description: 'The newest line that the writer saw; null where there was none.' }),
      feedback: z.boolean().optional(),
      messageId: z.uuid().optional(),
    }),
    answer: { status: 201, schema: triageSchema, description: 'The report after the answer.' },
    refusals: [
      ...onRecordRefusals,
      'report.act-not-open',
      'report.key-unavailable',
      'message.empty',
      'message.too-long',
      'message.unreadable',
      'message.id-taken',
      'message.nobody-reads',
      'message.thread-moved',
    ],
    handle: (ctx, { params, body }) => replyToReporter(ctx, { report: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/status',
    summary: 'Moves a report on: verify, confirm, reopen',
    // Each verb asks for its own permission; whoever may not read reports has no business here.
    may: { action: 'report.read' },
    params: byId,
    body: z.strictObject({
      ...seen,
      act: z.enum(['start-verifying', 'confirm', 'reopen']),
    }),
    answer: { status: 200, schema: triageSchema, description: 'The report in its new state.' },
    refusals: [...onRecordRefusals, 'report.act-not-open'],
    handle: (ctx, { params, body }) => verbs[body.act](ctx, { report: params.id, version: body.version }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/end',
    summary: 'Ends a report for a reason; where danger was in it a colleague agrees first',
    may: { action: 'report.end' },
    params: byId,
    body: z.strictObject({
      ...seen,
      act: z.enum(reportEnds),
      reason: endReason.zod,
      words: textInput(GROUNDS, 'What was done and found; for colleagues.').optional(),
      line: textInput(MESSAGE, 'What the reporter reads of it, from ten seconds later on.').optional(),
      of: z.uuid().optional().openapi({ description: 'The original, where the report is a duplicate.' }),
    }),
    answer: {
      status: 200,
      schema: triageSchema,
      description: 'The report in its new state, or as it was where a colleague is asked.',
    },
    refusals: [
      ...onRecordRefusals,
      'report.act-not-open',
      'report.duplicate-unusable',
      'report.end-reason-needed',
      'report.end-words-needed',
      'report.end-waits',
      'report.reporter-not-told',
      'report.key-unavailable',
      'message.too-long',
      'message.unreadable',
      'message.nobody-reads',
      'message.id-taken',
      ...approvalRefusals,
    ],
    handle: (ctx, { params, body }) => endReport(ctx, { report: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/undo',
    summary: 'Takes back one’s own last act on a report, within ten seconds',
    may: { action: 'report.undo' },
    params: byId,
    body: z.strictObject(seen),
    answer: { status: 200, schema: triageSchema, description: 'The report as it stood before the act.' },
    refusals: [...onRecordRefusals, 'report.undo-over'],
    handle: (ctx, { params, body }) => undoAct(ctx, { report: params.id, version: body.version }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/calls',
    summary: 'Writes down that those on duty were called just now',
    may: { action: 'report.screen' },
    params: byId,
    body: z.strictObject({ whom: dutyNumber.zod }),
    answer: { status: 201, schema: z.object({ at: z.iso.datetime() }), description: 'When the call was written down.' },
    refusals: onRecordRefusals,
    handle: async (ctx, { params, body }) => {
      const called = await recordCall(ctx, { report: params.id, ...body });
      return called.ok ? ok({ at: called.value.at.toISOString() }) : called;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/presence',
    summary: 'Says that one looks at a report, or writes on it; answers who else does',
    may: { action: 'report.read' },
    params: byId,
    body: z.strictObject({ writing: z.boolean() }),
    answer: {
      status: 200,
      schema: z.object({ present: z.array(presentSchema) }),
      description: 'The others who are there.',
    },
    refusals: onRecordRefusals,
    handle: async (ctx, { params, body }) => {
      const present = await reportPresence(ctx, { report: params.id, show: body });
      return present.ok ? ok({ present: [...present.value] }) : present;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/desk/reports/{id}/identity',
    summary: 'Opens fields of identity, for a reason, after a step-up',
    // The verb names a missing step-up; this gate asks only for what makes it possible at all.
    may: { action: 'report.read' },
    params: byId,
    body: z.strictObject({ reason: unmaskReason, fields: z.array(z.string().max(40)).max(20).optional() }),
    answer: {
      status: 200,
      schema: z.object({ fields: z.record(z.string(), z.string()), until: z.iso.datetime() }),
      description: 'The fields, and until when a page may show them.',
    },
    refusals: [...onRecordRefusals, 'report.reason-needed', 'report.key-unavailable'],
    handle: async (ctx, { params, body }) => {
      const opened = await unmaskIdentity(ctx, { report: params.id, ...body });
      return opened.ok ? ok({ fields: { ...opened.value.fields }, until: opened.value.until.toISOString() }) : opened;
    },
  }),
];

const verbs = {
  'start-verifying': startVerifying,
  confirm: confirmReport,
  reopen: reopenReport,
} as const;
