import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { cardSchema } from '../contacts/contact-routes.ts';
import { callBack, listCallBacks, settleCallBack } from './call-back.ts';
import { callStates } from './call-state.pure.ts';
import { callBackStates } from './call-tables.ts';
import { callActs, steerOwnCall } from './command-call.ts';
import { ownTelephone, setOwnExtension } from './own-extension.ts';
import { readCall } from './read-call.ts';
import { ownSoftphone, setOwnSoftphone } from './softphone.ts';

const text = z.string().nullable();
const onContact = { surface: 'desk', params: byId } as const;

/** Telephone calls as helpers work with them. */
export const callRoutes: readonly Route[] = [
  route({
    ...onContact,
    method: 'get',
    path: '/api/v1/contacts/{id}/call',
    summary: 'The call of a contact for whoever has it: number, how it stands, and whether the number called before',
    may: { action: 'contact.read' },
    answer: {
      status: 200,
      schema: z
        .object({
          state: z.enum(callStates),
          direction: z.enum(['in', 'out']),
          number: text,
          cameAt: z.string(),
          answeredAt: text,
          endedAt: text,
          keptUntil: text,
          recordedSince: text,
          voicemail: text,
          failure: text,
          extension: text,
          earlier: listSchema(z.object({ reference: z.string(), at: z.string() })),
        })
        .nullable(),
      description: 'Null where there is no call. A telephone is shared: nobody is known by its number.',
    },
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => readCall(ctx, { contact: params.id }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/call',
    summary: 'Asks the exchange to ring at the own telephone, to let the caller wait, to go on, or to end',
    may: { action: 'contact.reply' },
    body: z.strictObject({ act: z.enum(callActs) }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'call.none-open', 'call.no-extension'],
    handle: (ctx, { params, body }) => steerOwnCall(ctx, { contact: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/phone-extension/own',
    summary: 'Says at which extension the own telephone is',
    may: { action: 'phone-extension.own' },
    body: z.strictObject({ extension: z.string().min(1).max(32) }),
    answer: noContent,
    refusals: ['call.extension-unreadable', 'call.extension-taken'],
    handle: (ctx, { body }) => setOwnExtension(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/phone-extension/own',
    summary: 'At which extension the own telephone is, and whether the exchanges of the desk answer',
    may: { action: 'phone-extension.own' },
    answer: {
      status: 200,
      schema: z.object({
        extension: text,
        isSoftphone: z.boolean(),
        exchanges: listSchema(z.object({ name: z.string(), number: z.string(), silent: z.boolean() })),
      }),
      description: 'Nothing by which an exchange is reached.',
    },
    refusals: [],
    handle: (ctx) => ownTelephone(ctx),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/softphone/own',
    summary: 'Says that the own browser is the telephone of an extension',
    may: { action: 'phone-extension.own' },
    body: z.strictObject({
      account: z.uuid(),
      extension: z.string().min(1).max(32),
      password: z.string().min(1).max(200),
    }),
    answer: noContent,
    refusals: [
      'softphone.no-exchange',
      'softphone.password-unreadable',
      'call.extension-unreadable',
      'call.extension-taken',
    ],
    handle: (ctx, { body }) => setOwnSoftphone(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/softphone/own',
    summary: 'What the own browser registers with as a telephone, while the own shift lasts',
    may: { action: 'phone-extension.own' },
    answer: {
      status: 200,
      schema: z
        .object({
          address: z.string(),
          domain: z.string(),
          extension: z.string(),
          password: z.string(),
          shift: z.uuid(),
          iceServers: listSchema(
            z.object({
              urls: z.string(),
              username: z.string().optional(),
              credential: z.string().optional(),
            }),
          ),
          contact: z.uuid().nullable(),
        })
        .nullable(),
      description: 'Null where the own telephone is no browser, or no shift is open. Each look is in the audit.',
    },
    refusals: [],
    handle: (ctx) => ownSoftphone(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/call-backs',
    summary: 'Whom the desk has to call back, without a number',
    may: { action: 'contact.list' },
    answer: {
      status: 200,
      schema: listSchema(
        z.object({
          contact: z.uuid(),
          reference: z.string(),
          state: z.enum(callBackStates),
          calledAt: z.string(),
          dueAt: z.string(),
          attempts: z.number().int(),
          attemptsMost: z.number().int(),
          lastAt: text,
          lastBy: text,
          until: z.string(),
        }),
      ),
      description: 'Those that are due first, first.',
    },
    refusals: [],
    handle: (ctx) => listCallBacks(ctx),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/call-back',
    summary: 'Calls back: the contact is the caller’s own from now on, and the attempt is counted',
    may: { action: 'contact.list' },
    answer: { status: 200, schema: cardSchema, description: 'The contact as it is now.' },
    refusals: [
      ...onRecordRefusals,
      'call-back.none-open',
      'call-back.not-rung',
      'call.no-extension',
      'shift.none-open',
      'contact.no-room',
    ],
    handle: (ctx, { params }) => callBack(ctx, { contact: params.id }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/call-back-outcome',
    summary: 'Says whether somebody was reached; where not, it is tried again later, three times at most',
    may: { action: 'contact.reply' },
    body: z.strictObject({ reached: z.boolean() }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'call-back.none-open'],
    handle: (ctx, { params, body }) => settleCallBack(ctx, { contact: params.id, ...body }),
  }),
];
