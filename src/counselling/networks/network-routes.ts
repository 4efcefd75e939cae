import { z } from '@hono/zod-openapi';
import { outboundStates } from '../../channels/index.ts';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route } from '../../kernel/index.ts';
import { safeContact } from '../../vocabulary/index.ts';
import { networkWishes, readWishes, setWishes } from './contact-wishes.ts';
import { readDeliveries, resendLine } from './line-deliveries.ts';

const onContact = { surface: 'desk', params: byId } as const;
export const deliverySchema = z.object({
  seq: z.number().int(),
  state: z.enum(outboundStates),
  reason: z.string().nullable(),
  retries: z.boolean(),
});
const hours = z
  .strictObject({ from: z.number().int().min(0).max(1_439), to: z.number().int().min(0).max(1_440) })
  .nullable()
  .openapi({
    description: 'Minutes of the day in Viet Nam; an end before the beginning is on the next day. Null: at any hour.',
  });

/** Contacts by a network as helpers answer them. */
export const networkRoutes: readonly Route[] = [
  route({
    ...onContact,
    method: 'get',
    path: '/api/v1/contacts/{id}/deliveries',
    summary: 'How far the helper’s lines have come on the network of the contact, without a word of them',
    may: { action: 'contact.read' },
    answer: {
      status: 200,
      schema: listSchema(deliverySchema),
      description: 'Of the newest 500 lines, in their order.',
    },
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => readDeliveries(ctx, { contact: params.id }),
  }),
  route({
    ...onContact,
    params: z.object({ id: z.uuid(), seq: z.coerce.number().int().min(1).max(1_000_000) }),
    method: 'post',
    path: '/api/v1/contacts/{id}/lines/{seq}/resending',
    summary: 'Tries a line that its network did not take once more: one request',
    may: { action: 'contact.reply' },
    answer: noContent,
    refusals: [...onRecordRefusals, 'outbox.not-retried', 'outbox.words-gone'],
    handle: (ctx, { params }) => resendLine(ctx, { contact: params.id, seq: params.seq }),
  }),
  route({
    ...onContact,
    method: 'get',
    path: '/api/v1/contacts/{id}/wishes',
    summary: 'How the child of a contact may be written to where it wrote',
    may: { action: 'contact.read' },
    answer: {
      status: 200,
      schema: z.object({ wishes: listSchema(z.enum(safeContact.codes)), hours }).nullable(),
      description: 'Null where it is answered on our own page.',
    },
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => readWishes(ctx, { contact: params.id }),
  }),
  route({
    ...onContact,
    method: 'put',
    path: '/api/v1/contacts/{id}/wishes',
    summary: 'Writes down how the child asked to be written to; what may no longer leave is cancelled',
    may: { action: 'contact.reply' },
    body: z.strictObject({ wishes: z.array(z.enum(networkWishes)).max(networkWishes.length), hours }),
    answer: {
      status: 200,
      schema: z.object({ cancelled: z.number().int() }),
      description: 'How many lines that waited leave no more.',
    },
    refusals: [...onRecordRefusals, 'contact.no-network', 'contact.hours-unusable', 'outbox.receiver-unknown'],
    handle: (ctx, { params, body }) => setWishes(ctx, { contact: params.id, ...body }),
  }),
];
