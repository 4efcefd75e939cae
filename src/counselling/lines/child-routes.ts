import { z } from '@hono/zod-openapi';
import { type ReceiptProof, receiptSchema, receiptSessionIn, shownReceipt } from '../../intake/index.ts';
import {
  type Ctx,
  instant,
  listSchema,
  noContent,
  ok,
  type Result,
  type Route,
  refuseRequest,
  route,
  textInput,
} from '../../kernel/index.ts';
import { portalBand } from '../../vocabulary/index.ts';
import { beginContact, contactInput } from '../contacts/begin-contact.ts';
import {
  blankContact,
  leaveContact,
  leaveWord,
  returnToContact,
  sayItGotWorse,
  waitAgain,
} from '../contacts/child-presence.ts';
import { answerWatch } from '../contacts/watch-contact.ts';
import { type ChildView, viewAsChild } from './child-view.ts';
import { LINE } from './line.ts';
import { notebookKey } from './notebook-key.ts';
import { typeAsChild } from './typing.ts';
import { seeAsChild, writeAsChild } from './write-as-child.ts';

/** The child's part by its session: the cookie that begins with the contact, or is set when its words are opened. */
export const ownSession = z.object({
  cookie: z
    .string()
    .max(4_000)
    .optional()
    .openapi({
      param: { name: 'cookie', in: 'header' },
      description: 'The session of a receipt, as `lachan_receipt` (`__Host-lachan-receipt` under https).',
    }),
});

export const sessionRefusals = [
  'receipt.session-ended',
  'receipt.not-for-staff',
  'contact.other-receipt',
  'receipt.unreadable',
  'receipt.word-unknown',
  'receipt.wrong',
  'receipt.wait',
];
/** What the reading of a first line rests on: the model that ships, which is read as every other is. */
const modelRefusals = [
  'model-file.damaged',
  'model-file.foreign',
  'model-file.other-format',
  'model-file.other-normaliser',
];

/** What the child shows: a session that is none where there is no cookie. */
export const shown = (ctx: Ctx, headers: { readonly cookie?: string | undefined }) => ({
  session: receiptSessionIn(ctx.kernel.config, headers.cookie) ?? '',
});

const lineSchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  from: z.enum(['child', 'helper']),
  text: z.string(),
});
const childSchema = z
  .object({
    portalBand: portalBand.zod.nullable(),
    phase: z.enum(['waiting', 'place-kept', 'talking', 'finding-somebody-else', 'over']),
    lines: listSchema(lineSchema),
    blanked: z.boolean(),
    gotWorse: z.boolean(),
    helperSeenSeq: z.number().int(),
    placeUntil: z.string().nullable(),
    wordLeft: z.boolean(),
    watched: z.boolean(),
    watchAsked: z.boolean(),
    planVersion: z.number().int(),
    asksSurvey: z.boolean(),
    wait: z
      .union([
        z.object({ nobodyHere: z.literal(true) }),
        z.object({ nobodyHere: z.literal(false), from: z.number(), to: z.number().nullable() }),
      ])
      .nullable()
      .openapi({ description: 'Minutes that are still to wait, eight times of ten; null where nobody waits.' }),
  })
  .openapi('OwnContact');

const acts = {
  leave: leaveContact,
  return: returnToContact,
  'got-worse': sayItGotWorse,
  'wait-again': waitAgain,
  'leave-word': leaveWord,
  blank: blankContact,
  typing: typeAsChild,
  'watch-yes': (ctx: Ctx, proof: ReceiptProof) => answerWatch(ctx, proof, true),
  'watch-no': (ctx: Ctx, proof: ReceiptProof) => answerWatch(ctx, proof, false),
} as const;

const begun = z.object({
  receipt: receiptSchema,
  session: z.string().openapi({ description: 'For the cookie by which the other routes know the contact.' }),
  expiresAt: instant,
});

/** A child's chat: begun by anybody, and then reached by its own session alone. */
export const childRoutes: readonly Route[] = [
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/contacts',
    summary: 'Asks for a chat; the answer holds six words, which are shown once',
    may: 'public',
    body: contactInput,
    headers: z.object({
      'idempotency-key': z
        .string()
        .optional()
        .openapi({
          param: { name: 'idempotency-key', in: 'header', required: true },
          description:
            '16 to 200 printable characters, new for each chat. The same key with the same body is the same chat.',
        }),
    }),
    answer: { status: 201, schema: begun, description: 'The chat stands in the queue.' },
    refusals: [
      'contact.key-unusable',
      'contact.key-reused',
      'contact.already-begun',
      'contact.desk-without-key',
      ...modelRefusals,
      'line.empty',
      'line.too-long',
      'line.unreadable',
      'service.unavailable',
    ],
    handle: async (ctx, { body, headers }) => {
      const idempotencyKey = headers['idempotency-key'] ?? '';
      const made = await beginContact(ctx, { contact: body, idempotencyKey });
      if (!made.ok) return made;
      const { receipt, session, expiresAt } = made.value;
      return ok({ receipt: shownReceipt(receipt), session, expiresAt });
    },
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/contacts/own',
    summary: 'The own chat from a line on: what was written, where it stands, how long it is likely to take',
    may: 'public',
    headers: ownSession,
    query: z.object({ after: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    answer: { status: 200, schema: childSchema, description: 'The own chat.' },
    refusals: [...sessionRefusals, 'service.unavailable'],
    handle: async (ctx, { headers, query }): Promise<Result<Omit<ChildView, 'contact'>>> => {
      const seen = await viewAsChild(ctx, shown(ctx, headers), query);
      if (!seen.ok) return seen;
      const { contact: _, ...view } = seen.value;
      return ok(view);
    },
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/contacts/own/lines',
    summary: 'Writes a line; the same key sent twice is one line',
    may: 'public',
    headers: ownSession,
    body: z.strictObject({
      text: textInput(LINE),
      lineKey: z.uuid(),
      page: z.uuid().optional().openapi({ description: 'The page that writes, as it named itself to its stream.' }),
    }),
    answer: { status: 201, schema: z.object({ seq: z.number().int() }), description: 'Its number.' },
    refusals: [
      ...sessionRefusals,
      ...modelRefusals,
      'line.empty',
      'line.too-long',
      'line.unreadable',
      'line.key-taken',
      'service.unavailable',
    ],
    handle: (ctx, { headers, body }) => writeAsChild(ctx, shown(ctx, headers), body),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/contacts/own/notebook-key',
    summary: 'The key of the notebook that lies on the child’s device alone; null while the page is blank',
    may: 'public',
    headers: ownSession,
    answer: {
      status: 200,
      schema: z.object({ key: z.string().nullable().openapi({ description: '32 bytes, base64url.' }) }),
      description: 'The key, for this session; the device does not keep it.',
    },
    refusals: [...sessionRefusals, 'service.unavailable'],
    handle: async (ctx, { headers }) => {
      const given = await notebookKey(ctx, shown(ctx, headers));
      return given.ok ? ok({ key: given.value }) : given;
    },
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/contacts/own/seen',
    summary: 'Says which line was seen last',
    may: 'public',
    headers: ownSession,
    body: z.strictObject({ seq: z.number().int().min(0).max(1_000_000) }),
    answer: noContent,
    refusals: sessionRefusals,
    handle: (ctx, { headers, body }) => seeAsChild(ctx, shown(ctx, headers), body.seq),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/contacts/own/acts',
    summary: 'Leaves, returns, blanks, says that it got worse, waits again, leaves word, or types',
    may: 'public',
    headers: ownSession,
    body: z.strictObject({ act: z.enum(Object.keys(acts) as [keyof typeof acts]) }),
    answer: noContent,
    refusals: [
      ...sessionRefusals,
      'contact.over',
      'contact.not-over',
      'contact.not-waiting',
      'contact.word-needed',
      'service.unavailable',
    ],
    handle: (ctx, { headers, body }) => {
      const act = acts[body.act];
      return act ? act(ctx, shown(ctx, headers)) : Promise.resolve(refuseRequest('request.invalid', { field: 'act' }));
    },
  }),
];
