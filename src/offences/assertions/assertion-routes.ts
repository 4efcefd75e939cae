import { z } from '@hono/zod-openapi';
import { byId, noContent, type Route, route, textInput } from '../../kernel/index.ts';
import { onFileRefusals } from '../files/file-routes.ts';
import { addArticle } from './add-article.ts';
import { childMeasure, outcomeKind, sentenceKind, takeBackReason } from './assertion-lists.ts';
import { assertionKinds } from './assertion-store.ts';
import { claimSame, claims } from './claim-same.ts';
import { namePerson, openPerson, PERSON_DESCRIPTION, PERSON_NAME } from './name-person.ts';
import { assertionsSchema, readAssertions } from './read-assertions.ts';
import { OUTCOME_DOCUMENT, OUTCOME_NOTE, recordOutcome } from './record-outcome.ts';
import { takeBack } from './take-back.ts';

const texts = ['text.too-long', 'text.unreadable'];
const onePath = (method: 'get' | 'post', path: string) =>
  ({ surface: 'desk', method, path: `/api/v1/offence-files/{id}${path}`, params: byId }) as const;
const grade = { basis: z.string().max(40), reliability: z.string().max(1), credibility: z.number().int() };
const made = { status: 201, schema: z.object({ id: z.uuid() }), description: 'Its id.' } as const;
const day = z.string().max(10);

/** What is said of an offence file: persons of interest, comparisons, articles, outcomes; and taken back. */
export const assertionRoutes: readonly Route[] = [
  route({
    ...onePath('get', '/assertions'),
    summary: 'What was said of a file, what was taken back too; names by an act of their own.',
    may: { action: 'offence-file.read' },
    answer: { status: 200, schema: assertionsSchema, description: 'Persons, comparisons, articles, outcomes.' },
    refusals: onFileRefusals,
    handle: (ctx, { params }) => readAssertions(ctx, { file: params.id }),
  }),
  route({
    ...onePath('post', '/persons'),
    summary: 'Says that somebody is of interest; whoever has that name is kept from the file.',
    may: { action: 'offence-file.assert' },
    body: z.strictObject({
      ...grade,
      part: z.string().max(40),
      name: textInput(PERSON_NAME).optional(),
      description: textInput(PERSON_DESCRIPTION).optional(),
    }),
    answer: made,
    refusals: [
      ...onFileRefusals,
      'assertion.unusable',
      'person-of-interest.nothing-known',
      'offence-file.holds-media',
      ...texts,
    ],
    handle: (ctx, { params, body }) => namePerson(ctx, { ...body, file: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-files/{id}/persons/{person}',
    params: z.object({ id: z.uuid(), person: z.uuid() }),
    summary: 'Name and description of a person of interest; each look is in the audit.',
    may: { action: 'offence-file.read' },
    answer: {
      status: 200,
      schema: z.object({ name: z.string().nullable(), description: z.string().nullable() }),
      description: 'As the source gave them.',
    },
    refusals: onFileRefusals,
    handle: (ctx, { params }) => openPerson(ctx, { file: params.id, person: params.person }),
  }),
  route({
    ...onePath('post', '/comparisons'),
    summary: 'Says that two persons of interest are one, or are not; nothing is merged.',
    may: { action: 'offence-file.assert' },
    body: z.strictObject({ ...grade, one: z.string().max(40), other: z.string().max(40), says: z.enum(claims) }),
    answer: made,
    refusals: [...onFileRefusals, 'assertion.unusable', 'same-person-claim.there-already'],
    handle: (ctx, { params, body }) => claimSame(ctx, { ...body, file: params.id }),
  }),
  route({
    ...onePath('post', '/articles'),
    summary: 'Says that a file falls under an article, as it stood on the day of the act.',
    may: { action: 'offence-file.assert' },
    body: z.strictObject({ article: z.string().max(20), actOn: day.optional() }),
    answer: noContent,
    refusals: [...onFileRefusals, 'article.unusable', 'article.there-already', 'offence-file.day-unusable'],
    handle: (ctx, { params, body }) => addArticle(ctx, { ...body, file: params.id }),
  }),
  route({
    ...onePath('post', '/outcomes'),
    summary: 'Writes down what was decided, and for the child.',
    may: { action: 'offence-file.decide' },
    body: z.strictObject({
      kind: outcomeKind.zod,
      decidedOn: day,
      article: z.string().max(20).optional(),
      person: z.string().max(40).optional(),
      sentence: sentenceKind.zod.optional(),
      months: z.number().int().optional(),
      amount: z.number().int().optional(),
      suspended: z.boolean().optional(),
      measures: z.array(childMeasure.zod).max(20).optional(),
      document: textInput(OUTCOME_DOCUMENT).optional(),
      note: textInput(OUTCOME_NOTE).optional(),
    }),
    answer: made,
    refusals: [
      ...onFileRefusals,
      'outcome.unusable',
      'offence-file.day-unusable',
      'offence-file.holds-media',
      ...texts,
    ],
    handle: (ctx, { params, body }) => recordOutcome(ctx, { ...body, file: params.id }),
  }),
  route({
    ...onePath('post', '/taken-back'),
    summary: 'Takes back what was said; what rests on it goes with it.',
    may: { action: 'offence-file.assert' },
    body: z.strictObject({ kind: z.enum(assertionKinds), id: z.string().max(40), reason: takeBackReason.zod }),
    answer: noContent,
    refusals: [...onFileRefusals, 'assertion.unusable'],
    handle: (ctx, { params, body }) => takeBack(ctx, { ...body, file: params.id }),
  }),
];
