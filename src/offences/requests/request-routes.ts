import { z } from '@hono/zod-openapi';
import { byId, noContent, type Route, route, textInput } from '../../kernel/index.ts';
import { ofOutbox } from '../../takedown/index.ts';
import { approvalRefusals } from '../../work/index.ts';
import { onFileRefusals } from '../files/file-routes.ts';
import { ADDRESSEE, ASKED, draftRequest, submitRequest, withdrawRequest } from './draft-request.ts';
import { readRequests, requestsSchema } from './read-requests.ts';
import { requestAnswers } from './request.ts';
import { requestKind } from './request-rule.ts';
import { sendByPlatform } from './send-by-platform.ts';
import { answerRequest, REQUEST_ANSWER, sendRequest } from './send-request.ts';

const texts = ['text.empty', 'text.too-long', 'text.unreadable'];
const onRequestRefusals = [...onFileRefusals, 'offence-request.wrong-state'];
const version = z.number().int().optional();
const onRequest = (path: string) =>
  ({
    surface: 'desk',
    method: 'post',
    path: `/api/v1/offence-files/{id}/requests/{request}${path}`,
    params: z.object({ id: z.uuid(), request: z.uuid() }),
  }) as const;

/** What is asked of others for an offence file: drafted, submitted, sent, answered. Approvals are decided where all are. */
export const requestRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-files/{id}/requests',
    params: byId,
    summary: 'Requests of a file, with what was answered.',
    may: { action: 'offence-file.read' },
    answer: { status: 200, schema: requestsSchema, description: 'The oldest first.' },
    refusals: onFileRefusals,
    handle: (ctx, { params }) => readRequests(ctx, { file: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/offence-files/{id}/requests',
    params: byId,
    summary: 'Drafts a request to somebody outside; nothing leaves by it.',
    may: { action: 'offence-file.request' },
    body: z.strictObject({
      kind: requestKind.zod,
      addressee: textInput(ADDRESSEE),
      agency: z.string().max(40).optional(),
      asked: textInput(ASKED),
      urgent: z.boolean().optional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.uuid(), reference: z.string() }), description: 'The draft.' },
    refusals: [
      ...onFileRefusals,
      'offence-request.no-rule',
      'offence-request.agency-unknown',
      'offence-file.holds-media',
      ...texts,
    ],
    handle: (ctx, { params, body }) => draftRequest(ctx, { ...body, file: params.id }),
  }),
  route({
    ...onRequest('/submission'),
    summary: 'Puts a draft before another investigator.',
    may: { action: 'offence-file.request' },
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onRequestRefusals, ...approvalRefusals],
    handle: (ctx, { params, body }) => submitRequest(ctx, { ...body, file: params.id, request: params.request }),
  }),
  route({
    ...onRequest('/dispatch'),
    summary: 'Writes down that an approved request left; its clock runs.',
    may: { action: 'offence-file.request' },
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onRequestRefusals, 'offence-request.no-rule'],
    handle: (ctx, { params, body }) => sendRequest(ctx, { ...body, file: params.id, request: params.request }),
  }),
  route({
    ...onRequest('/sending'),
    summary:
      'Sends an approved request by mail to the approved mailbox of its addressee; its clock runs once the mail was taken.',
    may: { action: 'offence-file.request' },
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [
      ...onRequestRefusals,
      'offence-request.no-rule',
      'offence-request.no-mailbox',
      'offence-request.no-account',
      ...ofOutbox,
    ],
    handle: (ctx, { params, body }) => sendByPlatform(ctx, { ...body, file: params.id, request: params.request }),
  }),
  route({
    ...onRequest('/answer'),
    summary: 'Writes down what the addressee answered.',
    may: { action: 'offence-file.request' },
    body: z.strictObject({ version, answer: z.enum(requestAnswers), text: textInput(REQUEST_ANSWER) }),
    answer: noContent,
    refusals: [...onRequestRefusals, 'offence-request.answer-unusable', 'offence-file.holds-media', ...texts],
    handle: (ctx, { params, body }) => answerRequest(ctx, { ...body, file: params.id, request: params.request }),
  }),
  route({
    ...onRequest('/withdrawal'),
    summary: 'Gives a request up.',
    may: { action: 'offence-file.request' },
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: onRequestRefusals,
    handle: (ctx, { params, body }) => withdrawRequest(ctx, { ...body, file: params.id, request: params.request }),
  }),
];
