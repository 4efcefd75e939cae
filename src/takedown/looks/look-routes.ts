import { z } from '@hono/zod-openapi';
import { byId, noContent, type Route, route, textInput } from '../../kernel/index.ts';
import { APPROVAL_REASON } from '../../work/index.ts';
import { onItemRefusals } from '../items/item-routes.ts';
import { decideLook } from './decide-look.ts';
import { listLooks } from './list-looks.ts';
import { lookDecisions, seenBy, seenGone } from './look.ts';
import { lookNow } from './look-now.ts';
import { itemLooksSchema } from './look-view.ts';
import { sayGone } from './say-gone.ts';

const onePath = (method: 'get' | 'post', path: string) =>
  ({ surface: 'desk', method, path: `/api/v1/content-items/{id}/looks${path}`, params: byId }) as const;

/** Looks whether an item is gone. */
export const lookRoutes: readonly Route[] = [
  route({
    ...onePath('get', ''),
    summary: 'The looks at an item, as evidence; nothing of what was there, and never an address.',
    may: { action: 'content-item.read' },
    answer: { status: 200, schema: itemLooksSchema, description: 'Places and looks.' },
    refusals: onItemRefusals,
    handle: (ctx, { params }) => listLooks(ctx, { item: params.id }),
  }),
  route({
    ...onePath('post', ''),
    summary: 'Asks for a look now, in the background.',
    may: { action: 'content-item.look' },
    answer: noContent,
    refusals: [...onItemRefusals, 'content-look.not-possible', 'content-look.too-soon'],
    handle: (ctx, { params }) => lookNow(ctx, { item: params.id }),
  }),
  route({
    ...onePath('post', '/decision'),
    summary:
      'Says what a look alone cannot: whether a new host is the same, whether what stands there again is what was ordered down.',
    may: { action: 'content-item.look' },
    body: z.strictObject({ decision: z.enum(lookDecisions) }),
    answer: noContent,
    refusals: [...onItemRefusals, 'content-look.nothing-to-decide'],
    handle: (ctx, { params, body }) => decideLook(ctx, { item: params.id, decision: body.decision }),
  }),
  route({
    ...onePath('post', '/seen-gone'),
    summary: 'Says that it is gone by what somebody saw, where no look can tell; a second person has to agree.',
    may: { action: 'content-item.look' },
    body: z.strictObject({
      seen: z.enum(seenGone),
      means: z.enum(seenBy),
      note: textInput(APPROVAL_REASON, 'For who decides; sealed.').optional(),
    }),
    answer: noContent,
    refusals: [
      ...onItemRefusals,
      'content-look.tells-itself',
      'content-look.sight-unusable',
      'approval.waits-already',
      'approval.reason-missing',
      'approval.reason-too-long',
      'approval.content-gone',
    ],
    handle: (ctx, { params, body }) => sayGone(ctx, { item: params.id, ...body }),
  }),
];
