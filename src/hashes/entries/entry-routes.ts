import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, ok, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { giveFeedback } from '../exchange/give-feedback.ts';
import { askedHash, code, givenClass } from '../input-shapes.ts';
import { answerSuspension } from './answer-suspension.ts';
import { arbitrateEntry } from './arbitrate-entry.ts';
import { classifyEntry } from './classify-entry.ts';
import { disputeEntry } from './dispute-entry.ts';
import { classSchemes, verdicts } from './entry.ts';
import { entryDetail } from './entry-detail.ts';
import { entryDetailSchema, entryView, queueItemSchema, statusSchema } from './entry-view.ts';
import { listReviewQueue } from './list-review-queue.ts';
import { proposeEntry } from './propose-entry.ts';
import { resolveDispute } from './resolve-dispute.ts';
import { signalTypes } from './signal.ts';
import { verifyEntry } from './verify-entry.ts';
import { withdrawEntry } from './withdraw-entry.ts';

const verdict = z.strictObject({ verdict: z.enum(verdicts), nationalClass: z.string().max(8) });
const statusAnswer = {
  status: 200,
  schema: z.object({ status: statusSchema }),
  description: 'The entry’s state now.',
} as const;

/** Where an act on one entry is asked for. */
const onePath = (method: 'post' | 'put' | 'delete', path: string) =>
  ({ surface: 'desk', method, path: `/api/v1/hashes/entries/{id}${path}`, params: byId }) as const;

/** Of an act in the frame of an act on a record. */
const onEntry = ['entry.not-found', ...onRecordRefusals, 'entry.own-proposal', 'entry.wrong-state'];
const judged = [...onEntry, 'entry.already-judged'];
const budget = ['exposure.break-due', 'exposure.shift-spent'];
const entryActs: readonly Route[] = [
  route({
    ...onePath('post', '/verdicts'),
    summary: 'Gives one of the two blind verdicts.',
    may: { action: 'hash-entry.verify' },
    body: verdict,
    answer: statusAnswer,
    refusals: [...judged, ...budget, 'class.unknown'],
    handle: (ctx, { params, body }) => verifyEntry(ctx, { ...body, entry: params.id }),
  }),
  route({
    ...onePath('post', '/arbitration'),
    summary: 'Decides between two verdicts that differ.',
    may: { action: 'hash-entry.arbitrate' },
    body: verdict,
    answer: statusAnswer,
    refusals: [...judged, ...budget, 'class.unknown'],
    handle: (ctx, { params, body }) => arbitrateEntry(ctx, { ...body, entry: params.id }),
  }),
  route({
    ...onePath('put', '/classes'),
    summary: 'Sets the labels of one scheme and version.',
    may: { action: 'hash-entry.classify' },
    body: z.strictObject({
      scheme: z.enum(classSchemes),
      version: z.string().max(32),
      labels: z.array(z.string().max(64)).max(50),
    }),
    answer: noContent,
    refusals: [...onEntry, 'class.unknown'],
    handle: (ctx, { params, body }) => classifyEntry(ctx, { ...body, entry: params.id }),
  }),
  route({
    ...onePath('post', '/feedback'),
    summary: 'A member’s opinion on one signal of an entry.',
    may: { action: 'hash.feedback' },
    body: z.strictObject({
      signalType: z.enum(signalTypes),
      opinion: z.enum(['up', 'down']),
      reason: z.string().max(32).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ suspended: z.boolean() }),
      description: 'Whether the entry is suspended by it.',
    },
    refusals: ['entry.not-found', 'reason.unknown'],
    handle: (ctx, { params, body }) => giveFeedback(ctx, { ...body, entry: params.id }),
  }),
  route({
    ...onePath('post', '/dispute'),
    summary: 'Contests an entry.',
    may: { action: 'hash.feedback' },
    body: z.strictObject({ reason: z.string().max(32) }),
    answer: statusAnswer,
    refusals: ['entry.not-found', 'entry.wrong-state', 'reason.unknown'],
    handle: (ctx, { params, body }) => disputeEntry(ctx, { ...body, entry: params.id }),
  }),
  route({
    ...onePath('post', '/resolution'),
    summary: 'Decides a dispute or a suspension.',
    may: { action: 'hash-entry.resolve' },
    body: z.strictObject({ outcome: z.enum(['UPHELD', 'WITHDRAWN']) }),
    answer: statusAnswer,
    refusals: judged,
    handle: (ctx, { params, body }) => resolveDispute(ctx, { ...body, entry: params.id }),
  }),
  route({
    ...onePath('post', '/answer'),
    summary: 'The owner’s answer to an automatic suspension.',
    may: { action: 'hash-entry.answer' },
    body: z.strictObject({ outcome: z.enum(['RESTORED', 'WITHDRAWN']) }),
    answer: statusAnswer,
    refusals: onEntry,
    handle: (ctx, { params, body }) => answerSuspension(ctx, { ...body, entry: params.id }),
  }),
  route({
    ...onePath('delete', ''),
    summary: 'Withdraws an entry; its readers get a tombstone.',
    may: { action: 'hash-entry.withdraw' },
    answer: noContent,
    refusals: [...onEntry, 'reason.unknown'],
    handle: (ctx, { params }) => withdrawEntry(ctx, { entry: params.id }),
  }),
];

/** Entries of the register: proposed, looked at, judged, contested, withdrawn. */
export const entryRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/hashes/entries',
    summary: 'Proposes an entry; it takes effect when two analysts agree.',
    may: { action: 'hash.submit' },
    body: z.strictObject({
      bank: code,
      mediaKind: z.enum(['image', 'video']),
      legalBasis: z.string().regex(/^[A-Z0-9_.-]{1,64}$/),
      reference: z
        .string()
        .regex(/^[A-Za-z0-9/_.-]{1,64}$/)
        .optional(),
      signals: z
        .array(askedHash.extend({ type: z.enum(signalTypes), frameMs: z.number().int().min(0).optional() }))
        .max(5_000),
      classes: z.array(givenClass).max(50).optional(),
    }),
    bodyLimit: 1024 * 1024,
    answer: { status: 201, schema: z.object({ id: z.uuid(), status: statusSchema }), description: 'The proposal.' },
    refusals: [
      'bank.not-found',
      'bank.disabled',
      'field.malformed',
      'entry.no-signal',
      'signal.invalid',
      'class.unknown',
      'entry.too-many-open',
    ],
    handle: (ctx, { body }) => proposeEntry(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/hashes/entries/{id}',
    summary: 'One entry: hashes, codes, provenance; verdicts as far as they are not blind to the reader.',
    may: { action: 'hash-entry.read' },
    params: byId,
    answer: {
      status: 200,
      schema: entryDetailSchema,
      description: 'The entry.',
    },
    refusals: ['entry.not-found'],
    handle: async (ctx, { params }) => {
      const detail = await entryDetail(ctx, { entry: params.id });
      return detail.ok ? ok(entryView(detail.value)) : detail;
    },
  }),
  ...entryActs,
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/hashes/queue',
    summary: 'What waits for a verdict, a decision or an answer.',
    may: { action: 'hash-queue.read' },
    answer: {
      status: 200,
      schema: listSchema(queueItemSchema),
      description: 'Oldest first.',
    },
    refusals: [],
    handle: (ctx) => listReviewQueue(ctx, {}),
  }),
];
