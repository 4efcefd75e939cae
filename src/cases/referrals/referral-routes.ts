import { z } from '@hono/zod-openapi';
import {
  byId,
  enumOf,
  instant,
  listSchema,
  ok,
  onRecordRefusals,
  type Route,
  route,
  textInput,
} from '../../kernel/index.ts';
import { outcome, service } from '../../vocabulary/index.ts';
import { answerContactRequest } from '../process/answer-contact-request.ts';
import { onCase, read, seen } from '../process/case-routes.ts';
import { legalBases } from '../process/child-age.ts';
import { findRelated, relatedAgencySchema } from '../process/find-related.ts';
import { contactRequestSchema, listContactRequests } from '../process/list-contact-requests.ts';
import { requestContact } from '../process/request-contact.ts';
import { answerReferral } from './answer-referral.ts';
import { answerReferralQuestion } from './answer-referral-question.ts';
import { askAboutReferral } from './ask-about-referral.ts';
import { countReferrals } from './count-referrals.ts';
import { editReferral } from './edit-referral.ts';
import { exportReferral } from './export-referral.ts';
import { importReferralAnswer } from './import-referral-answer.ts';
import { listReferrals, referralInListSchema } from './list-referrals.ts';
import { makeReferral } from './make-referral.ts';
import { rejectionReasons } from './referral.ts';
import { REFERRAL_TEXT, referralFields } from './referral-purpose.ts';
import { type ReferralStage, referralStages } from './referral-stage.ts';
import { referralViewSchema, viewReferral } from './referral-view.ts';
import { revokeReferral } from './revoke-referral.ts';
import { sendReferral } from './send-referral.ts';

const onReferral = [...onRecordRefusals, 'referral.act-not-open'];
const sendRefusals = [
  ...onReferral,
  'referral.more-than-needed',
  'referral.less-than-needed',
  'referral.consent-missing',
  'referral.consent-refused',
  'referral.basis-not-for-purpose',
];
const moved = z.object({ status: z.string(), version: z.number().int() });
/** A bundle carries its content once more in base64. */
const BUNDLE_LIMIT = 256 * 1024;

/** Referrals between agencies, and asking another agency for contact. */
export const referralRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/referrals',
    summary: 'Drafts a referral with its own sealed copy of the facts',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({
      purpose: service.zod,
      to: z.union([z.strictObject({ agency: z.string().max(40) }), z.strictObject({ external: z.uuid() })]),
      basis: enumOf(legalBases),
      facts: z.partialRecord(enumOf(referralFields), textInput(REFERRAL_TEXT)),
    }),
    answer: { status: 201, schema: z.object({ referral: z.uuid() }), description: 'The draft.' },
    refusals: [
      ...onCase,
      'case.act-not-open',
      'referral.receiver-unknown',
      'referral.basis-not-for-purpose',
      'form.answer-invalid',
    ],
    handle: (ctx, { params: { id }, body }) => makeReferral(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/referrals',
    summary: 'Referrals that came to the own agency, or that it sent',
    may: { action: 'referral.read' },
    query: z.object({ side: z.enum(['in', 'out']) }),
    answer: {
      status: 200,
      schema: z.object({
        referrals: listSchema(referralInListSchema),
        /** How many there are of all, by where they stand. */
        counts: z.object(
          Object.fromEntries(Object.keys(referralStages).map((stage) => [stage, z.number().int()])) as Record<
            ReferralStage,
            z.ZodNumber
          >,
        ),
      }),
      description: 'Codes only; at most 200, and how many there are.',
    },
    refusals: [],
    handle: async (ctx, { query }) => {
      const referrals = await listReferrals(ctx, query);
      if (!referrals.ok) return referrals;
      const counts = await countReferrals(ctx, query);
      if (!counts.ok) return counts;
      return ok({ referrals: referrals.value, counts: counts.value.stages });
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/referrals/{id}',
    summary: 'A referral as one of its two agencies sees it; texts where asked for, and audited',
    may: { action: 'referral.read' },
    params: byId,
    query: z.object({ read }),
    answer: { status: 200, schema: referralViewSchema, description: 'The referral.' },
    refusals: onReferral,
    handle: (ctx, { params: { id }, query }) =>
      viewReferral(ctx, { referral: id, read: query.read.filter((one) => one !== 'internal') }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/referrals/{id}/facts',
    summary: 'Changes facts or the basis of a draft; an empty text takes a fact out',
    may: { action: 'referral.send' },
    params: byId,
    body: z.strictObject({
      ...seen,
      basis: enumOf(legalBases).optional(),
      facts: z.partialRecord(enumOf(referralFields), textInput(REFERRAL_TEXT)),
    }),
    answer: { status: 200, schema: z.object({ version: z.number().int() }), description: 'The version now.' },
    refusals: [...onReferral, 'form.answer-invalid', 'referral.basis-not-for-purpose', 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => editReferral(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/referrals/{id}/sending',
    summary: 'Sends a drafted referral to an agency on the platform',
    may: { action: 'referral.send' },
    params: byId,
    body: z.strictObject(seen),
    answer: { status: 200, schema: moved.extend({ answerDue: instant }), description: 'Sent; the answer has a clock.' },
    refusals: [...sendRefusals, 'referral.receiver-unknown', 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => sendReferral(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/referrals/{id}/answers',
    summary: 'Accepts, refuses with a reason, starts the service, or finishes it with an outcome',
    may: { action: 'referral.answer' },
    params: byId,
    body: z.strictObject({
      ...seen,
      act: z.enum(['accept', 'reject', 'start-service', 'finish']),
      reason: enumOf(rejectionReasons).optional(),
      outcome: outcome.zod.optional(),
      note: textInput(REFERRAL_TEXT).optional(),
    }),
    answer: { status: 200, schema: moved, description: 'The referral now.' },
    refusals: [...onReferral, 'referral.needs-reason', 'form.answer-invalid', 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => answerReferral(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/referrals/{id}/questions',
    summary: 'Asks the sender for what is missing, without refusing; the time to answer runs on',
    may: { action: 'referral.answer' },
    params: byId,
    body: z.strictObject({ ...seen, text: textInput(REFERRAL_TEXT) }),
    answer: {
      status: 201,
      schema: z.object({ question: z.uuid(), version: z.number().int() }),
      description: 'The question; the next one can be asked when it was answered.',
    },
    refusals: [...onReferral, 'text.empty', 'form.answer-invalid', 'referral.question-open', 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => askAboutReferral(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/referrals/{id}/question-answers',
    summary: 'Answers what the receiver asked',
    may: { action: 'referral.send' },
    params: byId,
    body: z.strictObject({ ...seen, question: z.uuid(), text: textInput(REFERRAL_TEXT) }),
    answer: { status: 200, schema: z.object({ version: z.number().int() }), description: 'The version now.' },
    refusals: [...onReferral, 'text.empty', 'form.answer-invalid', 'referral.no-open-question', 'case.desk-has-no-key'],
    handle: (ctx, { params: { id }, body }) => answerReferralQuestion(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/referrals/{id}/revocation',
    summary: 'Takes a referral back before the service has begun',
    may: { action: 'referral.send' },
    params: byId,
    body: z.strictObject(seen),
    answer: { status: 200, schema: moved, description: 'The referral now.' },
    refusals: onReferral,
    handle: (ctx, { params: { id }, body }) => revokeReferral(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/referrals/{id}/bundle',
    summary: 'Sends a referral to a receiver outside, as a sealed and signed file',
    may: { action: 'referral.send' },
    params: byId,
    body: z.strictObject(seen),
    answer: {
      status: 200,
      schema: z.object({ bundle: z.string(), answerDue: instant, version: z.number().int(), signedBy: z.string() }),
      description: 'The file’s text and the key that signed it.',
    },
    refusals: [...sendRefusals, 'bundle.receiver-on-platform'],
    handle: (ctx, { params: { id }, body }) => exportReferral(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/referrals/{id}/bundle-answer',
    summary: 'Takes in the signed answer of a receiver outside',
    may: { action: 'referral.send' },
    params: byId,
    body: z.strictObject({ ...seen, bundle: z.string().max(BUNDLE_LIMIT) }),
    bodyLimit: BUNDLE_LIMIT,
    answer: { status: 200, schema: moved, description: 'The referral now.' },
    refusals: [
      ...onReferral,
      'bundle.damaged',
      'bundle.not-for-this',
      'bundle.receiver-on-platform',
      'case.desk-has-no-key',
    ],
    handle: (ctx, { params: { id }, body }) => importReferralAnswer(ctx, { referral: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/cases/{id}/related',
    summary: 'Agencies that hold a case which seems to concern the same child',
    may: { action: 'case.work' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({
        agencies: listSchema(relatedAgencySchema),
      }),
      description: 'Agencies only; nothing of their cases.',
    },
    refusals: onCase,
    handle: async (ctx, { params: { id } }) => {
      const agencies = await findRelated(ctx, { case: id });
      return agencies.ok ? ok({ agencies: agencies.value }) : agencies;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/contact-requests',
    summary: 'Asks another agency’s desk to get in touch about a related case',
    may: { action: 'case.work' },
    params: byId,
    body: z.strictObject({ agency: z.string().max(40) }),
    answer: { status: 201, schema: z.object({ asked: z.number().int() }), description: 'How many cases were meant.' },
    refusals: [...onCase, 'contact-request.no-match'],
    handle: (ctx, { params: { id }, body }) => requestContact(ctx, { case: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/contact-requests',
    summary: 'Contact requests of the own agency, both ways',
    may: { action: 'contact-request.answer' },
    answer: {
      status: 200,
      schema: z.object({
        requests: listSchema(contactRequestSchema),
      }),
      description: 'The other side’s case is not told.',
    },
    refusals: [],
    handle: async (ctx) => {
      const requests = await listContactRequests(ctx);
      return requests.ok ? ok({ requests: requests.value }) : requests;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/contact-requests/{id}/answer',
    summary: 'Agrees to a contact, or declines it',
    may: { action: 'contact-request.answer' },
    params: byId,
    body: z.strictObject({ agree: z.boolean() }),
    answer: {
      status: 200,
      schema: z.object({ status: z.enum(['agreed', 'declined']) }),
      description: 'The request now.',
    },
    refusals: ['record.not-found', 'contact-request.answered'],
    handle: (ctx, { params: { id }, body }) => answerContactRequest(ctx, { request: id, ...body }),
  }),
];
