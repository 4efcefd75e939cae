import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { approvalRefusals } from '../../work/index.ts';
import { contactChannels, reachKinds, rungs } from './addressee.ts';
import { addresseeSchema } from './addressee-view.ts';
import { enterAddressee } from './enter-addressee.ts';
import { endContact, enterContact } from './enter-contact.ts';
import { listAddressees } from './list-addressees.ts';

export const addresseeRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/takedown/addressees',
    summary: 'Who can be ordered, what they can act on, and how they are reached; addresses masked.',
    may: { action: 'addressee.read' },
    query: z.object({ kind: z.enum(rungs).optional(), text: z.string().max(100).optional() }),
    answer: { status: 200, schema: listSchema(addresseeSchema), description: 'By rung and name.' },
    refusals: [],
    handle: (ctx, { query }) => listAddressees(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/addressees',
    summary: 'Enters an organisation that can act on addresses.',
    may: { action: 'addressee.enter' },
    body: z.strictObject({
      name: z.string().max(400),
      kind: z.enum(rungs),
      agency: z.string().max(40).optional(),
      platform: z.string().max(40).optional(),
      languages: z
        .array(z.string().regex(/^[a-z]{2}$/))
        .min(1)
        .max(5)
        .optional(),
      deskFrom: z.number().int().optional(),
      deskTo: z.number().int().optional(),
      reach: z
        .array(z.strictObject({ kind: z.enum(reachKinds), value: z.string().max(253) }))
        .max(500)
        .optional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'The addressee.' },
    refusals: ['addressee.unusable', 'addressee.there-already'],
    handle: (ctx, { body }) => enterAddressee(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/addressees/{id}/contacts',
    summary:
      'Enters how an addressee is reached; nothing leaves by it until somebody else approves it. The key of a webhook is told here once.',
    may: { action: 'addressee.keep' },
    params: byId,
    body: z.strictObject({ channel: z.enum(contactChannels), address: z.string().max(500).optional() }),
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), secret: z.string().nullable() }),
      description: 'The contact, waiting.',
    },
    refusals: [
      ...onRecordRefusals,
      ...approvalRefusals,
      'addressee.not-found',
      'addressee-contact.unusable',
      'addressee-contact.there-already',
    ],
    handle: (ctx, { params, body }) => enterContact(ctx, { addressee: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/takedown/addressees/{id}/contacts/{contact}',
    summary: 'Ends a contact: nothing leaves by it from here on.',
    may: { action: 'addressee.keep' },
    params: z.object({ id: z.uuid(), contact: z.uuid() }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'addressee.not-found', 'addressee-contact.not-found'],
    handle: (ctx, { params }) => endContact(ctx, { addressee: params.id, contact: params.contact }),
  }),
];
