import { z } from '@hono/zod-openapi';
import { type Ctx, ok, onRecordRefusals, type Result, type Route, route, textInput } from '../../kernel/index.ts';
import { bankModes } from '../banks/bank-mode.ts';
import { changeBank } from '../banks/change-bank.ts';
import { createBank } from '../banks/create-bank.ts';
import { createList, setListRules } from '../banks/set-list.ts';
import { memberScopes, setMemberRights } from '../banks/set-member-rights.ts';
import { createSource, setSourceRights } from '../banks/set-source.ts';
import { answerSuspension } from '../entries/answer-suspension.ts';
import { arbitrateEntry } from '../entries/arbitrate-entry.ts';
import { classifyEntry } from '../entries/classify-entry.ts';
import { disputeEntry } from '../entries/dispute-entry.ts';
import { classSchemes, entryStatuses } from '../entries/entry.ts';
import { entryDetail } from '../entries/entry-detail.ts';
import { listReviewQueue } from '../entries/list-review-queue.ts';
import { proposeEntry } from '../entries/propose-entry.ts';
import { bankRows } from '../entries/register-store.ts';
import { resolveDispute } from '../entries/resolve-dispute.ts';
import { type GivenSignal, signalTypes } from '../entries/signal.ts';
import { verifyEntry } from '../entries/verify-entry.ts';
import { NAME } from '../entries/well-formed.ts';
import { withdrawEntry } from '../entries/withdraw-entry.ts';
import { createPeer } from '../exchange/create-peer.ts';
import { exchangeStatus } from '../exchange/exchange-status.ts';
import { giveFeedback } from '../exchange/give-feedback.ts';
import { type FoundEntry, type MatchAnswer, type Matching, matchHashes, QUESTIONS_MOST } from './match-hashes.ts';
import { readMatchLog } from './read-match-log.ts';

const id = z.uuid();
const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/);
const agency = z.string().regex(/^[A-Z0-9_./-]{2,64}$/i);
const date = z.date().transform((at) => at.toISOString());
const status = z.enum(
  entryStatuses as unknown as [(typeof entryStatuses)[number], ...(typeof entryStatuses)[number][]],
);
const classShape = z.strictObject({
  scheme: z.enum(classSchemes),
  version: z.string().max(32),
  label: z.string().max(64),
});
const verdict = z.strictObject({ verdict: z.enum(['LISTED', 'NOT_LISTED']), nationalClass: z.string().max(8) });
const entryId = z.object({ id });
const statusAnswer = { status: 200, schema: z.object({ status }), description: 'The entry’s state now.' } as const;
const done = { status: 204, schema: z.void(), description: 'Done.' } as const;

// What a hash is worth is said for each item, so the shape takes any text here.
const askedHash = z.strictObject({
  type: z.string().max(16),
  value: z.string().max(400_000),
  variant: z.string().max(32).optional(),
  quality: z.number().optional(),
});
const foundShape = z.object({
  entry: id,
  number: z.number(),
  bank: z.string(),
  distance: z.number(),
  threshold: z.number(),
  variant: z.string(),
  signal: z.string(),
  disputed: z.boolean(),
  media: z.enum(['image', 'video']),
  owner: z.string(),
  sources: z.array(z.string()),
  classes: z.array(classShape),
});
const answerShape = z.object({
  outcome: z.enum(['refused', 'no-match', 'match', 'watch', 'suppressed']),
  reason: z.string().optional(),
  matches: z.array(foundShape),
  watched: z.array(foundShape),
  truncated: z.boolean(),
});

function matchView(answer: MatchAnswer): z.infer<typeof answerShape> {
  if (answer.outcome === 'refused')
    return { outcome: 'refused', reason: answer.reason, matches: [], watched: [], truncated: false };
  return {
    outcome: answer.outcome,
    matches: answer.matches.map(foundView),
    watched: answer.watched.map(foundView),
    truncated: answer.truncated,
  };
}

const foundView = (hit: FoundEntry): z.infer<typeof foundShape> => ({
  entry: hit.entry,
  number: hit.detail.number,
  bank: hit.bank.code,
  distance: hit.distance,
  threshold: hit.threshold,
  variant: hit.variant,
  signal: hit.signal,
  disputed: hit.disputed,
  media: hit.detail.mediaKind,
  owner: hit.detail.ownerAgency,
  sources: [...hit.detail.sources],
  classes: [...hit.detail.classes],
});

const bankShape = z.object({
  id,
  code: z.string(),
  nameVi: z.string(),
  nameEn: z.string(),
  mode: z.enum(bankModes),
  ownerAgency: z.string(),
  pdqThreshold: z.number(),
  vpdqThreshold: z.number(),
  suspendDownvotes: z.number(),
  suspendMatchesHour: z.number(),
  enabled: z.boolean(),
});
const threshold = z.number().int().min(0).max(31).optional();
const rule = z.strictObject({
  bank: code.nullable(),
  nationalClasses: z.array(z.string().max(8)).nullable(),
  sourceKinds: z.array(z.string().max(32)).nullable(),
});
const name = textInput(NAME);

/** An act on one entry: what is done, by whom, with what, and the verb that does it. */
function act<B extends z.ZodType = z.ZodUndefined, A extends z.ZodType = z.ZodType>(
  method: 'post' | 'put' | 'delete',
  path: string,
  summary: string,
  given: {
    readonly may: string;
    readonly body?: B;
    readonly answer: { readonly status: 200 | 204; readonly schema: A; readonly description: string };
    readonly refusals: readonly string[];
    do(ctx: Ctx, input: z.infer<B> & { readonly entry: string }): Promise<Result<z.infer<A>>>;
  },
): Route {
  return route({
    surface: 'desk',
    method,
    path: `/api/v1/hashes/entries/{id}${path}`,
    summary,
    may: { action: given.may },
    params: entryId,
    ...(given.body ? { body: given.body } : {}),
    answer: given.answer,
    refusals: ['entry.not-found', ...given.refusals],
    handle: (ctx, { body, params }) =>
      given.do(ctx, { ...(body as object), entry: params.id } as z.infer<B> & { readonly entry: string }),
  }) as Route;
}

/** Of an act in the frame of an act on a record. */
const onEntry = [...onRecordRefusals, 'entry.own-proposal', 'entry.wrong-state'];
const judged = [...onEntry, 'entry.already-judged'];
const budget = ['exposure.break-due', 'exposure.shift-spent'];
const entryActs: readonly Route[] = [
  act('post', '/verdicts', 'Gives one of the two blind verdicts.', {
    may: 'hash-entry.verify',
    body: verdict,
    answer: statusAnswer,
    refusals: [...judged, ...budget, 'class.unknown'],
    do: verifyEntry,
  }),
  act('post', '/arbitration', 'Decides between two verdicts that differ.', {
    may: 'hash-entry.arbitrate',
    body: verdict,
    answer: statusAnswer,
    refusals: [...judged, ...budget, 'class.unknown'],
    do: arbitrateEntry,
  }),
  act('put', '/classes', 'Sets the labels of one scheme and version.', {
    may: 'hash-entry.classify',
    body: z.strictObject({
      scheme: z.enum(classSchemes),
      version: z.string().max(32),
      labels: z.array(z.string().max(64)).max(50),
    }),
    answer: done,
    refusals: [...onEntry, 'class.unknown'],
    do: classifyEntry,
  }),
  act('post', '/feedback', 'A member’s opinion on one signal of an entry.', {
    may: 'hash.feedback',
    body: z.strictObject({
      signalType: z.enum(signalTypes),
      opinion: z.enum(['up', 'down']),
      reason: z.string().max(32).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ suspended: z.boolean() }),
      description: 'Whether the entry is suspended by it.',
    },
    refusals: ['reason.unknown'],
    do: giveFeedback,
  }),
  act('post', '/dispute', 'Contests an entry.', {
    may: 'hash.feedback',
    body: z.strictObject({ reason: z.string().max(32) }),
    answer: statusAnswer,
    refusals: ['entry.wrong-state', 'reason.unknown'],
    do: disputeEntry,
  }),
  act('post', '/resolution', 'Decides a dispute or a suspension.', {
    may: 'hash-entry.resolve',
    body: z.strictObject({ outcome: z.enum(['UPHELD', 'WITHDRAWN']) }),
    answer: statusAnswer,
    refusals: judged,
    do: resolveDispute,
  }),
  act('post', '/answer', 'The owner’s answer to an automatic suspension.', {
    may: 'hash-entry.answer',
    body: z.strictObject({ outcome: z.enum(['RESTORED', 'WITHDRAWN']) }),
    answer: statusAnswer,
    refusals: onEntry,
    do: answerSuspension,
  }),
  act('delete', '', 'Withdraws an entry; its readers get a tombstone.', {
    may: 'hash-entry.withdraw',
    answer: done,
    refusals: [...onEntry, 'reason.unknown'],
    do: withdrawEntry,
  }),
];

/** The register's JSON routes; all on the desk, for people with a role and machines with a key. */
export function hashRoutes(matching: () => Matching): readonly Route[] {
  return [
    route({
      surface: 'desk',
      method: 'post',
      path: '/api/v1/hashes/match',
      summary: `Asks whether hashes are known, up to ${QUESTIONS_MOST} at once; answers in order.`,
      may: { action: 'hash.match' },
      body: z.strictObject({
        purpose: z.string().regex(/^[A-Z_]{2,32}$/),
        banks: z.array(code).max(100).optional(),
        hashes: z.array(askedHash).min(1).max(QUESTIONS_MOST),
      }),
      bodyLimit: 1024 * 1024,
      answer: {
        status: 200,
        schema: z.object({ indexSeq: z.number(), answers: z.array(answerShape) }),
        description: 'One answer for each hash, in order.',
      },
      refusals: ['member.no-rights', 'quota.used-up'],
      handle: async (ctx, { body }) => {
        const found = await matchHashes(ctx, matching(), { ...body, hashes: body.hashes as readonly GivenSignal[] });
        return found.ok ? ok({ indexSeq: found.value.indexSeq, answers: found.value.answers.map(matchView) }) : found;
      },
    }),
    route({
      surface: 'desk',
      method: 'post',
      path: '/api/v1/hashes/entries',
      summary: 'Proposes an entry; it takes effect when two analysts agree.',
      may: { action: 'hash.submit' },
      body: z.strictObject({
        bank: code,
        mediaKind: z.enum(['image', 'video']),
        legalBasis: z.string().regex(/^[A-Z0-9_.-]{1,64}$/),
        reference: z
          .string()
          .regex(/^[A-Za-z0-9/_.-]{1,64}$/)
          .optional(),
        signals: z
          .array(askedHash.extend({ type: z.enum(signalTypes), frameMs: z.number().int().min(0).optional() }))
          .max(5_000),
        classes: z.array(classShape).max(50).optional(),
      }),
      bodyLimit: 1024 * 1024,
      answer: { status: 201, schema: z.object({ id, status }), description: 'The proposal.' },
      refusals: [
        'bank.not-found',
        'bank.disabled',
        'field.malformed',
        'entry.no-signal',
        'signal.invalid',
        'class.unknown',
        'entry.too-many-open',
      ],
      handle: (ctx, { body }) => proposeEntry(ctx, body),
    }),
    route({
      surface: 'desk',
      method: 'get',
      path: '/api/v1/hashes/entries/{id}',
      summary: 'One entry: hashes, codes, provenance; verdicts as far as they are not blind to the reader.',
      may: { action: 'hash-entry.read' },
      params: entryId,
      answer: {
        status: 200,
        schema: z.object({
          entry: z.object({
            id,
            bank: z.string(),
            ownerAgency: z.string(),
            mediaKind: z.string(),
            status,
            legalBasis: z.string(),
            reference: z.string().nullable(),
            proposedAt: date,
            updatedAt: date,
          }),
          signals: z.array(
            z.object({
              type: z.enum(signalTypes),
              value: z.string(),
              variant: z.string(),
              quality: z.number().nullable(),
              frameMs: z.number().nullable(),
            }),
          ),
          classes: z.array(
            z.object({
              scheme: z.enum(classSchemes),
              version: z.string(),
              label: z.string(),
              by: z.string(),
              at: date,
            }),
          ),
          provenance: z.array(
            z.object({
              source: z.string(),
              kind: z.string(),
              licence: z.string(),
              mayRedistribute: z.boolean(),
              externalId: z.string(),
              receivedAt: date,
            }),
          ),
          verdicts: z.array(
            z.object({ verdict: z.string(), nationalClass: z.string(), stage: z.string(), givenAt: date }),
          ),
          opinions: z.array(
            z.object({
              signalType: z.string(),
              agency: z.string(),
              opinion: z.string(),
              reason: z.string().nullable(),
              at: date,
            }),
          ),
          disputes: z.array(
            z.object({
              agency: z.string(),
              reason: z.string(),
              raisedAt: date,
              dueAt: date,
              outcome: z.string().nullable(),
            }),
          ),
          suspensions: z.array(
            z.object({
              cause: z.string(),
              measured: z.number(),
              baseline: z.number(),
              suspendedAt: date,
              dueAt: date,
              outcome: z.string().nullable(),
            }),
          ),
        }) as z.ZodType,
        description: 'The entry.',
      },
      refusals: ['entry.not-found'],
      handle: (ctx, { params }) => entryDetail(ctx, { entry: params.id as string }),
    }),
    ...entryActs,
    route({
      surface: 'desk',
      method: 'get',
      path: '/api/v1/hashes/queue',
      summary: 'What waits for a verdict, a decision or an answer.',
      may: { action: 'hash-queue.read' },
      answer: {
        status: 200,
        schema: z.array(
          z.object({
            id,
            bank: z.string(),
            mediaKind: z.string(),
            status,
            ownerAgency: z.string(),
            proposedAt: date,
            verdicts: z.number(),
            mine: z.boolean(),
            cause: z.string().nullable(),
            dueAt: date.nullable(),
            turn: z.string(),
          }),
        ) as z.ZodType,
        description: 'Oldest first.',
      },
      refusals: [],
      handle: (ctx) => listReviewQueue(ctx, {}),
    }),
    route({
      surface: 'desk',
      method: 'get',
      path: '/api/v1/hashes/banks',
      summary: 'The banks.',
      may: { action: 'hash-bank.read' },
      answer: { status: 200, schema: z.array(bankShape), description: 'By code.' },
      refusals: [],
      handle: (ctx) => ctx.transaction(async (tx) => ok(await bankRows(tx))),
    }),
    route({
      surface: 'desk',
      method: 'post',
      path: '/api/v1/hashes/banks',
      summary: 'Opens a bank.',
      may: { action: 'hash-bank.manage' },
      body: z.strictObject({
        code,
        nameVi: name,
        nameEn: name,
        mode: z.enum(bankModes),
        pdqThreshold: threshold,
        vpdqThreshold: threshold,
        suspendDownvotes: z.number().int().min(1).max(100).optional(),
        suspendMatchesHour: z.number().int().min(1).max(1_000_000).optional(),
        enabled: z.boolean().optional(),
      }),
      answer: { status: 201, schema: bankShape, description: 'The bank.' },
      refusals: ['bank.code-taken', 'field.malformed'],
      handle: (ctx, { body }) => createBank(ctx, body),
    }),
    route({
      surface: 'desk',
      method: 'put',
      path: '/api/v1/hashes/banks/{code}',
      summary: 'Switches a bank on or off, or sets its thresholds.',
      may: { action: 'hash-bank.manage' },
      params: z.object({ code }),
      body: z.strictObject({ enabled: z.boolean().optional(), pdqThreshold: threshold, vpdqThreshold: threshold }),
      answer: { status: 200, schema: bankShape, description: 'The bank.' },
      refusals: ['bank.not-found', 'member.no-rights'],
      handle: (ctx, { params, body }) => changeBank(ctx, { ...body, code: params.code as string }),
    }),
    route({
      surface: 'desk',
      method: 'post',
      path: '/api/v1/hashes/sources',
      summary: 'Names a source of entries and the rights that come with it.',
      may: { action: 'hash-source.manage' },
      body: z.strictObject({
        code: z.string().regex(/^[A-Za-z0-9_.-]{2,64}$/),
        kind: z.enum([
          'own',
          'ncmec',
          'iwf',
          'arachnid',
          'iccam',
          'stopncii',
          'ministry',
          'police',
          'platform',
          'register',
        ]),
        agency,
        licence: name,
        mayRedistribute: z.boolean(),
        arrivesVerified: z.boolean(),
        expiresAt: z.iso
          .datetime()
          .transform((text) => new Date(text))
          .optional(),
      }),
      answer: { status: 201, schema: z.object({ id }), description: 'The source.' },
      refusals: ['source.code-taken', 'field.malformed'],
      handle: (ctx, { body }) => createSource(ctx, body),
    }),
    route({
      surface: 'desk',
      method: 'put',
      path: '/api/v1/hashes/sources/{code}',
      summary: 'Changes the rights of a source; what may no longer be passed on leaves the lists.',
      may: { action: 'hash-source.manage' },
      params: z.object({ code: z.string().max(64) }),
      body: z.strictObject({
        licence: name,
        mayRedistribute: z.boolean(),
        expiresAt: z.iso
          .datetime()
          .transform((text) => new Date(text))
          .nullable(),
      }),
      answer: done,
      refusals: ['source.not-found'],
      handle: (ctx, { params, body }) => setSourceRights(ctx, { ...body, code: params.code as string }),
    }),
    route({
      surface: 'desk',
      method: 'post',
      path: '/api/v1/hashes/lists',
      summary: 'Makes a distribution list.',
      may: { action: 'hash-list.manage' },
      body: z.strictObject({ code, nameVi: name, nameEn: name, rules: z.array(rule).max(50) }),
      answer: { status: 201, schema: z.object({ id }), description: 'The list.' },
      refusals: ['list.code-taken', 'field.malformed', 'list.rule-names-nothing', 'bank.not-found'],
      handle: (ctx, { body }) => createList(ctx, body),
    }),
    route({
      surface: 'desk',
      method: 'put',
      path: '/api/v1/hashes/lists/{code}/rules',
      summary: 'Replaces the rules of a list.',
      may: { action: 'hash-list.manage' },
      params: z.object({ code }),
      body: z.strictObject({ rules: z.array(rule).max(50) }),
      answer: { status: 200, schema: z.object({ id }), description: 'The list.' },
      refusals: ['list.not-found', 'list.rule-names-nothing', 'bank.not-found'],
      handle: (ctx, { params, body }) => setListRules(ctx, { ...body, code: params.code as string }),
    }),
    route({
      surface: 'desk',
      method: 'put',
      path: '/api/v1/hashes/members/{agency}',
      summary: 'Sets a member’s rights and lists.',
      may: { action: 'hash-member.manage' },
      params: z.object({ agency }),
      body: z.strictObject({
        displayName: name,
        scopes: z.array(z.enum(memberScopes)),
        dailyMatches: z.number().int().min(0).max(2_000_000_000),
        enabled: z.boolean(),
        lists: z.array(code).max(100),
      }),
      answer: {
        status: 200,
        schema: z.object({
          agency: z.string(),
          memberNumber: z.number(),
          displayName: z.string(),
          scopes: z.array(z.string()),
          dailyMatches: z.number(),
          enabled: z.boolean(),
          lists: z.array(z.string()),
        }) as z.ZodType,
        description: 'The member.',
      },
      refusals: ['list.not-found', 'field.malformed'],
      handle: (ctx, { params, body }) => setMemberRights(ctx, { ...body, agency: params.agency as string }),
    }),
    route({
      surface: 'desk',
      method: 'post',
      path: '/api/v1/hashes/peers',
      summary: 'Names another register to read from and to feed.',
      may: { action: 'hash-exchange.manage' },
      body: z.strictObject({
        source: z.string().max(64),
        bank: code,
        protocol: z.enum(['ncmec-v2', 'delta']),
        baseUrl: z.url({ protocol: /^https?$/ }),
        client: z.string().min(1).max(200),
        key: z.string().min(1).max(400),
        remoteList: code.optional(),
        remoteBank: code.optional(),
        pushList: code.optional(),
      }),
      answer: { status: 201, schema: z.object({ id }), description: 'The partner.' },
      refusals: ['field.malformed', 'source.not-found', 'bank.not-found', 'list.not-found', 'peer.source-taken'],
      handle: (ctx, { body }) => createPeer(ctx, body),
    }),
    route({
      surface: 'desk',
      method: 'get',
      path: '/api/v1/hashes/exchange',
      summary: 'How the exchange stands.',
      may: { action: 'hash-exchange.read' },
      answer: {
        status: 200,
        schema: z.object({
          seq: z.number(),
          changedAt: date,
          lists: z.array(z.object({ code: z.string(), entries: z.number(), members: z.number() })),
          members: z.array(
            z.object({
              agency: z.string(),
              memberNumber: z.number(),
              displayName: z.string(),
              scopes: z.array(z.string()),
              dailyMatches: z.number(),
              enabled: z.boolean(),
              lists: z.array(z.string()),
            }),
          ),
          peers: z.array(
            z.object({
              id,
              source: z.string(),
              protocol: z.string(),
              enabled: z.boolean(),
              lastSuccessAt: date.nullable(),
              lastAttemptAt: date.nullable(),
              lastRefusal: z.string().nullable(),
              received: z.number(),
              sent: z.number(),
            }),
          ),
        }) as z.ZodType,
        description: 'Lists, members, partners.',
      },
      refusals: [],
      handle: (ctx) => exchangeStatus(ctx),
    }),
    route({
      surface: 'desk',
      method: 'get',
      path: '/api/v1/hashes/matches',
      summary: 'Who asked what, newest first.',
      may: { action: 'hash-log.read' },
      query: z.object({
        before: z.iso.datetime().optional(),
        agency: agency.optional(),
        hits: z.enum(['true', 'false']).optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      answer: {
        status: 200,
        schema: z.object({
          events: z.array(
            z.object({
              id,
              at: date,
              agency: z.string(),
              actor: z.string(),
              purpose: z.string(),
              questions: z.number(),
              refused: z.number(),
              hits: z.number(),
            }),
          ),
          hits: z.array(
            z.object({
              event: id,
              question: z.number(),
              signalType: z.string(),
              entry: id,
              bank: z.string(),
              distance: z.number(),
              threshold: z.number(),
              decision: z.string(),
            }),
          ),
        }) as z.ZodType,
        description: 'Requests and what they hit.',
      },
      refusals: [],
      handle: (ctx, { query }) =>
        readMatchLog(ctx, {
          before: query.before ? new Date(query.before as string) : undefined,
          agency: query.agency as string | undefined,
          onlyHits: query.hits === 'true',
          limit: query.limit as number | undefined,
        }),
    }),
  ];
}
