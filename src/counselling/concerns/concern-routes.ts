import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, ok, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { alertKinds, alertOutcomes, CONCERN_TEXT, concernKinds } from './concern.ts';
import { listAlerts, settleAlert } from './list-alerts.ts';
import { raiseConcern } from './raise-concern.ts';
import { answerConcern, readConcerns } from './read-concerns.ts';

const texts = ['text.empty', 'text.too-long', 'text.unreadable'];
const nullable = z.string().nullable();

/** What colleagues say in confidence, and what the house notices of itself. */
export const concernRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/concerns',
    summary: 'The own concerns with their answers; for the officer, those that are theirs to read',
    may: { action: 'concern.list' },
    answer: {
      status: 200,
      schema: z.object({
        concerns: listSchema(
          z.object({
            id: z.uuid(),
            kind: z.enum(concernKinds),
            own: z.boolean(),
            author: z.uuid(),
            about: nullable,
            raisedAt: z.string(),
            text: z.string(),
            answeredAt: nullable,
            answer: nullable,
            mayAnswer: z.boolean(),
          }),
        ),
      }),
      description: 'The newest first.',
    },
    refusals: [],
    handle: async (ctx) => {
      const read = await readConcerns(ctx);
      return read.ok ? ok({ concerns: read.value }) : read;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/concerns',
    summary:
      'Says something in confidence about a colleague; goes past every supervisor, and never to whom it is about',
    may: { action: 'concern.raise' },
    body: z.strictObject({
      kind: z.enum(concernKinds),
      about: z.uuid().optional(),
      text: textInput(CONCERN_TEXT),
    }),
    answer: { status: 200, schema: z.object({ id: z.uuid() }), description: 'The concern.' },
    refusals: [...texts, 'concern.nobody-to-read', 'contact.reason-unknown', 'request.invalid'],
    handle: (ctx, { body }) => raiseConcern(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/concerns/{id}/answer',
    summary: 'The officer answers the author, once',
    may: { action: 'concern.answer' },
    params: byId,
    body: z.strictObject({ text: textInput(CONCERN_TEXT) }),
    answer: noContent,
    refusals: [...onRecordRefusals, ...texts, 'concern.answered'],
    handle: (ctx, { params, body }) => answerConcern(ctx, { concern: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/safeguard-alerts',
    summary: 'What the house noticed of helpers; none that is about the reader',
    may: { action: 'safeguard-alert.read' },
    answer: {
      status: 200,
      schema: z.object({
        alerts: listSchema(
          z.object({
            id: z.uuid(),
            kind: z.enum(alertKinds),
            helper: z.uuid(),
            reference: nullable,
            count: z.number().int(),
            lastAt: z.string(),
            lookedBy: nullable,
            outcome: z.enum(alertOutcomes).nullable(),
          }),
        ),
      }),
      description: 'Those that nobody has looked into first.',
    },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listAlerts(ctx);
      return listed.ok ? ok({ alerts: listed.value }) : listed;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/safeguard-alerts/{id}/outcome',
    summary: 'Somebody looked into it, and says what came of it',
    may: { action: 'safeguard-alert.settle' },
    params: byId,
    body: z.strictObject({ outcome: z.enum(alertOutcomes) }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'contact.act-not-open', 'contact.reason-unknown'],
    handle: (ctx, { params, body }) => settleAlert(ctx, { alert: params.id, ...body }),
  }),
];
