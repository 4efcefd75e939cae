import { z } from '@hono/zod-openapi';
import { byId, noContent, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { answerRisk, RISK_NOTE } from './answer-risk.ts';
import { handOverRisk } from './hand-over-risk.ts';
import { readRisk } from './read-risk.ts';
import { riskKinds } from './risk-script.ts';
import { riskSchema } from './risk-view.ts';

const onContact = { surface: 'desk', params: byId } as const;
const of = (params: { readonly id: string }) => ({ contact: params.id });

/** The guided dialogue about danger, beside the talk. */
export const riskRoutes: readonly Route[] = [
  route({
    ...onContact,
    method: 'get',
    path: '/api/v1/contacts/{id}/risk',
    summary: 'The guided dialogue as it stands: what was answered, how high it is and why, what to ask next',
    may: { action: 'contact.read' },
    answer: { status: 200, schema: riskSchema, description: 'All four kinds, also those that were not begun.' },
    refusals: [...onRecordRefusals, 'contact.key-unavailable'],
    handle: (ctx, { params }) => readRisk(ctx, of(params)),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/risk/answers',
    summary: 'Keeps one answer, sealed; the level is worked out by the open rule of the script and only ever raised',
    may: { action: 'contact.record' },
    body: z.strictObject({
      kind: z.enum(riskKinds),
      step: z.string().max(40),
      answer: z.string().max(40),
      note: textInput(RISK_NOTE).optional(),
      answerKey: z.uuid(),
    }),
    answer: { status: 200, schema: riskSchema, description: 'The dialogue as it is now.' },
    refusals: [
      ...onRecordRefusals,
      'risk.answer-unknown',
      'risk.key-taken',
      'line.too-long',
      'line.unreadable',
      'contact.not-live',
      'contact.key-unavailable',
    ],
    handle: (ctx, { params, body }) => answerRisk(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/risk/hand-over',
    summary: 'Says that somebody who can be there has taken over: ends the countdown',
    may: { action: 'contact.record' },
    body: z.strictObject({ to: z.enum(['POLICE', 'AMBULANCE', 'FAMILY']) }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'risk.no-danger'],
    handle: (ctx, { params, body }) => handOverRisk(ctx, { ...of(params), ...body }),
  }),
];
