import { z } from '@hono/zod-openapi';
import { byId, instant, listSchema, type Route, route, textInput } from '../../kernel/index.ts';
import { orderKind } from '../orders/order-lists.ts';
import { ofOutbox } from '../orders/send-refusals.ts';
import { answerItemAppeal, ITEM_APPEAL_ANSWER } from './answer-item-appeal.ts';
import { appealItem, ITEM_APPEAL_TEXT, readItemAppeal } from './appeal-item.ts';
import { appealStates } from './appeal-tables.ts';
import { listItemAppeals } from './list-item-appeals.ts';
import { readStatement } from './read-statement.ts';
import { statementSchema } from './statement.ts';

/** Of reading where an item would be blocked, which refuses no address of an item that is blocked. */
const ofBlocks = ['block-entry.target-unusable', 'block-entry.address-needs-order'];
const byCode = z.object({ code: z.string().max(40) });

export const appealRoutes: readonly Route[] = [
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/statements/{code}',
    summary: 'Why something was ordered down, by the public code of its statement; never where it stands',
    may: 'public',
    params: byCode,
    answer: {
      status: 200,
      schema: z
        .object({
          code: z.string(),
          kind: orderKind.zod,
          active: z.boolean(),
          kindVi: z.string(),
          kindEn: z.string(),
          reasonsVi: listSchema(z.string()),
          reasonsEn: listSchema(z.string()),
          agencyVi: z.string(),
          agencyEn: z.string(),
          law: z.string(),
          lawVerified: z.boolean(),
          since: instant,
          fields: statementSchema,
        })
        .openapi('StatementOfReasons'),
      description: 'In words, and in the fields of the European database of statements.',
    },
    refusals: ['statement.code-unknown'],
    handle: (ctx, { params }) => readStatement(ctx, params.code),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/statements/{code}/appeals',
    summary: 'One appeal against all that was done to what the statement is about',
    may: 'public',
    params: byCode,
    body: z.strictObject({ text: textInput(ITEM_APPEAL_TEXT) }),
    answer: { status: 201, schema: z.object({ code: z.string() }), description: 'The code that reads the answer.' },
    refusals: ['statement.code-unknown', 'item-appeal.too-many'],
    handle: (ctx, { params, body }) => appealItem(ctx, { code: params.code, text: body.text }),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/item-appeals/{code}',
    summary: 'What became of an appeal',
    may: 'public',
    params: byCode,
    answer: {
      status: 200,
      schema: z.object({ state: z.enum(appealStates), madeAt: instant, answer: z.string().nullable() }),
      description: 'Open, upheld or dismissed, with the answer.',
    },
    refusals: ['statement.code-unknown'],
    handle: (ctx, { params }) => readItemAppeal(ctx, params.code),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/item-appeals',
    summary: 'Appeals against what was done to items, the oldest first, and those that were answered of late',
    may: { action: 'item-appeal.answer' },
    answer: {
      status: 200,
      schema: z.object({
        appeals: listSchema(
          z.object({
            id: z.uuid(),
            item: z.uuid(),
            reference: z.string(),
            code: z.string(),
            madeAt: instant,
            text: z.string(),
            orders: z.number().int(),
            blocks: z.number().int(),
            alerts: z.number().int(),
            mine: z.boolean(),
          }),
        ),
        answered: listSchema(
          z.object({
            id: z.uuid(),
            item: z.uuid(),
            reference: z.string(),
            code: z.string(),
            madeAt: instant,
            answeredAt: instant,
            state: z.enum(appealStates),
            orders: z.number().int(),
            blocks: z.number().int(),
            alerts: z.number().int(),
          }),
        ),
      }),
      description: '`mine` is false for whoever had a part in what was done.',
    },
    refusals: ofBlocks,
    handle: (ctx) => listItemAppeals(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/item-appeals/{id}/answer',
    summary: 'Answers an appeal for all who acted on the item; upheld, all of it ends.',
    may: { action: 'item-appeal.answer' },
    params: byId,
    body: z.strictObject({ upheld: z.boolean(), answer: textInput(ITEM_APPEAL_ANSWER) }),
    answer: {
      status: 200,
      schema: z.object({ orders: z.number().int(), blocks: z.number().int(), alerts: z.number().int() }),
      description: 'Whom it reached.',
    },
    refusals: ['item-appeal.not-found', 'item-appeal.not-yours', 'agency.unknown', ...ofBlocks, ...ofOutbox],
    handle: (ctx, { params, body }) => answerItemAppeal(ctx, { id: params.id, ...body }),
  }),
];
