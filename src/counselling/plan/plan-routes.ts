import { z } from '@hono/zod-openapi';
import { byId, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { readSafetyPlan } from './read-safety-plan.ts';
import { PLAN_TEXT, planTextsSchema } from './safety-plan.ts';
import { writeSafetyPlan } from './write-safety-plan.ts';

const text = textInput(PLAN_TEXT);
const planSchema = z.object({
  version: z.number().int().openapi({ description: 'How often it was written; 0 where there is none.' }),
  texts: planTextsSchema.nullable(),
});

/** The safety plan that a child and its helper write together; the child has it in its page. */
export const planRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/contacts/{id}/safety-plan',
    summary: 'The safety plan of a contact',
    may: { action: 'contact.read' },
    params: byId,
    answer: { status: 200, schema: planSchema, description: 'As it stands.' },
    refusals: [...onRecordRefusals, 'contact.key-unavailable'],
    handle: (ctx, { params }) => readSafetyPlan(ctx, { contact: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/contacts/{id}/safety-plan',
    summary: 'Writes the safety plan, which the child sees at once',
    may: { action: 'contact.reply' },
    params: byId,
    body: z.strictObject({
      texts: z.strictObject({ signs: text, own: text, places: text, people: text, around: text, reasons: text }),
      after: z.number().int().min(0),
    }),
    answer: { status: 200, schema: z.object({ version: z.number().int() }), description: 'Which writing it is.' },
    refusals: [
      ...onRecordRefusals,
      'safety-plan.empty',
      'safety-plan.held-back',
      'safety-plan.changed',
      'line.too-long',
      'line.unreadable',
      'contact.not-live',
      'contact.key-unavailable',
    ],
    handle: (ctx, { params, body }) => writeSafetyPlan(ctx, { contact: params.id, ...body }),
  }),
];
