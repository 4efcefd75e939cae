import { z } from '@hono/zod-openapi';
import { byId, listSchema, ok, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { answersSchema } from '../forms/definition-schema.ts';
import { seen } from '../process/case-routes.ts';
import { assignSupplement } from './assign-supplement.ts';
import { sendSupplement } from './send-supplement.ts';
import { takeInSupplement, takenInSchema } from './take-in-supplement.ts';
import { listOwnSupplements, ownSupplementSchema, viewSupplement } from './view-supplement.ts';

const onOwed = [...onRecordRefusals, 'supplement.already-sent', 'supplement.case-ended'];
const changed = z.object({ version: z.number().int() });

/** The rest of form 01 after an emergency was handed over at once. */
export const supplementRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/supplements',
    summary: 'What the actor owes of form 01 after emergencies, and what colleagues owe, for who answers for the shift',
    may: { action: 'case.supplement' },
    answer: {
      status: 200,
      schema: z.object({ supplements: listSchema(ownSupplementSchema) }),
      description: 'Codes only; at most 100, the least time left first.',
    },
    refusals: [],
    handle: async (ctx) => {
      const supplements = await listOwnSupplements(ctx);
      return supplements.ok ? ok({ supplements: supplements.value }) : supplements;
    },
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/supplements/{id}',
    summary: 'What is owed of form 01 after one emergency',
    may: { action: 'case.supplement' },
    params: byId,
    answer: { status: 200, schema: ownSupplementSchema, description: 'Codes and times; nothing of the case.' },
    refusals: onRecordRefusals,
    handle: (ctx, { params: { id } }) => viewSupplement(ctx, { supplement: id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/supplements/{id}/sending',
    summary: 'Sends the whole of form 01, once, sealed to who holds the case now',
    may: { action: 'case.supplement' },
    params: byId,
    body: z.strictObject({ ...seen, answers: answersSchema }),
    answer: { status: 200, schema: changed, description: 'Sent. Who sends it cannot read it any more.' },
    refusals: [...onOwed, 'case.desk-has-no-key', 'form.unknown', 'form.answer-invalid', 'form.answer-missing'],
    handle: (ctx, { params: { id }, body }) => sendSupplement(ctx, { supplement: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/supplements/{id}/assignee',
    summary: 'Gives what is owed to a colleague; the time that is left stays',
    may: { action: 'supplement.assign' },
    params: byId,
    body: z.strictObject({ ...seen, to: z.uuid() }),
    answer: { status: 200, schema: changed, description: 'Given.' },
    refusals: [...onOwed, 'case.assignee-unknown'],
    handle: (ctx, { params: { id }, body }) => assignSupplement(ctx, { supplement: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/cases/{id}/supplements/{supplement}/taking-in',
    summary: 'Takes what was sent after an emergency into the draft of form 01, to be checked and signed',
    may: { action: 'case.work' },
    params: byId.extend({ supplement: z.uuid() }),
    body: z.strictObject(seen),
    answer: { status: 200, schema: takenInSchema, description: 'The draft now.' },
    refusals: [
      ...onRecordRefusals,
      'supplement.not-sent',
      'supplement.already-taken-in',
      'supplement.case-ended',
      'form.unknown',
      'form.not-open',
      'form.answer-invalid',
      'case.not-your-role',
      'case.desk-has-no-key',
    ],
    handle: (ctx, { params: { id, supplement }, body }) => takeInSupplement(ctx, { case: id, supplement, ...body }),
  }),
];
