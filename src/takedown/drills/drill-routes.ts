import { z } from '@hono/zod-openapi';
import { byId, listSchema, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { acknowledgeDrill } from './acknowledge-drill.ts';
import { drillKinds } from './drill.ts';
import { listDrillCalls } from './list-drills.ts';

const at = z.iso.datetime();

const drillCallSchema = z.object({
  id: z.uuid(),
  agency: z.string(),
  reference: z.string(),
  kind: z.enum(drillKinds),
  urgent: z.boolean(),
  calledAt: at,
  dueAt: at,
  told: z.number().int(),
  acknowledgedAt: at.nullable(),
  via: z.enum(['PAGE', 'MACHINE']).nullable(),
  /** From the call to the answer. */
  minutes: z.number().nullable(),
  late: z.boolean(),
  closed: z.boolean(),
});

/** For the machines of members; their people use the page. No address of these answers to a GET with an act. */
export const drillRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/takedown/drill-calls/{agency}',
    summary: 'The drills to which an organisation was called; its own alone, except for the coordinator.',
    may: { action: 'drill-call.read' },
    params: z.object({ agency: z.string().max(40) }),
    answer: { status: 200, schema: listSchema(drillCallSchema), description: 'The newest first.' },
    refusals: ['access.not-permitted'],
    handle: (ctx, { params }) => listDrillCalls(ctx, params),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/drill-calls/{id}/acknowledgement',
    summary: 'Says that a drill was received; again is no error.',
    may: { action: 'drill-call.acknowledge' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({ acknowledgedAt: at, late: z.boolean() }),
      description: 'When it was first acknowledged.',
    },
    refusals: [...onRecordRefusals, 'drill.not-found', 'drill.closed'],
    handle: (ctx, { params }) => acknowledgeDrill(ctx, { call: params.id }),
  }),
];
