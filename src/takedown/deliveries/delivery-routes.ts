import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { approvalRefusals } from '../../work/index.ts';
import { keepOwnContact, ownChannels } from '../addressees/keep-own-contact.ts';
import { renewContactSecret } from '../addressees/renew-secret.ts';
import { ofOutbox } from '../orders/send-refusals.ts';
import { deliveryChannels, deliveryKinds, deliveryStates } from './delivery.ts';
import { deliverySchema } from './delivery-view.ts';
import { listDeliveries } from './list-deliveries.ts';
import { retryDelivery } from './retry-delivery.ts';
import { sendTestDelivery } from './send-test.ts';

const ofContact = z.object({ id: z.uuid(), contact: z.uuid() });

export const deliveryRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/network/members/{agency}/deliveries',
    summary:
      'What was sent to the contacts of a member and how far it has come, without its words; its own alone, except for who oversees.',
    may: { action: 'member-delivery.read' },
    params: z.object({ agency: z.string().max(40) }),
    query: z.object({
      kind: z.enum(deliveryKinds).optional(),
      channel: z.enum(deliveryChannels).optional(),
      state: z.enum(deliveryStates).optional(),
      after: z.string().max(2_000).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ deliveries: listSchema(deliverySchema), next: z.string().nullable() }),
      description: 'The newest first, 50 a page.',
    },
    refusals: ['access.not-permitted', 'request.invalid'],
    handle: (ctx, { params, query }) => listDeliveries(ctx, { ...params, ...query }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/network/members/{agency}/contacts',
    summary:
      'Enters how a member is reached of which nothing is ordered; nothing leaves by it until somebody else approves it. The key of a webhook is told here once.',
    may: { action: 'addressee.keep' },
    params: z.object({ agency: z.string().max(40) }),
    body: z.strictObject({ channel: z.enum(ownChannels), address: z.string().max(500) }),
    answer: {
      status: 201,
      schema: z.object({ addressee: z.uuid(), id: z.uuid(), secret: z.string().nullable() }),
      description: 'The contact, waiting, and what stands for the member.',
    },
    refusals: [
      ...onRecordRefusals,
      ...approvalRefusals,
      'agency.unknown',
      'addressee.not-found',
      'addressee.there-already',
      'addressee-contact.no-member',
      'addressee-contact.unusable',
      'addressee-contact.there-already',
    ],
    handle: (ctx, { params, body }) => keepOwnContact(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/network/deliveries/{id}/retry',
    summary: 'Sends what was given up once more, of what holds now: one request.',
    may: { action: 'member-delivery.retry' },
    params: byId,
    answer: noContent,
    refusals: [
      ...onRecordRefusals,
      'member-delivery.not-found',
      'member-delivery.no-sender',
      'member-delivery.contact-unusable',
      'outbox.not-retried',
      'outbox.words-gone',
      ...ofOutbox,
    ],
    handle: (ctx, { params }) => retryDelivery(ctx, { delivery: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/addressees/{id}/contacts/{contact}/tests',
    summary: 'Sends a try to a webhook or a mailbox; what became of it stands with the deliveries.',
    may: { action: 'addressee.keep' },
    params: ofContact,
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'The delivery.' },
    refusals: [
      ...onRecordRefusals,
      'addressee.not-found',
      'addressee-contact.not-found',
      'member-delivery.contact-unusable',
      'member-delivery.no-sender',
      'member-delivery.too-soon',
      ...ofOutbox,
    ],
    handle: (ctx, { params }) => sendTestDelivery(ctx, { addressee: params.id, contact: params.contact }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/takedown/addressees/{id}/contacts/{contact}/secret',
    summary:
      'Renews the secret of a webhook, told here once; the one before is good for seven days more, or ends at once.',
    may: { action: 'addressee.keep' },
    params: ofContact,
    body: z.strictObject({ endFormer: z.boolean().optional() }),
    answer: {
      status: 201,
      schema: z.object({ secret: z.string(), formerUntil: z.iso.datetime().nullable() }),
      description: 'The new secret.',
    },
    refusals: [...onRecordRefusals, 'addressee.not-found', 'addressee-contact.not-found'],
    handle: (ctx, { params, body }) =>
      renewContactSecret(ctx, { addressee: params.id, contact: params.contact, endFormer: body.endFormer }),
  }),
];
