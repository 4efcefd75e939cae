import { z } from '@hono/zod-openapi';
import { byId, problemAnswer, type RawRoute, type Route, route, textInput } from '../../kernel/index.ts';
import { custodyTexts } from '../custody/keep-artefact.ts';
import { onFileRefusals } from '../files/file-routes.ts';
import { startBundle } from './start-bundle.ts';
import { takeBundle } from './take-bundle.ts';

/** Bundles for courts: asked for here, made by long work, listed with the custody of the file. */
export const bundleRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/offence-files/{id}/bundles',
    params: byId,
    summary: 'Asks for a bundle of all that a file holds in custody, sealed to one unit by its age recipient.',
    may: { action: 'offence-file.bundle' },
    body: z.strictObject({
      recipient: textInput(custodyTexts.party),
      key: z.string().max(200),
      why: textInput(custodyTexts.why),
    }),
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), reference: z.string() }),
      description: 'The bundle to be made.',
    },
    refusals: [
      ...onFileRefusals,
      'bundle.recipient-unusable',
      'bundle.empty',
      'bundle.too-large',
      'long-job.already-running',
      'text.empty',
      'text.too-long',
      'text.unreadable',
    ],
    handle: (ctx, { params, body }) => startBundle(ctx, { ...body, file: params.id }),
  }),
];

export const bundleRawRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    method: 'get',
    path: '/api/v1/offence-files/{id}/bundles/{bundle}',
    summary: 'A bundle that was made, sealed to its receiver. Each taking is counted and in the audit.',
    may: { action: 'offence-file.bundle' },
    describes: { gives: { 'application/octet-stream': 'A ZIP (BagIt, RFC 8493), encrypted by age to its receiver.' } },
    async handle(ctx, _request, { id = '', bundle = '' }) {
      const taken = await takeBundle(ctx, { file: id, bundle });
      if (!taken.ok) return problemAnswer(ctx, taken.refusal);
      const { name, mediaType, bytes } = taken.value;
      return new Response(new Uint8Array(bytes), {
        headers: {
          'content-type': mediaType,
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        },
      });
    },
  },
];
