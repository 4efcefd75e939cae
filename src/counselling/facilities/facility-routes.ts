import { z } from '@hono/zod-openapi';
import { listSchema, noContent, type Route, route, textInput } from '../../kernel/index.ts';
import { service } from '../../vocabulary/index.ts';
import { describeFacility, FACILITY_LINE, sayRoom } from './describe-facility.ts';
import { facilitySchema, listFacilities, ownFacility } from './list-facilities.ts';

const line = textInput(FACILITY_LINE);
const own = { action: 'facility.describe' };
const age = z.number().int();

/** The directory of facilities: who refers children reads it, each facility writes of itself. */
export const facilityRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/facilities',
    summary: 'Facilities with services, place, hours and room, the nearest that have room first',
    may: { action: 'facility.see' },
    query: z.object({
      service: service.zod.optional(),
      near: z
        .string()
        .regex(/^\d{2}(\d{3})?$/)
        .optional(),
      text: z.string().max(100).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ facilities: listSchema(facilitySchema) }),
      description: 'The facilities.',
    },
    refusals: [],
    handle: (ctx, { query }) => listFacilities(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/facilities/own',
    summary: 'The own facility as the directory shows it',
    may: own,
    answer: {
      status: 200,
      schema: z.object({ facility: facilitySchema.nullable() }),
      description: 'Null before it described itself.',
    },
    refusals: [],
    handle: (ctx) => ownFacility(ctx),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/facilities/own',
    summary: 'Says what the own facility does, where and when',
    may: own,
    body: z.strictObject({
      services: z.array(z.string().max(40)).max(20),
      commune: z.string().max(10),
      address: line,
      phone: line,
      hours: line,
      agesFrom: age,
      agesTo: age,
    }),
    answer: noContent,
    refusals: ['facility.service-unknown', 'facility.commune-unknown', 'facility.ages-unusable'],
    handle: (ctx, { body }) => describeFacility(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/facilities/own/room',
    summary: 'Says how much room there is now; said again unchanged, it is confirmed',
    may: own,
    body: z.strictObject({
      taking: z.boolean(),
      freePlaces: z.number().int().optional(),
      waitDays: z.number().int().optional(),
    }),
    answer: noContent,
    refusals: ['facility.not-described', 'facility.room-unusable'],
    handle: (ctx, { body }) => sayRoom(ctx, body),
  }),
];
