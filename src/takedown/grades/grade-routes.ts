import { z } from '@hono/zod-openapi';
import { byId, enumOf, type Route, route } from '../../kernel/index.ts';
import { contentAgeGroup, contentClass, depiction, industryClass, inhopeItemResult } from '../../vocabulary/index.ts';
import { itemStates } from '../items/item.ts';
import { onItemRefusals } from '../items/item-routes.ts';
import { giveGrade, settleGrade } from './give-grade.ts';
import { notIllegalReason } from './not-illegal-reason.ts';

const body = z.strictObject({
  nationalClass: contentClass.zod,
  inhope: inhopeItemResult.zod,
  industry: industryClass.zod.nullable(),
  depiction: depiction.zod,
  ageGroup: contentAgeGroup.zod,
  notIllegalReason: enumOf(Object.fromEntries(notIllegalReason.codes.map((code) => [code, true]))).nullable(),
});
const answer = {
  status: 200,
  schema: z.object({ state: z.enum(itemStates) }),
  description: 'The item’s state now.',
} as const;
const refusals = [
  ...onItemRefusals,
  'content-item.already-graded',
  'content-grade.incomplete',
  'exposure.break-due',
  'exposure.shift-spent',
];

/** The two blind grades of an item, and the third where they differ. */
export const gradeRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/content-items/{id}/grades',
    summary: 'Gives one of the two blind grades.',
    may: { action: 'content-item.grade' },
    params: byId,
    body,
    answer,
    refusals,
    handle: (ctx, { params, body: given }) => giveGrade(ctx, { ...given, item: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/content-items/{id}/settlement',
    summary: 'Decides between two grades that differ.',
    may: { action: 'content-item.settle' },
    params: byId,
    body,
    answer,
    refusals,
    handle: (ctx, { params, body: given }) => settleGrade(ctx, { ...given, item: params.id }),
  }),
];
