import { z } from '@hono/zod-openapi';
import { byId, listSchema, ok, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { contactChannels, helperStates, tiers } from '../contacts/contact.ts';
import { beginShift } from './begin-shift.ts';
import { endShift } from './end-shift.ts';
import { helperReasons } from './helper.ts';
import { listShifts } from './list-shifts.ts';
import { setHelperState } from './set-helper-state.ts';
import { signOfLife } from './sign-of-life.ts';
import { steerHelper } from './steer-helper.ts';

export const shiftSchema = z
  .object({
    id: z.uuid(),
    person: z.uuid(),
    beganAt: z.string(),
    endedAt: z.string().nullable(),
    state: z.enum(helperStates),
    stateSince: z.string(),
    stateSetBy: z.enum(['self', 'missed-offers', 'stream-lost', 'rest', 'supervisor']),
    stateReason: z.string().nullable(),
    tier: z.enum(tiers),
    level: z.number().int(),
    channels: listSchema(z.string()),
    checkedAt: z.string().nullable(),
    restUntil: z.string().nullable(),
    version: z.number().int(),
  })
  .openapi('HelperShift');
const shift = { status: 200, schema: shiftSchema, description: 'The shift as it is now.' } as const;

/** People at work on live help. */
export const shiftRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/shifts',
    summary: 'Who is on shift, with what each carries of 100',
    may: { action: 'shift.see' },
    answer: {
      status: 200,
      schema: z.object({ shifts: listSchema(shiftSchema.extend({ load: z.number().int() })) }),
      description: 'Those who are longest there first.',
    },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listShifts(ctx);
      return listed.ok ? ok({ shifts: listed.value }) : listed;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shifts',
    summary: 'Begins the own shift, after hearing the ring',
    may: { action: 'shift.own' },
    body: z.strictObject({
      tier: z.enum(tiers),
      channels: z.array(z.enum(contactChannels)).max(contactChannels.length),
      heardRing: z.boolean(),
      notifies: z.boolean(),
    }),
    answer: shift,
    refusals: ['shift.tier-not-yours', 'shift.channel-needed', 'shift.check-needed', 'shift.none-open'],
    handle: (ctx, { body }) => beginShift(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shifts/own/state',
    summary: 'Says whether the helper takes contacts now',
    may: { action: 'shift.own' },
    body: z.strictObject({ state: z.enum(helperStates), reason: z.enum(helperReasons).optional() }),
    answer: shift,
    refusals: ['shift.none-open', 'shift.reason-unknown'],
    handle: (ctx, { body }) => setHelperState(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shifts/own/sign',
    summary: 'The helper’s page is there; it changes no state',
    may: { action: 'shift.own' },
    answer: shift,
    refusals: ['shift.none-open'],
    handle: (ctx) => signOfLife(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shifts/own/end',
    summary: 'Ends the own shift, with no child left behind',
    may: { action: 'shift.own' },
    answer: shift,
    refusals: ['shift.none-open', 'shift.contacts-open'],
    handle: (ctx) => endShift(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/shifts/{id}/steering',
    summary: 'A supervisor sets where a helper works, or sets them away or to rest; never available',
    may: { action: 'shift.steer' },
    params: byId,
    body: z.strictObject({
      version: z.number().int().positive(),
      state: z.enum(helperStates).optional(),
      reason: z.enum(helperReasons).optional(),
      tier: z.enum(tiers).optional(),
      level: z.number().int().min(1).max(5).optional(),
      channels: z.array(z.enum(contactChannels)).max(contactChannels.length).optional(),
      restUntil: z.iso.datetime().optional(),
    }),
    answer: shift,
    refusals: [
      ...onRecordRefusals,
      'shift.act-not-open',
      'shift.not-by-others',
      'shift.reason-unknown',
      'shift.channel-needed',
    ],
    handle: (ctx, { params, body: { restUntil, ...body } }) =>
      steerHelper(ctx, {
        shift: params.id,
        ...body,
        ...(restUntil === undefined ? {} : { restUntil: new Date(restUntil) }),
      }),
  }),
];
