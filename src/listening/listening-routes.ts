import { z } from '@hono/zod-openapi';
import { onRecordRefusals, type Route, route } from '../kernel/index.ts';
import { decideAlert, dismissals } from './alerts/decide-alert.ts';
import { listAlerts } from './alerts/list-alerts.ts';
import { openAlert } from './alerts/open-alert.ts';
import { dashboard, publicListening } from './pipeline/dashboard.ts';
import { listDeadLetters, retryDeadLetters } from './pipeline/dead-letters.ts';
import { replayDiff } from './pipeline/replay-diff.ts';
import { startReplay } from './pipeline/start-replay.ts';
import { retentionStatus } from './posts/retention-status.ts';
import { label } from './review/label.ts';
import { listSources } from './sources/list-sources.ts';
import { steerSource } from './sources/steer-source.ts';

const id = z.uuid();
const byId = z.object({ id });
const when = z.iso.datetime();
const code = z.string();
const count = z.number().int();
/** A number that is told from ten on. */
const guarded = count.nullable();
const severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const done = { status: 204, schema: z.void(), description: 'Done.' } as const;

/** Lists go out and are not changed. */
const list = <T extends z.ZodType>(shape: T) => z.array(shape).readonly();

const share = z.object({ value: z.number(), low: z.number(), high: z.number(), sample: count });
const hours = list(z.object({ hour: when, n: guarded }));
const campaign = z.object({
  cluster: id,
  posts: count,
  authors: guarded,
  sources: count,
  label: label.zod.nullable(),
  severity,
  firstAt: when,
  lastAt: when,
});
const signals = list(
  z.object({ label: label.zod, score: z.number(), origin: z.enum(['model', 'rule', 'detail', 'hash']) }),
);
const alertRow = z.object({
  id,
  reference: z.string(),
  label: label.zod,
  severity,
  state: z.enum(['RAISED', 'CONFIRMED', 'DISMISSED']),
  source: z.string(),
  posts: count,
  raisedAt: when,
  dueAt: when.nullable(),
  overdue: z.boolean(),
  origin: code,
  demonstration: z.boolean(),
});
const rise = {
  support: count,
  expected: z.number(),
  observed: z.number(),
  z: z.number(),
  low: z.number(),
  high: z.number(),
};
const dashboardShape = z.object({
  from: when,
  to: when,
  posts: count,
  weightedPosts: count,
  queue: z.object({
    waiting: count,
    media: count,
    oldestSeconds: count,
    softLimit: count,
    hardLimit: count,
    state: z.enum(['free', 'sampling', 'full']),
    deadLetters: count,
  }),
  openAlerts: z.object({ s4: count, s3: count, s2: count, overdue: count }),
  byLabel: list(z.object({ label: label.zod, n: guarded, prevalence: share.nullable(), hours })),
  byProvince: list(
    z.object({ province: z.string(), n: guarded, rising: list(z.object({ label: label.zod, ...rise })) }),
  ),
  bySource: list(z.object({ source: id, name: z.string(), n: guarded })),
  rising: list(
    z.object({
      kind: z.enum(['label', 'term']),
      key: z.string(),
      ...rise,
    }),
  ),
  campaigns: list(campaign),
});
const sourceShape = z.object({
  id,
  kind: code,
  name: z.string(),
  purposeCode: code,
  legalBasis: z.string(),
  agency: code,
  lane: count,
  ratePerHour: count,
  sampling: z.number(),
  weight: z.number(),
  state: z.enum(['RUNNING', 'PAUSED', 'DRIFTED']),
  stateReason: code.nullable(),
  failures: count,
  lookedAt: when.nullable(),
  nextLookAt: when.nullable(),
  hasSecrets: z.boolean(),
  demonstration: z.boolean(),
  day: z.object({
    offered: count,
    accepted: count,
    known: count,
    sampledOut: count,
    refused: count,
    malformed: count,
    deleted: count,
  }),
});
const replayShape = z.object({
  id,
  from: when,
  to: when,
  total: count,
  withoutText: count,
  done: count,
  finishedAt: when.nullable(),
  effects: z.boolean(),
});
const change = z.object({ cluster: id, label: label.zod, severity, posts: count });

/** The desk's JSON routes, and the one that tells the public what is listened to. */
export const listeningRoutes: readonly Route[] = [
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/listening',
    summary: 'What is listened to, why, and how long what is kept. No number under ten.',
    may: 'public',
    answer: {
      status: 200,
      schema: z.object({
        sources: list(z.object({ kind: code, purposeCode: code, legalBasis: z.string() })),
        retention: list(z.object({ retention: code, hours: count })),
        postsLast30Days: guarded,
        alertsLast30Days: guarded,
      }),
      description: 'Kinds of sources and timers.',
    },
    refusals: [],
    handle: (ctx) => publicListening(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/listening/dashboard',
    summary: 'What rises, of which harm, how much waits; prevalence from the random audit with its interval.',
    may: { action: 'listening.dashboard' },
    query: z.object({ from: when.optional(), to: when.optional() }),
    answer: { status: 200, schema: dashboardShape, description: 'Counts from ten on.' },
    refusals: ['dashboard.period-invalid'],
    handle: (ctx, { query }) =>
      dashboard(ctx, {
        from: query.from === undefined ? undefined : new Date(query.from),
        to: query.to === undefined ? undefined : new Date(query.to),
      }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/listening/alerts',
    summary: 'Alerts, those that wait for somebody first.',
    may: { action: 'listening-alert.read' },
    query: z.object({
      state: z.enum(['RAISED', 'CONFIRMED', 'DISMISSED']).optional(),
      severity: z.coerce.number().int().min(2).max(4).optional(),
      label: label.zod.optional(),
      source: id.optional(),
      page: z.coerce.number().int().min(0).max(200).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ rows: list(alertRow), total: count, more: z.boolean() }),
      description: 'One page.',
    },
    refusals: [],
    handle: (ctx, { query }) => listAlerts(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/listening/alerts/{id}',
    summary: 'One alert with its cluster, what became of it, and the post masked for who reviews posts.',
    may: { action: 'listening-alert.read' },
    params: byId,
    answer: {
      status: 200,
      schema: alertRow.extend({
        masked: z.string().nullable(),
        expiresAt: when.nullable(),
        spans: list(z.object({ from: count, to: count, label: label.zod, weight: z.number() })),
        signals,
        cluster: campaign,
        hours,
        deliveries: list(
          z.object({
            recipient: z.enum(['DESK_111', 'NETWORK', 'OFFENCES']),
            state: z.enum(['WAITING', 'DELIVERED', 'NO_RECEIVER', 'FAILED']),
            attempts: count,
            deliveredAt: when.nullable(),
            receipt: z.string().nullable(),
            reason: code.nullable(),
          }),
        ),
        decidedBy: z.string().nullable(),
        decidedAt: when.nullable(),
        decisionReason: code.nullable(),
        pipelineVersion: count,
        mayDecide: z.boolean(),
      }),
      description: 'The alert.',
    },
    refusals: [
      'alert.not-found',
      'model-file.damaged',
      'model-file.foreign',
      'model-file.other-format',
      'model-file.other-normaliser',
    ],
    handle: (ctx, { params }) => openAlert(ctx, { alert: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/listening/alerts/{id}/decision',
    summary: 'A person says whether an alert is one.',
    may: { action: 'listening-alert.decide' },
    params: byId,
    body: z.strictObject({ decision: z.enum(['confirm', 'dismiss']), reason: z.enum(dismissals).optional() }),
    answer: done,
    refusals: [...onRecordRefusals, 'alert.not-found', 'alert.reason-needed'],
    handle: (ctx, { params, body }) => decideAlert(ctx, { alert: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/listening/sources',
    summary: 'Every source with what it brought in the last 24 hours.',
    may: { action: 'listening-source.read' },
    answer: {
      status: 200,
      schema: z.object({ sources: list(sourceShape) }),
      description: 'No settings, no secrets.',
    },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listSources(ctx);
      return listed.ok ? { ok: true, value: { sources: listed.value } } : listed;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/listening/sources/{id}/act',
    summary: 'Pauses a source or lets it run.',
    may: { action: 'listening-source.manage' },
    params: byId,
    body: z.strictObject({ act: z.enum(['pause', 'run']) }),
    answer: done,
    refusals: [...onRecordRefusals, 'listening-source.not-found'],
    handle: (ctx, { params, body }) => steerSource(ctx, { source: params.id, act: body.act }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/listening/replays',
    summary: 'Puts a period before a version of the pipeline once more.',
    may: { action: 'listening-replay.run' },
    body: z.strictObject({ version: id.optional(), from: when, to: when, effects: z.boolean().optional() }),
    answer: {
      status: 202,
      schema: z.object({ id, total: count, withoutText: count }),
      description: 'It runs behind everything that comes in.',
    },
    refusals: [
      'pipeline.not-found',
      'pipeline.none-live',
      'replay.period-invalid',
      'replay.not-live',
      'long-job.already-running',
    ],
    handle: (ctx, { body }) => startReplay(ctx, { ...body, from: new Date(body.from), to: new Date(body.to) }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/listening/replays/{id}',
    summary: 'What a replayed version would alert on and what was alerted on.',
    may: { action: 'listening-replay.run' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({ replay: replayShape, same: count, gained: list(change), lost: list(change) }),
      description: 'Cluster by cluster.',
    },
    refusals: ['replay.not-found'],
    handle: (ctx, { params }) => replayDiff(ctx, { replay: params.id }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/listening/retention',
    summary: 'How long each class is kept, and what the last purges found, took and left.',
    may: { action: 'listening-retention.read' },
    answer: {
      status: 200,
      schema: z.object({
        rules: list(
          z.object({
            retention: code,
            hours: count,
            source: z.string(),
            verified: z.boolean(),
            validFrom: when,
            kept: count,
            nextAt: when.nullable(),
          }),
        ),
        reports: list(
          z.object({ retention: code, at: when, due: count, purged: count, left: count, keysDestroyed: count }),
        ),
      }),
      description: 'Timers and proofs.',
    },
    refusals: [],
    handle: (ctx) => retentionStatus(ctx),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/listening/dead-letters',
    summary: 'Posts that no stage could read.',
    may: { action: 'listening-dead-letter.retry' },
    answer: {
      status: 200,
      schema: z.object({
        letters: list(
          z.object({
            id,
            stage: z.enum(['text', 'media']),
            reason: code,
            attempts: count,
            at: when,
            source: z.string().nullable(),
            retryable: z.boolean(),
          }),
        ),
      }),
      description: 'Oldest first.',
    },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listDeadLetters(ctx);
      return listed.ok ? { ok: true, value: { letters: listed.value } } : listed;
    },
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/listening/dead-letters/retry',
    summary: 'Puts dead letters into the queue again.',
    may: { action: 'listening-dead-letter.retry' },
    body: z.strictObject({ letters: z.array(id).min(1).max(500) }),
    answer: { status: 200, schema: z.object({ retried: count }), description: 'How many.' },
    refusals: ['dead-letter.not-found'],
    handle: (ctx, { body }) => retryDeadLetters(ctx, body),
  }),
];
