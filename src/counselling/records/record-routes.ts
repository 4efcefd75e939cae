import { z } from '@hono/zod-openapi';
import { filingRefusals, receiptSchema, shownReceipt } from '../../intake/index.ts';
import { byId, listSchema, noContent, ok, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { contactReason } from '../../vocabulary/index.ts';
import { cardSchema } from '../contacts/contact-routes.ts';
import { ownSession, sessionRefusals, shown } from '../lines/child-routes.ts';
import { fileFromContact, reportOfContact } from './file-from-contact.ts';
import { openRecord } from './open-record.ts';
import { recordInput } from './record.ts';
import { answerSurvey, surveyInput } from './survey.ts';
import { recordContact, saveRecordDraft } from './write-record.ts';

const onContact = { surface: 'desk', params: byId } as const;
const recordView = recordInput.omit({ correction: true, words: true }).extend({
  version: z.number().int(),
  at: z.string(),
  author: z.uuid(),
  lists: z.string(),
  correction: z.string().nullable(),
  words: z.string(),
});
const openedSchema = z.object({
  contact: cardSchema,
  lines: listSchema(
    z.object({ seq: z.number().int(), at: z.string(), from: z.enum(['child', 'helper']), text: z.string() }),
  ),
  records: listSchema(recordView),
  recorded: z.boolean(),
  draft: z.string(),
  danger: z.object({ now: z.boolean(), province: z.string().nullable(), commune: z.string().nullable() }),
  suggestions: listSchema(z.object({ reason: contactReason.zod, because: listSchema(z.string()) })),
  report: z.object({ id: z.uuid(), reference: z.string().optional() }).nullable(),
  feelings: z.object({ before: z.number().int().nullable(), after: z.number().int().nullable() }).nullable(),
});

/** The record of a contact, the report that is made of it, and the survey of the child. */
export const recordRoutes: readonly Route[] = [
  route({
    ...onContact,
    may: { action: 'contact.record' },
    method: 'get',
    path: '/api/v1/contacts/{id}/record',
    summary: 'The conversation and the record of a contact, with its draft and what the rule suggests',
    answer: { status: 200, schema: openedSchema, description: 'Suggestions tick nothing.' },
    refusals: [...onRecordRefusals, 'contact.key-unavailable'],
    handle: (ctx, { params }) => openRecord(ctx, { contact: params.id }),
  }),
  route({
    ...onContact,
    may: { action: 'contact.record' },
    method: 'post',
    path: '/api/v1/contacts/{id}/record',
    summary: 'Writes down a contact that is over and closes it; later, corrects it by another version',
    body: recordInput,
    answer: { status: 201, schema: z.object({ version: z.number().int() }), description: 'Its version.' },
    refusals: [
      ...onRecordRefusals,
      'contact.act-not-open',
      'contact.key-unavailable',
      'contact-record.reason-needed',
      'contact-record.main-reason-needed',
      'contact-record.too-many-reasons',
      'contact-record.correction-needed',
    ],
    handle: (ctx, { params, body }) => recordContact(ctx, { contact: params.id, record: body }),
  }),
  route({
    ...onContact,
    may: { action: 'contact.record' },
    method: 'put',
    path: '/api/v1/contacts/{id}/record-draft',
    summary: 'Keeps what is written of a record so far; it goes with the contact',
    body: z.strictObject({ draft: z.string().max(20_000) }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'contact.key-unavailable'],
    handle: (ctx, { params, body }) => saveRecordDraft(ctx, { contact: params.id, draft: body.draft }),
  }),
  route({
    ...onContact,
    may: { action: 'contact.record' },
    method: 'post',
    path: '/api/v1/contacts/{id}/report',
    summary: 'Makes a report of what a child told in a contact, in the child’s own words',
    body: reportOfContact,
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), reference: z.string(), receipt: receiptSchema, imminentDanger: z.boolean() }),
      description: 'The report; its words are here and nowhere else.',
    },
    refusals: [
      ...onRecordRefusals,
      'contact.key-unavailable',
      'contact-record.words-needed',
      'contact-record.line-unknown',
      'contact-record.report-exists',
      ...filingRefusals,
    ],
    handle: async (ctx, { params, body }) => {
      const filed = await fileFromContact(ctx, { contact: params.id, report: body });
      if (!filed.ok) return filed;
      const { report, reference, receipt, imminentDanger } = filed.value;
      return ok({ id: report, reference, receipt: shownReceipt(receipt), imminentDanger });
    },
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/contacts/own/survey',
    summary: 'Answers how it was, or skips it: once, after the end',
    may: 'public',
    headers: ownSession,
    body: surveyInput,
    answer: noContent,
    refusals: [...sessionRefusals, 'survey.not-asked'],
    handle: (ctx, { headers, body }) => answerSurvey(ctx, shown(ctx, headers), body),
  }),
];
