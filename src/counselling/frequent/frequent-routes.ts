import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, ok, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { contactCare, PLAN_WORDS, setContactPlan } from './contact-plan.ts';
import { slowReasons } from './frequent-tables.ts';
import { askSlow, endSlow, listSlows, SLOW_DAYS_MOST } from './slow-contact.ts';

const record = { surface: 'desk', params: byId } as const;
const planSchema = z.strictObject({
  named: z.uuid().nullable(),
  weekdays: z.array(z.number().int().min(0).max(6)).max(7),
  fromMinute: z.number().int().min(0).max(1_439),
  toMinute: z.number().int().min(1).max(1_440),
  reviewOn: z.string().openapi({ format: 'date' }),
  words: textInput(PLAN_WORDS),
});
const approvalRefusals = [
  'approval.waits-already',
  'approval.reason-missing',
  'approval.reason-too-long',
  'approval.content-gone',
];

/** Contacts that are slowed, and plans for those who come often. */
export const frequentRoutes: readonly Route[] = [
  route({
    ...record,
    may: { action: 'contact.record' },
    method: 'get',
    path: '/api/v1/contacts/{id}/care',
    summary: 'The shared plan of a contact, and whether it is slowed',
    answer: {
      status: 200,
      schema: z.object({
        plan: planSchema.extend({ setBy: z.uuid(), setAt: z.string(), version: z.number().int() }).nullable(),
        slow: z
          .object({ reason: z.enum(slowReasons), days: z.number().int(), until: z.string().nullable() })
          .nullable(),
      }),
      description: 'For who has the contact, or had it last.',
    },
    refusals: [...onRecordRefusals, 'contact.key-unavailable'],
    handle: (ctx, { params }) => contactCare(ctx, { contact: params.id }),
  }),
  route({
    ...record,
    may: { action: 'contact.record' },
    method: 'put',
    path: '/api/v1/contacts/{id}/plan',
    summary: 'Writes the shared plan of a contact that comes often',
    body: planSchema,
    answer: { status: 200, schema: z.object({ version: z.number().int() }), description: 'Its version.' },
    refusals: [
      ...onRecordRefusals,
      'contact.key-unavailable',
      'contact-plan.times-unusable',
      'contact-plan.review-unusable',
    ],
    handle: (ctx, { params, body }) => setContactPlan(ctx, { contact: params.id, ...body }),
  }),
  route({
    ...record,
    may: { action: 'contact.record' },
    method: 'post',
    path: '/api/v1/contacts/{id}/slowing',
    summary: 'Asks that a contact be slowed for some days; a supervisor who did not ask decides',
    body: z.strictObject({
      reason: z.enum(slowReasons),
      days: z.number().int().min(1).max(SLOW_DAYS_MOST),
      why: z.string().max(2_000),
    }),
    answer: { status: 201, schema: z.object({ slow: z.uuid() }), description: 'It waits for the second person.' },
    refusals: [
      ...onRecordRefusals,
      ...approvalRefusals,
      'contact-slow.danger',
      'contact-slow.asked-already',
      'contact-slow.reason-unknown',
    ],
    handle: (ctx, { params, body }) => askSlow(ctx, { contact: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/contacts/{id}/slowing',
    summary: 'Ends it before its time',
    may: { action: 'contact.steer' },
    params: byId,
    answer: noContent,
    refusals: [...onRecordRefusals, 'contact-slow.not-there'],
    handle: (ctx, { params }) => endSlow(ctx, { contact: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/slowed-contacts',
    summary: 'What is slowed at the desk, or waits to be, without a word of what was said',
    may: { action: 'contact.steer' },
    answer: {
      status: 200,
      schema: z.object({
        slowed: listSchema(
          z.object({
            id: z.uuid(),
            contact: z.uuid(),
            reference: z.string(),
            reason: z.enum(slowReasons),
            days: z.number().int(),
            askedBy: z.uuid(),
            askedAt: z.string(),
            decidedBy: z.uuid().nullable(),
            until: z.string().nullable(),
          }),
        ),
      }),
      description: 'The newest first.',
    },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listSlows(ctx);
      return listed.ok ? ok({ slowed: listed.value }) : listed;
    },
  }),
];
