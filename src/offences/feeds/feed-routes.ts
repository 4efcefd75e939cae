import { z } from '@hono/zod-openapi';
import { byId, listSchema, type Route, route } from '../../kernel/index.ts';
import { onFileRefusals } from '../files/file-routes.ts';
import { identifierKinds } from '../identifiers/identifier.ts';
import { takeIn, takenInKinds } from './take-in.ts';

/** What a file takes in of what stands elsewhere on the platform. */
export const feedRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/offence-files/{id}/taken-in',
    params: byId,
    summary:
      'Takes a report, an item, a machine report or an alert into a file, with the accounts and pages that it names.',
    may: { action: 'offence-file.describe' },
    body: z.strictObject({ kind: z.enum(takenInKinds), object: z.uuid().optional() }),
    answer: {
      status: 201,
      schema: z.object({
        link: z.uuid(),
        identifiers: listSchema(z.object({ id: z.uuid(), kind: z.enum(identifierKinds), mask: z.string() })),
      }),
      description: 'The link to the file, and what came with it.',
    },
    refusals: [
      ...onFileRefusals,
      'graph-node.not-found',
      'report.key-unavailable',
      'content-item.not-found',
      'content-item.own-proposal',
      'content-item.wrong-state',
      'identifier.unusable',
      'machine-report.not-found',
    ],
    handle: (ctx, { params, body }) => takeIn(ctx, { ...body, file: params.id }),
  }),
];
