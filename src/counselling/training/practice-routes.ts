import { z } from '@hono/zod-openapi';
import {
  byId,
  instant,
  listSchema,
  noContent,
  ok,
  onRecordRefusals,
  type Route,
  route,
  textInput,
} from '../../kernel/index.ts';
import { forgetPractice, listPractices, openPractice, sharePractice, stopPractice } from './own-practices.ts';
import { personaInListSchema, practiceInListSchema, practiceSchema } from './practice-view.ts';
import { PRACTICE_LINE, sayInPractice } from './say-in-practice.ts';
import { listSharedPractices } from './shared-practices.ts';
import { startPractice } from './start-practice.ts';

const may = { action: 'practice.own' };
const onPractice = [...onRecordRefusals, 'practice.persona-unknown'];

/** Practice with scripted children: the person's own, and who told that they practised. */
export const practiceRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/practices',
    summary: 'Everybody there is to practise with, and the own practices',
    may,
    answer: {
      status: 200,
      schema: z.object({ personas: listSchema(personaInListSchema), practices: listSchema(practiceInListSchema) }),
      description: 'The newest first; at most 50.',
    },
    refusals: [],
    handle: (ctx) => listPractices(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/practices',
    summary: 'Begins a practice with one persona',
    may,
    body: z.strictObject({ persona: z.string().max(40) }),
    answer: { status: 201, schema: z.object({ practice: z.uuid() }), description: 'The practice.' },
    refusals: ['practice.persona-unknown'],
    handle: (ctx, { body }) => startPractice(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/practices/{id}',
    summary: 'One of the own practices: every line with its feedback, and the sheet when it is over',
    may,
    params: byId,
    answer: { status: 200, schema: practiceSchema, description: 'The practice.' },
    refusals: onPractice,
    handle: (ctx, { params: { id } }) => openPractice(ctx, { practice: id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/practices/{id}/lines',
    summary: 'Writes a line to the scripted child',
    may,
    params: byId,
    body: z.strictObject({ text: textInput(PRACTICE_LINE), version: z.int().min(1) }),
    answer: {
      status: 201,
      schema: z.object({ turn: z.number().int() }),
      description: 'The number of the turn, from 1.',
    },
    refusals: [...onPractice, 'practice.over'],
    handle: (ctx, { params: { id }, body }) => sayInPractice(ctx, { practice: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/practices/{id}/stop',
    summary: 'Stops a practice; the sheet is there all the same',
    may,
    params: byId,
    answer: noContent,
    refusals: [...onPractice, 'practice.over'],
    handle: (ctx, { params: { id } }) => stopPractice(ctx, { practice: id }),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/practices/{id}/share',
    summary: 'Tells the supervisor that one practised, or takes it back',
    may,
    params: byId,
    body: z.strictObject({ shared: z.boolean() }),
    answer: noContent,
    refusals: [...onPractice, 'practice.not-over'],
    handle: (ctx, { params: { id }, body }) => sharePractice(ctx, { practice: id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/practices/{id}',
    summary: 'Takes a practice away with everything that was written',
    may,
    params: byId,
    answer: noContent,
    refusals: onPractice,
    handle: (ctx, { params: { id } }) => forgetPractice(ctx, { practice: id }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/shared-practices',
    summary: 'Who told the desk that they practised: with whom and when',
    may: { action: 'practice-share.see' },
    answer: {
      status: 200,
      schema: z.object({
        practices: listSchema(z.object({ person: z.uuid(), persona: personaInListSchema, practisedAt: instant })),
      }),
      description: 'The newest first; at most 50.',
    },
    refusals: [],
    handle: async (ctx) => {
      const practices = await listSharedPractices(ctx);
      return practices.ok ? ok({ practices: practices.value }) : practices;
    },
  }),
];
