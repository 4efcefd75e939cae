import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, ok, onRecordRefusals, type Route, route } from '../kernel/index.ts';
import { decideAlert, dismissals } from './alerts/decide-alert.ts';
import { listAlerts } from './alerts/list-alerts.ts';
import { openAlert } from './alerts/open-alert.ts';
import {
  alertDetailSchema,
  alertListSchema,
  alertStates,
  dashboardSchema,
  deadLetterSchema,
  publicListeningSchema,
  replayDiffSchema,
  retentionSchema,
  sourceSchema,
} from './listening-view.ts';
import { dashboard, publicListening } from './pipeline/dashboard.ts';
import { listDeadLetters, retryDeadLetters } from './pipeline/dead-letters.ts';
import { replayDiff } from './pipeline/replay-diff.ts';
import { startReplay } from './pipeline/start-replay.ts';
import { retentionStatus } from './posts/retention-status.ts';
import { label } from './review/label.ts';
import { listSources } from './sources/list-sources.ts';
import { steerSource } from './sources/steer-source.ts';

const id = z.uuid();
const when = z.iso.datetime();
const count = z.number().int();

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
      schema: publicListeningSchema,
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
    answer: { status: 200, schema: dashboardSchema, description: 'Counts from ten on.' },
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
      state: z.enum(alertStates).optional(),
      severity: z.coerce.number().int().min(2).max(4).optional(),
      label: label.zod.optional(),
      source: id.optional(),
      page: z.coerce.number().int().min(0).max(200).optional(),
    }),
    answer: {
      status: 200,
      schema: alertListSchema,
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
      schema: alertDetailSchema,
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
    answer: noContent,
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
      schema: z.object({ sources: listSchema(sourceSchema) }),
      description: 'No settings, no secrets.',
    },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listSources(ctx);
      return listed.ok ? ok({ sources: listed.value.map(({ settings: _, ...source }) => source) }) : listed;
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
    answer: noContent,
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
      schema: replayDiffSchema,
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
      schema: retentionSchema,
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
      schema: z.object({ letters: listSchema(deadLetterSchema) }),
      description: 'Oldest first.',
    },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listDeadLetters(ctx);
      return listed.ok ? ok({ letters: listed.value }) : listed;
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
