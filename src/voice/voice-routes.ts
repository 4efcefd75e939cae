import { z } from '@hono/zod-openapi';
import { filingRefusals } from '../intake/index.ts';
import { listSchema, type Route, route, textInput } from '../kernel/index.ts';
import { castBallot } from './ballots/cast-ballot.ts';
import { issueToken } from './ballots/issue-token.ts';
import { readBox } from './ballots/read-box.ts';
import { readConsultation, readConsultations } from './consultations/read-consultation.ts';
import { readResults } from './count/read-results.ts';
import { TOLD_TEXT } from './ideas/idea.ts';
import { readIdea } from './ideas/read-idea.ts';
import { writeIdea } from './ideas/write-idea.ts';
import {
  boxSchema,
  consultationLineSchema,
  consultationSchema,
  ideaTakenSchema,
  ideaWaySchema,
  resultsSchema,
} from './voice-schemas.ts';

const base64 = z.string().max(700);
const byCode = z.object({ code: z.string().max(40) });

export const voiceRoutes: readonly Route[] = [
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/consultations',
    summary: 'Consultations of children that were opened, with what is late; never a number of votes',
    may: 'public',
    answer: { status: 200, schema: listSchema(consultationLineSchema), description: 'What is open first.' },
    refusals: [],
    handle: (ctx) => readConsultations(ctx),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/consultations/{code}',
    summary: 'One consultation: what is asked, who decides, by when, and what was answered',
    may: 'public',
    params: byCode,
    answer: { status: 200, schema: consultationSchema, description: 'Each statement with who wrote it.' },
    refusals: ['consultation.not-found'],
    handle: (ctx, { params }) => readConsultation(ctx, params.code),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/consultations/{code}/box',
    summary: 'The ballot box, each stratum by itself; after the close with every ballot, for anybody to count',
    may: 'public',
    params: byCode,
    answer: {
      status: 200,
      schema: boxSchema,
      description: 'Numbers below ten are null. No receipt leads to a ballot.',
    },
    refusals: ['consultation.not-found'],
    handle: (ctx, { params }) => readBox(ctx, params.code),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/consultations/{code}/results',
    summary: 'The results after the close, each stratum by itself',
    may: 'public',
    params: byCode,
    answer: { status: 200, schema: resultsSchema, description: 'Nothing of a stratum of fewer than ten ballots.' },
    refusals: ['consultation.not-found', 'consultation.wrong-state'],
    handle: (ctx, { params }) => readResults(ctx, params.code),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/consultations/{code}/tokens',
    summary: 'Signs a token that a device has blinded (RFC 9474, RSABSSA-SHA384-PSS-Randomized)',
    may: 'public',
    params: byCode,
    body: z.strictObject({ blinded: base64 }),
    answer: {
      status: 200,
      schema: z.object({ signature: z.string() }),
      description: 'The blind signature in base64url, which the device alone can unblind.',
    },
    refusals: ['consultation.not-found', 'consultation.closed', 'ballot.not-ours', 'ballot.too-many'],
    handle: (ctx, { params, body }) => issueToken(ctx, { consultation: params.code, blinded: body.blinded }),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/consultations/{code}/ballots',
    summary: 'Casts a ballot with a token that was signed blind; once for each',
    may: 'public',
    params: byCode,
    body: z.strictObject({
      token: base64,
      signature: base64,
      choices: z.record(z.string().max(4), z.string().max(2)),
    }),
    answer: {
      status: 201,
      schema: z.object({ receipt: z.string() }),
      description: 'SHA-256 of the token, by which it is found in the box.',
    },
    refusals: [
      'consultation.not-found',
      'consultation.closed',
      'ballot.unusable',
      'ballot.used',
      'ballot.slip-used',
      'ballot.not-ours',
      'ballot.lesson-over',
    ],
    handle: (ctx, { params, body: { token, signature, choices } }) =>
      castBallot(ctx, { consultation: params.code, by: { way: 'BLIND', token, signature }, choices }),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/consultations/{code}/ideas',
    summary: 'Takes one idea of at most 180 characters, which a person reads before anybody else does',
    may: 'public',
    params: byCode,
    body: z.strictObject({ band: z.string().max(60), text: textInput(TOLD_TEXT), key: z.string().max(200) }),
    answer: {
      status: 201,
      schema: ideaTakenSchema,
      description:
        'Six words that tell what became of it; or those of a report, where it told of something that happened.',
    },
    refusals: [
      'consultation.not-found',
      'consultation.closed',
      'idea.unusable',
      'idea.too-many',
      'idea.wait-to-write',
      // Of the model that 111 reads first messages with, and this reads ideas with for what was told in them.
      'model-file.damaged',
      'model-file.foreign',
      'model-file.other-format',
      'model-file.other-normaliser',
      ...filingRefusals,
    ],
    handle: (ctx, { params, body }) => writeIdea(ctx, { consultation: params.code, ...body }),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/ideas/read',
    summary: 'The way of an idea, by its locator and six words',
    may: 'public',
    body: z.strictObject({ locator: z.string().max(40), words: z.string().max(1_000) }),
    answer: {
      status: 200,
      schema: ideaWaySchema,
      description: 'Read, shown or why not, its theme, its votes after the close, and what was answered.',
    },
    refusals: ['idea.not-found', 'idea.wait'],
    handle: (ctx, { body }) => readIdea(ctx, body),
  }),
];
