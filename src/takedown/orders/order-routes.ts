import { z } from '@hono/zod-openapi';
import {
  byId,
  listSchema,
  noContent,
  ok,
  onRecordRefusals,
  problemAnswer,
  type RawRoute,
  type Route,
  refuseRequest,
  route,
  textInput,
} from '../../kernel/index.ts';
import { signedCallRoute } from '../addressees/signed-call-route.ts';
import { accountsOver } from '../locks/list-accounts-over.ts';
import { ANSWER_TEXT, answerOrder } from './answer-order.ts';
import { clarifyOrder } from './clarify-order.ts';
import { cancelOrder, declineOrder } from './end-order.ts';
import { escalateOrder } from './escalate-order.ts';
import { endHold, holdItem } from './hold-item.ts';
import { issueOrder } from './issue-order.ts';
import { itemsWithoutOrder, listOrders } from './list-orders.ts';
import { orderFile } from './open-document.ts';
import { answers, orderStates } from './order.ts';
import { orderDetail } from './order-detail.ts';
import { holdReason, impossibilityGround, orderEndReason, orderKind, orderReason } from './order-lists.ts';
import { documentKinds, orderDetailSchema, orderLineSchema } from './order-view.ts';
import { proposeOrder } from './propose-order.ts';
import { receiveAnswer } from './receive-answer.ts';
import { ofOutbox } from './send-refusals.ts';
import { webhookKeysToday } from './webhook-keys.ts';

const version = z.number().int().min(1).optional();
const day = z.iso.date();
const onOrder = [...onRecordRefusals, 'order.wrong-state', 'order.same-person', 'agency.unknown'];
const issueRefusals = [
  ...onOrder,
  'order.no-rule',
  'order.no-power',
  'order.item-not-verified',
  'order.held',
  'order.no-approved-contact',
  'order.no-sender',
  'order.lock-rule',
  'order.count-not-reached',
  'addressee.not-found',
  ...ofOutbox,
];
const issued = z.object({ dueAt: z.iso.datetime().nullable(), sentBy: z.array(z.string()).readonly() });

export const orderRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/takedown/orders',
    summary: 'Orders, what ends first before the others; a member reads those that were sent to it.',
    may: { action: 'takedown-order.read' },
    query: z.object({
      state: z.enum(orderStates).optional(),
      kind: orderKind.zod.optional(),
      addressee: z.uuid().optional(),
      item: z.uuid().optional(),
      overdue: z.enum(['true']).optional(),
      after: z.string().max(1_000).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ rows: z.array(orderLineSchema), next: z.string().nullable() }),
      description: 'One page.',
    },
    refusals: [],
    handle: (ctx, { query: { state, overdue, ...query } }) =>
      listOrders(ctx, { ...query, ...(state ? { states: [state] } : {}), ...(overdue ? { overdue: true } : {}) }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/orders',
    summary: 'Proposes that an item be ordered down; nothing leaves by it.',
    may: { action: 'takedown-order.propose' },
    body: z.strictObject({
      item: z.uuid(),
      addressee: z.uuid(),
      kind: orderKind.zod,
      urgent: z.boolean().optional(),
      reasons: z.array(orderReason.zod).min(1).max(8),
      location: textInput({ most: 1_000 }).optional(),
      lock: z.strictObject({ rule: z.string().max(40), days: z.number().int() }).optional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.uuid(), reference: z.string() }), description: 'The proposal.' },
    refusals: [
      'content-item.not-found',
      'addressee.not-found',
      'order.item-not-verified',
      'order.reason-missing',
      'order.no-rule',
      'order.location-too-long',
      'order.holds-media',
      'order.open-already',
      'order.lock-rule',
      'order.count-not-reached',
    ],
    handle: (ctx, { body }) => proposeOrder(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/takedown/accounts-over',
    summary: 'Accounts that have reached a counting rule of today; nothing follows by itself.',
    may: { action: 'takedown-order.report' },
    answer: {
      status: 200,
      schema: z.object({
        accounts: listSchema(
          z.object({
            mask: z.string(),
            items: listSchema(z.object({ id: z.uuid(), reference: z.string(), at: z.iso.datetime() })),
            reached: listSchema(z.object({ rule: z.string(), count: z.number().int() })),
            ordered: z.boolean(),
          }),
        ),
      }),
      description: 'Those with the most violations first; accounts masked.',
    },
    refusals: [],
    handle: async (ctx) => {
      const found = await accountsOver(ctx);
      if (!found.ok) return found;
      const accounts = found.value.map(({ reached, ...one }) => ({
        ...one,
        reached: reached.map(({ rule, count }) => ({ rule: rule.id, count })),
      }));
      return ok({ accounts });
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/takedown/orders/{id}',
    summary: 'One order: by what power, its clock, its history and its documents; never the address.',
    may: { action: 'takedown-order.read' },
    params: byId,
    answer: { status: 200, schema: orderDetailSchema, description: 'The order.' },
    refusals: onOrder,
    handle: (ctx, { params }) => orderDetail(ctx, { order: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/orders/{id}/issue',
    summary: 'Orders what was proposed, by the function that the agency holds at this instant; the order leaves.',
    may: { action: 'takedown-order.issue' },
    params: byId,
    body: z.strictObject({ version, rule: z.string().max(40).optional() }),
    answer: { status: 200, schema: issued, description: 'Its clock, and by which contacts it leaves.' },
    refusals: issueRefusals,
    handle: (ctx, { params, body }) => issueOrder(ctx, { order: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/orders/{id}/decline',
    summary: 'Turns a proposal down.',
    may: { action: 'takedown-order.decline' },
    params: byId,
    body: z.strictObject({ version, reason: orderEndReason.zod }),
    answer: noContent,
    refusals: [...onOrder, 'order.reason-missing'],
    handle: (ctx, { params, body }) => declineOrder(ctx, { order: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/orders/{id}/withdrawal',
    summary: 'Takes an order back; what still waits to be sent does not leave.',
    may: { action: 'takedown-order.cancel' },
    params: byId,
    body: z.strictObject({ version, reason: orderEndReason.zod }),
    answer: noContent,
    refusals: [...onOrder, ...ofOutbox, 'order.reason-missing'],
    handle: (ctx, { params, body }) => cancelOrder(ctx, { order: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/orders/{id}/answer',
    summary: 'What the addressee says: received, done, not theirs, not done, impossible.',
    may: { action: 'takedown-order.answer' },
    params: byId,
    body: z.strictObject({
      version,
      answer: z.enum(answers),
      at: z.iso.datetime({ offset: true }).optional(),
      ground: impossibilityGround.zod.optional(),
      text: textInput(ANSWER_TEXT).optional(),
    }),
    answer: { status: 200, schema: z.object({ state: z.enum(orderStates) }), description: 'The state now.' },
    refusals: [
      ...onOrder,
      'order.answer-unusable',
      'order.text-too-long',
      'order.holds-media',
      'order.suspended-before',
    ],
    handle: (ctx, { params, body: { at, ...body } }) =>
      answerOrder(ctx, { order: params.id, ...body, ...(at === undefined ? {} : { at: new Date(at) }) }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/orders/{id}/clarification',
    summary: 'Answers an addressee that cannot carry the order out; its clock begins anew.',
    may: { action: 'takedown-order.clarify' },
    params: byId,
    body: z.strictObject({ version, text: textInput(ANSWER_TEXT) }),
    answer: { status: 200, schema: z.object({ dueAt: z.iso.datetime().nullable() }), description: 'The clock now.' },
    refusals: [...onOrder, ...ofOutbox, 'order.text-missing', 'order.text-too-long', 'order.holds-media'],
    handle: (ctx, { params, body }) => clarifyOrder(ctx, { order: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/orders/{id}/escalation',
    summary: 'Passes a refused or silent order to the next addressee of the ladder.',
    may: { action: 'takedown-order.escalate' },
    params: byId,
    body: z.strictObject({
      version,
      addressee: z.uuid(),
      kind: orderKind.zod.optional(),
      rule: z.string().max(40).optional(),
    }),
    answer: {
      status: 201,
      schema: issued.extend({ id: z.uuid(), reference: z.string() }),
      description: 'The order that follows.',
    },
    refusals: [...issueRefusals, 'order.not-due', 'order.not-next-rung', 'order.open-already'],
    handle: (ctx, { params, body }) => escalateOrder(ctx, { order: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/takedown/without-order',
    summary: 'Verified items that nobody owns: with neither an order nor a hold.',
    may: { action: 'takedown-order.report' },
    answer: {
      status: 200,
      schema: listSchema(
        z.object({
          id: z.uuid(),
          reference: z.string(),
          mask: z.string(),
          nationalClass: z.string().nullable(),
          tier: z.string(),
          since: z.iso.datetime(),
          holdEnded: z.boolean(),
        }),
      ),
      description: 'The gravest first.',
    },
    refusals: [],
    handle: (ctx) => itemsWithoutOrder(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/holds',
    summary: 'The police keep a verified item where it is, with a reason, a day of review and an end.',
    may: { action: 'police-hold.place' },
    body: z.strictObject({ item: z.uuid(), reason: holdReason.zod, reviewOn: day, until: day }),
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'The hold.' },
    refusals: [
      'content-item.not-found',
      'order.item-not-verified',
      'order.no-power',
      'police-hold.unusable',
      'police-hold.there-already',
    ],
    handle: (ctx, { body }) => holdItem(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/takedown/holds/{id}',
    summary: 'Ends a hold; the item may be ordered down.',
    may: { action: 'police-hold.end' },
    params: byId,
    answer: noContent,
    refusals: ['record.not-found'],
    handle: (ctx, { params }) => endHold(ctx, { hold: params.id }),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/takedown/webhook-keys',
    summary: 'By which the system of an addressee checks that an order is an agency’s own (Standard Webhooks, v1a).',
    may: 'public',
    answer: {
      status: 200,
      schema: z.object({
        keys: listSchema(z.object({ agency: z.string(), name: z.string(), key: z.string(), fingerprint: z.string() })),
      }),
      description: 'Public keys, `whpk_` and base64; SHA-256 of their 32 bytes, to be compared.',
    },
    refusals: [],
    handle: (ctx) => webhookKeysToday(ctx),
  }),
];

/** Files, and where the systems of addressees answer. No address of these answers to a GET with an act. */
export const orderRawRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    method: 'get',
    path: '/api/v1/takedown/orders/{id}/documents/{kind}',
    summary: 'A document of an order as it was issued, with the address in it; the look is in the audit.',
    may: { action: 'takedown-order.open' },
    describes: {
      query: {
        format: 'pdf (default) or docx',
        ground: 'the ground of law by which police open what no provider viewed',
      },
      gives: {
        'application/pdf': 'The document.',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'The same.',
      },
    },
    handle: async (ctx, request, { id = '', kind = '' }) => {
      const query = new URL(request.url).searchParams;
      const format = query.get('format') === 'docx' ? 'docx' : 'pdf';
      const known = (documentKinds as readonly string[]).includes(kind);
      const file = known
        ? await orderFile(ctx, { order: id, kind, format, ground: query.get('ground') ?? undefined })
        : refuseRequest('record.not-found');
      if (!file.ok) return problemAnswer(ctx, file.refusal);
      return new Response(new Uint8Array(file.value.bytes), {
        headers: {
          'content-type': file.value.mediaType,
          'content-disposition': `attachment; filename="${file.value.name}"`,
          'cache-control': 'no-store',
        },
      });
    },
  },
  signedCallRoute({
    path: '/api/v1/takedown/answers/{contact}',
    summary: 'Where the system of an addressee answers orders; known by its signature (Standard Webhooks).',
    takes: '{order, answer, at?, ground?, text?}, signed; the same again is one answer.',
    gives: '{state}',
    receive: receiveAnswer,
  }),
];
