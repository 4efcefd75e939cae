import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, type Route, route } from '../../kernel/index.ts';
import { onFileRefusals } from '../files/file-routes.ts';
import { written } from '../graph/graph-routes.ts';
import { askDeconfliction } from './ask-deconfliction.ts';
import { closeDeconfliction } from './close-deconfliction.ts';
import { deconflictionOutcome, deconflictionPurpose } from './deconfliction-lists.ts';
import { liftDeconflictionLock } from './lift-lock.ts';
import { listDeconfliction, pointerSchema } from './list-deconfliction.ts';
import { endWatch, listWatchTerms, watchIdentifier, watchTermsSchema } from './watch-identifier.ts';

const onFile = <const Method extends 'get' | 'post'>(method: Method, path: string) =>
  ({ surface: 'desk', method, path: `/api/v1/offence-files/{id}${path}`, params: byId }) as const;

/** De-confliction: two units on one identifier are told of each other, and of nothing else. */
export const deconflictionRoutes: readonly Route[] = [
  route({
    ...onFile('post', '/deconfliction'),
    summary: 'Asks whether another unit holds an identifier, with a purpose; both units find a pointer where one does.',
    may: { action: 'offence-file.describe' },
    body: z.strictObject({ ...written, purpose: deconflictionPurpose.zod }),
    answer: {
      status: 200,
      schema: z.object({ asked: z.literal(true) }),
      description: 'The question was put; it says nothing more.',
    },
    refusals: [
      ...onFileRefusals,
      'identifier.unusable',
      'link.unusable',
      'deconfliction.purpose-missing',
      'deconfliction.locked',
    ],
    handle: (ctx, { params, body }) => askDeconfliction(ctx, { ...body, file: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-deconfliction',
    summary: 'Pointers to other units, the open ones first.',
    may: { action: 'deconfliction.list' },
    query: z.object({ state: z.enum(['OPEN', 'CLOSED']).optional(), file: z.uuid().optional() }),
    answer: { status: 200, schema: z.object({ pointers: listSchema(pointerSchema) }), description: 'At most 200.' },
    refusals: [],
    handle: (ctx, { query }) => listDeconfliction(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/offence-deconfliction/{id}/closure',
    params: byId,
    summary: 'Ends a de-confliction for both units: how, and who leads.',
    may: { action: 'deconfliction.close' },
    body: z.strictObject({ outcome: deconflictionOutcome.zod, lead: z.string().max(40).optional() }),
    answer: noContent,
    refusals: ['deconfliction.not-found', 'deconfliction.closed', 'deconfliction.outcome-unusable'],
    handle: (ctx, { params, body }) => closeDeconfliction(ctx, { ...body, pointer: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/offence-deconfliction/locks/{id}',
    params: byId,
    summary: 'Lets somebody ask again who was locked after too many questions.',
    may: { action: 'deconfliction-lock.lift' },
    answer: noContent,
    refusals: ['deconfliction.not-found'],
    handle: (ctx, { params }) => liftDeconflictionLock(ctx, { person: params.id }),
  }),
  route({
    ...onFile('get', '/watch-terms'),
    summary: 'Identifiers that a file has watched.',
    may: { action: 'offence-file.read' },
    answer: { status: 200, schema: watchTermsSchema, description: 'The latest 200.' },
    refusals: onFileRefusals,
    handle: (ctx, { params }) => listWatchTerms(ctx, { file: params.id }),
  }),
  route({
    ...onFile('post', '/watch-terms'),
    summary: 'Has an identifier watched to a day.',
    may: { action: 'offence-file.describe' },
    body: z.strictObject({ ...written, until: z.string().max(10) }),
    answer: { status: 201, schema: z.object({ term: z.uuid() }), description: 'The watch.' },
    refusals: [...onFileRefusals, 'identifier.unusable', 'link.unusable', 'watch-term.unusable'],
    handle: (ctx, { params, body }) => watchIdentifier(ctx, { ...body, file: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/offence-files/{id}/watch-terms/{term}',
    params: z.object({ id: z.uuid(), term: z.uuid() }),
    summary: 'Ends a watch before its day.',
    may: { action: 'offence-file.describe' },
    answer: noContent,
    refusals: [...onFileRefusals, 'watch-term.not-found'],
    handle: (ctx, { params }) => endWatch(ctx, { file: params.id, term: params.term }),
  }),
];
