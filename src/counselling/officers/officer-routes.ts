import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { riskKinds } from '../risk/risk-script.ts';
import { acknowledgeCall, lookAtMissed, playOfficer, tellRing, withdrawCall } from './answer-call.ts';
import { addOfficer, endOfficer, listOfficers, OFFICER_NAME } from './keep-officers.ts';
import { ringOutcomes } from './ladder.pure.ts';
import { callOf, listCalls, missedCalls, officerFigures } from './list-calls.ts';
import { callSchema } from './officer-view.ts';
import { openCall, openDrill } from './open-call.ts';

const call = { status: 200, schema: callSchema, description: 'The call as it is now.' } as const;
const onCall = { surface: 'desk', params: byId } as const;
const version = z.number().int().positive().optional();
const day = z.iso.datetime();
const rank = z.enum(['OFFICER', 'DEPUTY']);
const count = z.number().int();

/** Officers on duty by commune, and calls for children in danger. */
export const officerRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/contacts/{id}/officer-call',
    summary: 'Calls the officer on duty of a commune for a child in danger now',
    may: { action: 'contact.record' },
    params: byId,
    body: z.strictObject({ commune: z.string().max(10) }),
    answer: call,
    refusals: [...onRecordRefusals, 'officer-call.no-danger', 'officer-call.commune-unknown'],
    handle: (ctx, { params, body }) => openCall(ctx, { contact: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/contacts/{id}/officer-call',
    summary: 'The newest call of a contact, with every step and what came of it',
    may: { action: 'contact.read' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({ call: callSchema.nullable() }),
      description: 'Null where nobody was called.',
    },
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => callOf(ctx, { contact: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/officer-calls',
    summary: 'Calls that wait for an officer, and those that are over',
    may: { action: 'officer-call.see' },
    query: z.object({ drill: z.enum(['true', 'false']).default('false') }),
    answer: {
      status: 200,
      schema: z.object({ open: listSchema(callSchema), past: listSchema(callSchema) }),
      description: 'The newest first; at most 100 of each.',
    },
    refusals: [],
    handle: (ctx, { query }) => listCalls(ctx, { drill: query.drill === 'true' }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/officer-calls/missed',
    summary: 'Calls that a commune did not answer and that its province has not looked at',
    may: { action: 'officer-call.see' },
    answer: { status: 200, schema: z.object({ calls: listSchema(callSchema) }), description: 'The newest first.' },
    refusals: [],
    handle: (ctx) => missedCalls(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/officer-calls/figures',
    summary: 'How communes answered in a period',
    may: { action: 'officer-call.see' },
    query: z.object({ from: day, to: day }),
    answer: {
      status: 200,
      schema: z.object({
        agencies: listSchema(
          z.object({
            agency: z.string(),
            commune: z.string(),
            calls: count,
            acknowledged: count,
            medianSeconds: z.number().nullable(),
            missed: count,
            noAnswer: count,
            busy: count,
            refused: count,
            wrongNumber: count,
            nobodyOnDuty: count,
            noAcknowledgement: count,
          }),
        ),
      }),
      description: 'Those with the most calls that were not answered first; exercises do not count.',
    },
    refusals: [],
    handle: (ctx, { query }) => officerFigures(ctx, { from: new Date(query.from), to: new Date(query.to) }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/officer-calls/drills',
    summary: 'Begins an exercise with officers who do not exist; nobody outside 111 hears of it',
    may: { action: 'officer-call.play' },
    body: z.strictObject({ kind: z.enum(riskKinds) }),
    answer: { status: 201, schema: callSchema, description: 'The exercise.' },
    refusals: [],
    handle: (ctx, { body }) => openDrill(ctx, body),
  }),
  route({
    ...onCall,
    method: 'post',
    path: '/api/v1/officer-calls/{id}/ring',
    summary: 'Says what came of ringing; anything but an answer asks the next at once',
    may: { action: 'officer-call.ring' },
    body: z.strictObject({ outcome: z.enum(ringOutcomes), version }),
    answer: call,
    refusals: [...onRecordRefusals, 'officer-call.over', 'officer-call.nobody-to-ring'],
    handle: (ctx, { params, body }) => tellRing(ctx, { call: params.id, ...body }),
  }),
  route({
    ...onCall,
    method: 'post',
    path: '/api/v1/officer-calls/{id}/acknowledgement',
    summary: 'The officer takes the call',
    may: { action: 'officer-call.acknowledge' },
    answer: call,
    refusals: [...onRecordRefusals, 'officer-call.over'],
    handle: (ctx, { params }) => acknowledgeCall(ctx, { call: params.id }),
  }),
  route({
    ...onCall,
    method: 'post',
    path: '/api/v1/officer-calls/{id}/play',
    summary: 'In an exercise: somebody of 111 plays the officer who takes the call',
    may: { action: 'officer-call.play' },
    answer: call,
    refusals: [...onRecordRefusals, 'officer-call.over'],
    handle: (ctx, { params }) => playOfficer(ctx, { call: params.id }),
  }),
  route({
    ...onCall,
    method: 'post',
    path: '/api/v1/officer-calls/{id}/withdrawal',
    summary: '111 needs nobody any more',
    may: { action: 'officer-call.ring' },
    body: z.strictObject({ version }),
    answer: call,
    refusals: [...onRecordRefusals, 'officer-call.over'],
    handle: (ctx, { params, body }) => withdrawCall(ctx, { call: params.id, ...body }),
  }),
  route({
    ...onCall,
    method: 'post',
    path: '/api/v1/officer-calls/{id}/look',
    summary: 'The province has looked at it that its commune did not answer',
    may: { action: 'officer-call.look-at' },
    answer: noContent,
    refusals: [...onRecordRefusals, 'officer-call.answered'],
    handle: (ctx, { params }) => lookAtMissed(ctx, { call: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/duty-officers',
    summary: 'Who is on duty at the own agency, or at those of the own province, and when nobody is',
    may: { action: 'duty-officer.see' },
    query: z.object({ agency: z.string().max(60).optional() }),
    answer: {
      status: 200,
      schema: z.object({
        agencies: listSchema(
          z.object({
            agency: z.string(),
            officers: listSchema(
              z.object({
                id: z.uuid(),
                name: z.string(),
                phone: z.string(),
                rank,
                days: listSchema(count),
                from: count,
                to: count,
                hasAccount: z.boolean(),
              }),
            ),
            gaps: listSchema(z.object({ from: count, to: count })),
            mayKeep: z.boolean(),
          }),
        ),
        more: z.boolean(),
      }),
      description: 'Gaps are minutes of the week from Monday 00:00.',
    },
    refusals: [],
    handle: (ctx, { query }) => listOfficers(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/duty-officers',
    summary: 'Puts somebody on the roster of an agency',
    may: { action: 'duty-officer.keep' },
    body: z.strictObject({
      agency: z.string().max(60),
      name: textInput(OFFICER_NAME),
      phone: z.string().max(30),
      rank,
      days: z.array(z.number().int().min(1).max(7)).max(7),
      from: z.number().int().min(0).max(1_439),
      to: z.number().int().min(0).max(1_440),
      person: z.uuid().optional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'The entry.' },
    refusals: [
      'duty-officer.name-needed',
      'duty-officer.phone-unusable',
      'duty-officer.hours-unusable',
      'duty-officer.no-area',
      'agency.unknown',
      'agency.several',
    ],
    handle: (ctx, { body }) => addOfficer(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/duty-officers/{id}',
    summary: 'Takes somebody off the roster; what they did stays in the ledger',
    may: { action: 'duty-officer.keep' },
    params: byId,
    answer: noContent,
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => endOfficer(ctx, { officer: params.id }),
  }),
];
