import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { chooseForReview } from './choose-for-review.ts';
import { REVIEW_WORDS } from './quality-review.ts';
import { qualityAnswer, qualityRating } from './quality-sheet.ts';
import { giveSheet, sayInReview, takeReview } from './review-contact.ts';
import { listReviews, showReview } from './show-review.ts';
import { showStandards } from './show-standards.ts';

const texts = ['text.empty', 'text.too-long', 'text.unreadable'];
const rating = z.enum(qualityRating.codes);
const answer = z.enum(qualityAnswer.codes);
const of = (params: { readonly id: string }) => ({ review: params.id });
const cell = z.number().int().nullable();

/** Looking back at contacts, and the standards of Child Helpline International by the desk's own counts. */
export const qualityRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/quality-reviews',
    summary: 'Looks back at contacts that concern the reader; for supervisors how alike the sheet is read',
    may: { action: 'quality-review.list' },
    answer: {
      status: 200,
      schema: z.object({
        reviews: listSchema(
          z.object({
            id: z.uuid(),
            reference: z.string().nullable(),
            why: z.enum(['sample', 'danger']),
            chosenAt: z.string(),
            turn: z.enum(['take', 'fill', 'read', 'wait']),
            own: z.boolean(),
          }),
        ),
        agreement: listSchema(z.object({ rating, pairs: z.number().int(), alpha: z.number().optional() })).nullable(),
      }),
      description: 'The newest first; no sum and no order of people.',
    },
    refusals: [],
    handle: (ctx) => listReviews(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/quality-reviews',
    summary: 'Draws contacts to look back at: all of danger, and some of each helper at random',
    may: { action: 'quality-review.choose' },
    answer: { status: 200, schema: z.object({ chosen: z.number().int() }), description: 'How many were drawn.' },
    refusals: [],
    handle: (ctx) => chooseForReview(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/quality-reviews/{id}',
    summary: 'One look back, as far as the reader may see it',
    may: { action: 'quality-review.read' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({
        id: z.uuid(),
        contact: z.uuid(),
        own: z.boolean(),
        shown: z.boolean(),
        sheet: z.object({ answers: z.record(rating, answer), note: z.string() }).nullable(),
        mayFill: z.boolean(),
        compared: z
          .object({
            ratings: listSchema(z.object({ rating, answers: listSchema(answer), apart: z.boolean() })),
          })
          .nullable(),
        notes: listSchema(z.string()),
        words: listSchema(z.object({ at: z.string(), author: z.uuid(), text: z.string() })),
      }),
      description: 'Before both sheets are there, nobody sees another’s.',
    },
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => showReview(ctx, of(params)),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/quality-reviews/{id}/taking',
    summary: 'Takes a review: two different people, neither of them whose contact it was',
    may: { action: 'quality-review.take' },
    params: byId,
    answer: noContent,
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => takeReview(ctx, of(params)),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/quality-reviews/{id}/sheet',
    summary: 'Gives the own sheet, once',
    may: { action: 'quality-review.fill' },
    params: byId,
    body: z.strictObject({ answers: z.record(rating, answer), note: z.string().max(8_000).optional() }),
    answer: noContent,
    refusals: [
      ...onRecordRefusals,
      'quality.sheet-incomplete',
      'quality.sheet-given',
      'text.too-long',
      'text.unreadable',
    ],
    handle: (ctx, { params, body }) => giveSheet(ctx, { ...of(params), ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/quality-reviews/{id}/words',
    summary: 'Says something about a review whose sheets are both there',
    may: { action: 'quality-review.talk' },
    params: byId,
    body: z.strictObject({ text: textInput(REVIEW_WORDS) }),
    answer: noContent,
    refusals: [...onRecordRefusals, ...texts],
    handle: (ctx, { params, body }) => sayInReview(ctx, { ...of(params), ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/helpline-standards',
    summary: 'Counts of the last thirty days beside the nine functions of a child helpline',
    may: { action: 'quality-review.choose' },
    answer: {
      status: 200,
      schema: z.object({
        days: z.number().int(),
        arrived: cell,
        answered: cell,
        abandoned: cell,
        words: cell,
        atNight: cell,
        returned: cell,
        danger: cell,
        dangerWaitSeconds: cell,
        waitSeconds: cell,
        heldBack: cell,
        alertsOpen: z.number().int(),
        reviewsShown: cell,
      }),
      description: 'Null where a number is too small to be told, or there is none.',
    },
    refusals: [],
    handle: (ctx) => showStandards(ctx),
  }),
];
