import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  instant,
  listSchema,
  noContent,
  problemAnswer,
  type RawRoute,
  type Route,
  route,
  textInput,
} from '../../kernel/index.ts';
import {
  APPEAL_ANSWER,
  APPEAL_TEXT,
  answerAppeal,
  appealBlock,
  explainBlock,
  explainHost,
  listAppeals,
  readAppealAnswer,
} from './appeals.ts';
import { blockKinds, blockStates } from './block-entry.ts';
import { endRefusals, removeBlock, reviewBlock } from './end-block.ts';
import { listPrefixes, lookUpHashes } from './hash-look-up.ts';
import { listBlocks, listVersions, readBlock } from './list-blocks.ts';
import { BLOCK_NOTE, LEGAL_ORDER, proposeBlock } from './propose-block.ts';
import { foldNow } from './publish-lists.ts';
import { simulateBlock } from './simulate-block.ts';
import { createSubscriber, endSubscriber, listSubscribers, SUBSCRIBER_LABEL } from './subscribers.ts';
import { type Taker, takeList } from './take-list.ts';

const targetRefusals = ['block-entry.target-unusable', 'block-entry.address-needs-order'];
const kind = z.enum(blockKinds);
const value = z.string().max(4_096);
const date = z.iso.datetime().transform((text) => new Date(text));

const entryFields = {
  id: z.uuid(),
  code: z.string(),
  kind,
  value: z.string(),
  reason: z.string(),
  basis: z.string(),
  legalOrder: z.string().nullable(),
  guard: listSchema(z.string()),
  state: z.enum(blockStates),
  version: z.number().int(),
  agency: z.string(),
  proposedAt: instant,
  activeAt: instant.nullable(),
  expiresAt: instant,
  reviewAt: instant,
  endReason: z.string().nullable(),
  mayRemove: z.boolean(),
  mayReview: z.boolean(),
  lapsesAt: instant,
};
const entrySchema = z.object(entryFields).openapi('BlockEntry');
const explanation = z
  .object({
    code: z.string(),
    active: z.boolean(),
    since: instant.nullable(),
    until: instant,
    saysVi: z.string(),
    saysEn: z.string(),
    basisVi: z.string(),
    basisEn: z.string(),
  })
  .openapi('BlockExplained');

export const blockRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/block-entries',
    summary: 'Entries of the block lists, the newest first',
    may: { action: 'block-entry.list' },
    query: z.object({
      state: z.enum(blockStates).optional(),
      text: z.string().max(200).optional(),
      toReview: z
        .enum(['true', 'false'])
        .optional()
        .transform((text) => text === 'true'),
      after: z.string().max(500).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({
        entries: listSchema(entrySchema),
        next: z.string().nullable(),
      }),
      description: 'A page of the list.',
    },
    refusals: [],
    handle: (ctx, { query }) => listBlocks(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/block-entries',
    summary: 'Proposes that something be blocked; somebody else decides',
    may: { action: 'block-entry.propose' },
    body: z.strictObject({
      kind,
      value,
      reason: z.string().max(40),
      basis: z.string().max(40),
      legalOrder: textInput(LEGAL_ORDER).optional(),
      note: textInput(BLOCK_NOTE).optional(),
      expiresAt: date,
      reviewAt: date,
    }),
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), code: z.string(), guard: listSchema(z.string()) }),
      description: 'It waits; `guard` says why a third person is asked.',
    },
    refusals: [
      ...targetRefusals,
      'block-entry.dates-unusable',
      'block-entry.basis-unusable',
      'block-entry.listed-already',
      'approval.waits-already',
      'approval.content-gone',
      'approval.reason-missing',
      'approval.reason-too-long',
    ],
    handle: (ctx, { body }) => proposeBlock(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/block-entries/simulations',
    summary: 'What an entry would block',
    may: { action: 'block-entry.list' },
    body: z.strictObject({ kind, value }),
    answer: {
      status: 200,
      schema: z.object({
        kind,
        value: z.string(),
        host: z.string(),
        registrableDomain: z.string().nullable(),
        sharedHost: z.string().nullable(),
        guard: listSchema(z.string()),
        warnings: listSchema(
          z.object({
            kind: z.string(),
            label: z.string(),
            looksLike: z.string().optional(),
            scripts: listSchema(z.string()).optional(),
          }),
        ),
        records: listSchema(z.string()),
        unwritable: z.boolean(),
        blockedBy: listSchema(z.string()),
        covers: listSchema(z.string()),
      }),
      description: 'Lines of a zone, why a third person would be asked, what blocks it already.',
    },
    refusals: targetRefusals,
    handle: (ctx, { body }) => simulateBlock(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/block-entries/{id}/removal',
    summary: 'Lets pass what was blocked, at once',
    may: { action: 'block-entry.remove' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ reason: z.string().max(40), version: z.number().int().optional() }),
    answer: noContent,
    refusals: [...endRefusals, 'block-entry.basis-unusable'],
    handle: (ctx, { params, body }) => removeBlock(ctx, { id: String(params.id), ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/block-entries/{id}/review',
    summary: 'Leaves an entry in force until the next look, with a reason',
    may: { action: 'block-entry.review' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ reason: z.string().max(40), reviewAt: date, version: z.number().int().optional() }),
    answer: noContent,
    refusals: [...endRefusals, 'block-entry.dates-unusable', 'block-entry.basis-unusable'],
    handle: (ctx, { params, body }) => reviewBlock(ctx, { id: String(params.id), ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/block-appeals/{id}/answer',
    summary: 'Answers an appeal; upheld, the block ends at once',
    may: { action: 'block-appeal.answer' },
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ upheld: z.boolean(), answer: textInput(APPEAL_ANSWER) }),
    answer: noContent,
    refusals: ['block-appeal.not-found', 'block-appeal.not-yours'],
    handle: (ctx, { params, body }) => answerAppeal(ctx, { id: String(params.id), ...body }),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/blocks/{code}',
    summary: 'Explains a block by its public code, and never what it blocks',
    may: 'public',
    params: z.object({ code: z.string().max(40) }),
    answer: {
      status: 200,
      schema: explanation,
      description: 'Why, by which law, since and until when.',
    },
    refusals: ['block-entry.code-unknown'],
    handle: (ctx, { params }) => explainBlock(ctx, String(params.code)),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/blocks/{code}/appeals',
    summary: 'Says that a block is wrong',
    may: 'public',
    params: z.object({ code: z.string().max(40) }),
    body: z.strictObject({ text: textInput(APPEAL_TEXT) }),
    answer: { status: 201, schema: z.object({ code: z.string() }), description: 'The code that reads the answer.' },
    refusals: ['block-entry.code-unknown', 'block-appeal.too-many'],
    handle: (ctx, { params, body }) => appealBlock(ctx, { code: String(params.code), text: body.text }),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/block-appeals/{code}',
    summary: 'What became of an appeal',
    may: 'public',
    params: z.object({ code: z.string().max(40) }),
    answer: {
      status: 200,
      schema: z.object({
        state: z.enum(['OPEN', 'UPHELD', 'DISMISSED']),
        madeAt: instant,
        answer: z.string().nullable(),
      }),
      description: 'Open, upheld or dismissed, with the answer.',
    },
    refusals: ['block-entry.code-unknown'],
    handle: (ctx, { params }) => readAppealAnswer(ctx, String(params.code)),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/block-hashes',
    summary: 'The full hashes behind a prefix of four bytes',
    may: 'public',
    query: z.object({ prefix: z.string().max(16) }),
    answer: {
      status: 200,
      schema: z.object({ version: z.number().int(), hashes: listSchema(z.string()), seconds: z.number().int() }),
      description: 'SHA-256 of canonical expressions; `seconds` says how long the answer may be kept.',
    },
    refusals: ['block-list.prefix-unusable'],
    handle: (ctx, { query }) => lookUpHashes(ctx, query.prefix),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/block-entries/{id}',
    summary: 'One entry with its note and what happened to it',
    may: { action: 'block-entry.list' },
    params: z.object({ id: z.uuid() }),
    answer: {
      status: 200,
      schema: z.object({
        ...entryFields,
        note: z.string().nullable(),
        events: listSchema(z.object({ code: z.string(), at: instant, reason: z.string().nullable() })),
      }),
      description: 'The entry.',
    },
    refusals: ['block-entry.not-found'],
    handle: (ctx, { params }) => readBlock(ctx, String(params.id)),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/block-versions',
    summary: 'The last publications of the lists',
    may: { action: 'block-version.list' },
    answer: {
      status: 200,
      schema: z.object({
        versions: listSchema(
          z.object({
            version: z.number().int(),
            base: z.number().int(),
            added: z.number().int(),
            passed: z.number().int(),
            entries: z.number().int(),
            refused: listSchema(z.string()),
            madeAt: instant,
          }),
        ),
      }),
      description: 'The newest first; `refused` are the codes of entries that no zone can hold.',
    },
    refusals: [],
    handle: (ctx) => listVersions(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/block-versions',
    summary: 'Publishes the whole list anew, as every night',
    may: { action: 'block-subscriber.manage' },
    answer: { status: 201, schema: z.object({ version: z.number().int() }), description: 'The version.' },
    refusals: ['block-list.delta-too-long'],
    handle: (ctx) => foldNow(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/block-subscribers',
    summary: 'Who takes the lists, what each last took, and whether its canary shows',
    may: { action: 'block-subscriber.list' },
    answer: {
      status: 200,
      schema: z.object({
        version: z.number().int(),
        base: z.number().int(),
        subscribers: listSchema(
          z.object({
            id: z.uuid(),
            agency: z.string(),
            agencyName: z.string(),
            label: z.string(),
            stopPage: z.string().nullable(),
            canary: z.string(),
            notify: z.string().nullable(),
            createdAt: instant,
            endedAt: instant.nullable(),
            lastDelta: z.number().int().nullable(),
            lastBase: z.number().int().nullable(),
            lastTakenAt: instant.nullable(),
            upToDate: z.boolean(),
            canaryShows: z.boolean().nullable(),
            canaryAskedAt: instant.nullable(),
          }),
        ),
      }),
      description: 'The subscribers, without their addresses.',
    },
    refusals: [],
    handle: (ctx) => listSubscribers(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/block-subscribers',
    summary: 'Gives an operator its own address of the lists, told this once',
    may: { action: 'block-subscriber.manage' },
    body: z.strictObject({
      agency: z.string().max(40),
      label: textInput(SUBSCRIBER_LABEL),
      stopPage: z.string().max(253).optional(),
      notify: z.string().max(300).optional(),
    }),
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), path: z.string(), canary: z.string() }),
      description: '`path` stands before the names of the files.',
    },
    refusals: ['block-subscriber.unusable'],
    handle: (ctx, { body }) => createSubscriber(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/block-subscribers/{id}',
    summary: 'Takes an address of the lists back',
    may: { action: 'block-subscriber.manage' },
    params: z.object({ id: z.uuid() }),
    answer: noContent,
    refusals: ['block-subscriber.not-found'],
    handle: (ctx, { params }) => endSubscriber(ctx, String(params.id)),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/block-appeals',
    summary: 'Appeals that wait, the oldest first',
    may: { action: 'block-appeal.answer' },
    answer: {
      status: 200,
      schema: z.object({
        appeals: listSchema(
          z.object({
            id: z.uuid(),
            entry: z.uuid(),
            code: z.string(),
            madeAt: instant,
            text: z.string(),
            mine: z.boolean(),
          }),
        ),
      }),
      description: '`mine` is false for who proposed or agreed to the block.',
    },
    refusals: [],
    handle: (ctx) => listAppeals(ctx),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/blocked-hosts/{host}',
    summary: 'Explains what blocks a host: the stop page is opened under the blocked name',
    may: 'public',
    params: z.object({ host: z.string().max(253) }),
    answer: { status: 200, schema: explanation, description: 'As by its code.' },
    refusals: ['block-entry.code-unknown'],
    handle: (ctx, { params }) => explainHost(ctx, String(params.host)),
  }),
];

const gives = {
  'text/plain': 'A zone of response policies (RPZ), or one address a line.',
  'application/json': 'The list, or metadata of The Update Framework.',
  'application/octet-stream': 'Prefixes, four bytes each, sorted.',
};

export const blockRawRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    method: 'get',
    path: '/block-lists/{secret}/{name}',
    summary: 'A file of the lists at a subscriber’s own address, whose secret part is the proof.',
    may: 'public',
    calledByServices: true,
    describes: { gives },
    handle: (ctx, request, params) => taken(ctx, request, { secret: params.secret ?? '' }, params.name ?? ''),
  },
  {
    surface: 'desk',
    method: 'get',
    path: '/api/v1/block-lists/{name}',
    summary: 'The same for a machine of the subscriber with its key.',
    may: { action: 'block-list.read' },
    describes: { gives },
    handle: (ctx, request, params) => taken(ctx, request, 'own', params.name ?? ''),
  },
  {
    surface: 'portal',
    method: 'get',
    path: '/api/v1/block-prefixes',
    summary: 'Prefixes of everything that is listed, four bytes each, sorted: for schools, browsers and routers.',
    may: 'public',
    describes: { gives: { 'application/octet-stream': 'Prefixes, big-endian.' } },
    handle: async (ctx, request) => {
      const list = await listPrefixes(ctx);
      if (!list.ok) return problemAnswer(ctx, list.refusal);
      return bytesAnswer(request, list.value.bytes, 'application/octet-stream', `"${list.value.version}"`);
    },
  },
];

async function taken(ctx: Ctx, request: Request, taker: Taker, name: string): Promise<Response> {
  const file = await takeList(ctx, taker, name);
  if (!file.ok) return problemAnswer(ctx, file.refusal);
  return bytesAnswer(request, file.value.bytes, file.value.type, file.value.tag);
}

function bytesAnswer(request: Request, bytes: Buffer, type: string, tag: string): Response {
  const headers = { etag: tag, 'cache-control': 'private, no-cache' };
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(bytes), {
    headers: { ...headers, 'content-type': type, 'content-length': String(bytes.length) },
  });
}
