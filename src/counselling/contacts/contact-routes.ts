import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { shiftSchema } from '../helpers/shift-routes.ts';
import { LINE } from '../lines/line.ts';
import { readAsHelper } from '../lines/read-thread.ts';
import { typeAsHelper } from '../lines/typing.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import { saveDraft, writeNote } from '../lines/write-note.ts';
import { deliverySchema } from '../networks/network-routes.ts';
import { outgoingReason } from '../safeguards/outgoing-reason.ts';
import { acceptContact } from './accept-contact.ts';
import { answerTransfer } from './answer-transfer.ts';
import { contactChannels, contactStates, tiers, watchPurposes } from './contact.ts';
import { declineOffer, declineReasons } from './decline-offer.ts';
import { diversionReasons, divertQueue } from './divert-queue.ts';
import { endContact, endReasons, finishContact } from './end-contact.ts';
import { holdContact, resumeContact } from './hold-contact.ts';
import { listContacts, ownContacts } from './list-contacts.ts';
import { steerContact } from './steer-contact.ts';
import { transferContact } from './transfer-contact.ts';
import { endWatch, watchContact } from './watch-contact.ts';

const version = z.number().int().positive().optional();
const text = z.string().nullable();
export const cardSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    channel: z.enum(contactChannels),
    network: z.string().nullable(),
    state: z.enum(contactStates),
    language: z.enum(['vi', 'en']),
    informantType: text,
    ageBand: z.string(),
    province: text,
    band: z.number().int(),
    bandReason: z.string(),
    tier: z.enum(tiers),
    waitingSince: z.string(),
    beganAt: z.string(),
    helper: text,
    offeredTo: text,
    offerUntil: text,
    acceptedAt: text,
    transferTo: text,
    transferUntil: text,
    wrapUntil: text,
    endedAt: text,
    endReason: text,
    lastSeq: z.number().int(),
    childSeenSeq: z.number().int(),
    owedSince: text,
    childAwaySince: text,
    childBlanked: z.boolean(),
    meantFor: text,
    watch: z.object({ by: z.uuid(), purpose: z.enum(watchPurposes), until: z.string(), asked: z.boolean() }).nullable(),
    version: z.number().int(),
  })
  .openapi('ContactCard', { description: 'A contact without a word of what was said.' });
const card = { status: 200, schema: cardSchema, description: 'The contact as it is now.' } as const;

const line = z.object({ seq: z.number().int(), at: z.string(), from: z.enum(['child', 'helper']), text: z.string() });
const outcome = z.union([
  z.object({ outcome: z.literal('sent'), line }),
  z.object({ outcome: z.literal('thread-moved'), newer: listSchema(line) }),
  z.object({
    outcome: z.literal('held-back'),
    reason: z.enum(outgoingReason.codes),
    from: z.number().int(),
    to: z.number().int(),
  }),
]);
const lineRefusals = ['line.empty', 'line.too-long', 'line.unreadable'];
const onContact = { surface: 'desk', params: byId } as const;
const of = (params: { readonly id: string }) => ({ contact: params.id });

/** Contacts as helpers and supervisors work with them. */
export const contactRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/contacts',
    summary: 'Contacts of the desk that are not over, without a word of what was said',
    may: { action: 'contact.list' },
    answer: {
      status: 200,
      schema: z.object({
        contacts: listSchema(cardSchema),
        waiting: z.object({ count: z.number().int(), oldestSince: text, danger: z.number().int() }),
        more: z.boolean(),
      }),
      description: 'Those who wait longest first.',
    },
    refusals: [],
    handle: (ctx) => listContacts(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/contacts/own',
    summary: 'The own shift, the contacts in it, and what is offered now',
    may: { action: 'contact.list' },
    answer: {
      status: 200,
      schema: z.object({
        shift: shiftSchema.nullable(),
        carried: listSchema(cardSchema),
        undelivered: listSchema(z.object({ contact: z.uuid(), count: z.number().int() })),
        offer: cardSchema.nullable(),
        asked: listSchema(cardSchema),
        unrecorded: listSchema(cardSchema),
        watched: listSchema(cardSchema),
      }),
      description: 'What the reader has before them.',
    },
    refusals: [],
    handle: (ctx) => ownContacts(ctx),
  }),
  route({
    ...onContact,
    method: 'get',
    path: '/api/v1/contacts/{id}/thread',
    summary: 'Lines from a number on, notes of colleagues, and the own draft; marks as seen',
    may: { action: 'contact.read' },
    query: z.object({ after: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    answer: {
      status: 200,
      schema: z.object({
        contact: cardSchema,
        lines: listSchema(line),
        deliveries: listSchema(deliverySchema),
        notes: listSchema(z.object({ at: z.string(), author: z.uuid(), text: z.string() })),
        draft: z.string(),
      }),
      description: 'At most 500 lines; the rest from the last number on.',
    },
    refusals: [...onRecordRefusals, 'contact.watch-not-agreed', 'contact.key-unavailable'],
    handle: (ctx, { params, query }) => readAsHelper(ctx, { ...of(params), ...query }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/lines',
    summary:
      'Writes to the child; kept as a draft where the thread moved on, or where words would lead the child elsewhere',
    may: { action: 'contact.reply' },
    body: z.strictObject({ text: textInput(LINE), lineKey: z.uuid(), afterSeq: z.number().int().min(0) }),
    answer: { status: 200, schema: outcome, description: 'What came of it.' },
    refusals: [
      ...onRecordRefusals,
      ...lineRefusals,
      'line.key-taken',
      'contact.not-live',
      'contact.key-unavailable',
      // Where the child is answered by a network.
      'message-template.blank-missing',
      'message-template.blank-refused',
      'message-template.blank-twice',
      'message-template.blank-undeclared',
      'message-template.blank-unknown',
      'message-template.not-usable',
      'outbox.account-unusable',
      'outbox.cannot-begin',
      'outbox.machine-wrote',
      'outbox.no-contact-wished',
      'outbox.not-here-wished',
      'outbox.receiver-unknown',
      'outbox.sender-tells',
      'outbox.text-empty',
      'outbox.text-too-long',
      'outbox.words-tell',
    ],
    handle: (ctx, { params, body }) => writeAsHelper(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'put',
    path: '/api/v1/contacts/{id}/draft',
    summary: 'Keeps what was begun to be written, sealed; empty takes it away',
    may: { action: 'contact.reply' },
    body: z.strictObject({ text: z.string().max(LINE.most * 4) }),
    answer: noContent,
    refusals: [...onRecordRefusals, ...lineRefusals, 'contact.key-unavailable'],
    handle: (ctx, { params, body }) => saveDraft(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/notes',
    summary: 'Writes a note to colleagues, which no thread holds',
    may: { action: 'contact.note' },
    body: z.strictObject({ text: textInput(LINE) }),
    answer: noContent,
    refusals: [...onRecordRefusals, ...lineRefusals, 'contact.key-unavailable'],
    handle: (ctx, { params, body }) => writeNote(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/typing',
    summary: 'Says that the helper writes; shown for six seconds and kept nowhere',
    may: { action: 'contact.reply' },
    answer: noContent,
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => typeAsHelper(ctx, of(params)),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/acceptance',
    summary: 'Takes what was offered; of many who press, one has it',
    may: { action: 'contact.list' },
    answer: card,
    refusals: [...onRecordRefusals, 'contact.with-colleague', 'shift.none-open'],
    handle: (ctx, { params }) => acceptContact(ctx, of(params)),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/decline',
    summary: 'Lets an offer pass at once, for a reason',
    may: { action: 'contact.list' },
    body: z.strictObject({ reason: z.enum(declineReasons) }),
    answer: noContent,
    refusals: [...onRecordRefusals, 'contact.with-colleague', 'contact.reason-unknown', 'shift.none-open'],
    handle: (ctx, { params, body }) => declineOffer(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/transfer',
    summary: 'Asks a colleague to take it, or sends it back to the queue of a tier',
    may: { action: 'contact.transfer' },
    body: z.strictObject({
      to: z.union([z.strictObject({ person: z.uuid() }), z.strictObject({ tier: z.enum(tiers) })]),
      version,
    }),
    answer: card,
    refusals: [
      ...onRecordRefusals,
      'contact.act-not-open',
      'contact.helper-not-there',
      'contact.helper-rests',
      'contact.no-room',
    ],
    handle: (ctx, { params, body }) => transferContact(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/transfer-answer',
    summary: 'Takes what a colleague asked to hand over, or does not',
    may: { action: 'contact.list' },
    body: z.strictObject({ take: z.boolean() }),
    answer: card,
    refusals: [...onRecordRefusals, 'contact.with-colleague', 'contact.no-room', 'shift.none-open'],
    handle: (ctx, { params, body }) => answerTransfer(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/hold',
    summary: 'The child is away for a while; or it is back',
    may: { action: 'contact.reply' },
    body: z.strictObject({ held: z.boolean(), version }),
    answer: card,
    refusals: [...onRecordRefusals, 'contact.act-not-open'],
    handle: (ctx, { params, body: { held, ...on } }) =>
      (held ? holdContact : resumeContact)(ctx, { ...of(params), ...on }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/end',
    summary: 'Ends the talk for the child; ten minutes are left to write it down',
    may: { action: 'contact.end' },
    body: z.strictObject({ reason: z.enum(endReasons), version }),
    answer: card,
    refusals: [...onRecordRefusals, 'contact.act-not-open', 'contact.reason-unknown'],
    handle: (ctx, { params, body }) => endContact(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/finish',
    summary: 'It is written down: the helper has room again',
    may: { action: 'contact.end' },
    body: z.strictObject({ version }),
    answer: card,
    refusals: [...onRecordRefusals, 'contact.act-not-open'],
    handle: (ctx, { params, body }) => finishContact(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/steering',
    summary: 'A supervisor raises, moves, gives back or finishes a contact without reading it',
    may: { action: 'contact.steer' },
    body: z.strictObject({
      act: z.enum(['raise', 'to-tier', 'give-back', 'finish']),
      tier: z.enum(tiers).optional(),
      version: z.number().int().positive(),
    }),
    answer: card,
    refusals: [...onRecordRefusals, 'contact.act-not-open'],
    handle: (ctx, { params, body }) => steerContact(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'post',
    path: '/api/v1/contacts/{id}/watch',
    summary: 'A supervisor begins to read along for a purpose; helper and child are told',
    may: { action: 'contact.watch' },
    body: z.strictObject({ purpose: z.enum(watchPurposes) }),
    answer: card,
    refusals: [
      ...onRecordRefusals,
      'contact.act-not-open',
      'contact.reason-unknown',
      'contact.watched-already',
      'contact.own-watch',
    ],
    handle: (ctx, { params, body }) => watchContact(ctx, { ...of(params), ...body }),
  }),
  route({
    ...onContact,
    method: 'delete',
    path: '/api/v1/contacts/{id}/watch',
    summary: 'The supervisor has read enough',
    may: { action: 'contact.watch' },
    answer: noContent,
    refusals: onRecordRefusals,
    handle: (ctx, { params }) => endWatch(ctx, of(params)),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/contact-queues/diversion',
    summary: 'Sends the contacts of one tier to the helpers of the other for a while, or ends that',
    may: { action: 'queue.divert' },
    body: z.strictObject({
      from: z.enum(tiers),
      to: z.strictObject({ reason: z.enum(diversionReasons), until: z.iso.datetime() }).nullable(),
    }),
    answer: noContent,
    refusals: ['queue.until-unusable', 'contact.reason-unknown'],
    handle: (ctx, { body: { from, to } }) =>
      divertQueue(ctx, { from, to: to && { reason: to.reason, until: new Date(to.until) } }),
  }),
];
