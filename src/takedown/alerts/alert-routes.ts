import { z } from '@hono/zod-openapi';
import {
  byId,
  listSchema,
  noContent,
  ok,
  problemAnswer,
  type RawRoute,
  type Route,
  refuseRequest,
  route,
  textInput,
} from '../../kernel/index.ts';
import { agencyFunction } from '../../vocabulary/index.ts';
import { approvalRefusals } from '../../work/index.ts';
import { signedCallRoute } from '../addressees/signed-call-route.ts';
import { acknowledgeAlert, acknowledgeRefusals, recordRecallCall } from './acknowledge-alert.ts';
import { acknowledgedHows, alertMessages, alertStates, PARTS_MOST } from './alert.ts';
import { alertDetail } from './alert-detail.ts';
import {
  alertAbout,
  alertAudience,
  alertCertainty,
  alertDraft,
  alertEvent,
  alertNature,
  alertOutcome,
  alertPart,
  alertRecallReason,
  alertSeverity,
  alertUrgency,
  pap,
  tlp,
} from './alert-lists.ts';
import { draftOfAlert, draftRefusals } from './draft-of-alert.ts';
import { listAlerts } from './list-alerts.ts';
import { standings } from './open-received.ts';
import { listPublicAlerts, publicCap, publicFeed } from './public-alerts.ts';
import { recallAlert, recallRefusals } from './recall-alert.ts';
import { receiveAcknowledgement } from './receive-acknowledgement.ts';
import { listReceived, readReceived } from './received-alerts.ts';
import { ITEMS_MOST } from './rest-on-items.ts';
import { alertForms, fetchAlert, fetchAlerts } from './take-alert.ts';
import { ALERT_HEADLINE, ALERT_VALUE, writeAlert } from './write-alert.ts';

const time = z.iso.datetime();
const codes = listSchema(z.string());
const version = z.number().int().optional();

const lineFields = {
  id: z.uuid(),
  reference: z.string(),
  number: z.number().int(),
  message: z.enum(alertMessages),
  nature: alertNature.zod,
  event: z.string(),
  headline: z.string(),
  urgency: z.string(),
  severity: z.string(),
  certainty: z.string(),
  tlp: tlp.zod,
  pap: pap.zod,
  areas: codes,
  audiences: codes,
  functions: codes,
  named: codes,
  state: z.enum(alertStates),
  expired: z.boolean(),
  version: z.number().int(),
  agency: z.string(),
  writtenAt: time,
  issuedAt: time.nullable(),
  effectiveAt: time,
  expiresAt: time,
  recallReason: z.string().nullable(),
  demonstration: z.boolean(),
};
const lineSchema = z.object(lineFields).openapi('NetworkAlert');

const receivedFields = {
  id: z.uuid(),
  alert: z.uuid(),
  reference: z.string(),
  number: z.number().int(),
  message: z.enum(alertMessages),
  standing: z.enum(standings),
  notProof: z.boolean(),
  event: z.string(),
  headline: z.string().nullable(),
  sender: z.string(),
  tlp: z.string(),
  sentAt: time,
  expiresAt: time,
  recallReason: z.string().nullable(),
  seenAt: time.nullable(),
  acknowledgedAt: time.nullable(),
  outcome: z.string().nullable(),
};
const partSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  tlp: z.string(),
  pap: z.string(),
  value: z.string(),
  acts: z.boolean(),
});
const plainSchema = z
  .object({
    id: z.uuid(),
    alert: z.uuid(),
    reference: z.string(),
    number: z.number().int(),
    message: z.enum(alertMessages),
    sender: z.string(),
    sentAt: time,
    nature: z.string(),
    notProof: z.boolean(),
    event: z.string(),
    headline: z.string(),
    urgency: z.string(),
    severity: z.string(),
    certainty: z.string(),
    tlp: z.string(),
    pap: z.string(),
    areas: codes,
    effectiveAt: time,
    expiresAt: time,
    recallReason: z.string().nullable(),
    recallWords: z.object({ vi: z.string(), en: z.string() }).nullable(),
    demonstration: z.boolean(),
    parts: listSchema(partSchema),
  })
  .openapi('LeavingAlert');

export const alertRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/network-alerts',
    summary: 'Alerts of the response network with their versions, the newest first, for who writes them.',
    may: { action: 'network-alert.list' },
    query: z.object({
      state: z.enum(alertStates).optional(),
      event: alertEvent.zod.optional(),
      audience: alertAudience.zod.optional(),
      text: z.string().max(200).optional(),
      after: z.string().max(500).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({ rows: listSchema(lineSchema), next: z.string().nullable() }),
      description: 'A page of the list.',
    },
    refusals: [],
    handle: (ctx, { query }) => listAlerts(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/network-alerts',
    summary: 'Writes an alert, or the next version of one; it leaves when a second person has approved it.',
    may: { action: 'network-alert.write' },
    body: z.strictObject({
      follows: z.uuid().optional(),
      nature: alertNature.zod,
      event: alertEvent.zod,
      headline: textInput(ALERT_HEADLINE),
      urgency: alertUrgency.zod,
      severity: alertSeverity.zod,
      certainty: alertCertainty.zod,
      tlp: tlp.zod,
      pap: pap.zod,
      areas: z.array(z.string().max(2)).max(40).optional(),
      audiences: z.array(alertAudience.zod).max(20).optional(),
      functions: z.array(agencyFunction.zod).max(20).optional(),
      named: z.array(z.string().max(40)).max(100).optional(),
      effectiveAt: z.iso.datetime({ offset: true }).optional(),
      expiresAt: z.iso.datetime({ offset: true }),
      parts: z
        .array(
          z.strictObject({
            type: alertPart.zod,
            about: alertAbout.zod.optional(),
            tlp: tlp.zod.optional(),
            pap: pap.zod.optional(),
            value: textInput(ALERT_VALUE),
          }),
        )
        .min(1)
        .max(PARTS_MOST),
      items: z.array(z.string().max(40)).max(ITEMS_MOST).optional(),
    }),
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), reference: z.string() }),
      description: 'It waits for a second person.',
    },
    refusals: [
      ...['block-entry.address-needs-order', 'block-entry.target-unusable'],
      'network-alert.unusable',
      'network-alert.dates-unusable',
      'network-alert.marking-unusable',
      'network-alert.audience-unusable',
      'network-alert.part-unusable',
      'network-alert.child-data',
      'network-alert.holds-media',
      'network-alert.item-unusable',
      'network-alert.not-found',
      'network-alert.wrong-state',
      ...approvalRefusals,
    ],
    handle: (ctx, { body: { effectiveAt, expiresAt, ...body } }) =>
      writeAlert(ctx, {
        ...body,
        ...(effectiveAt === undefined ? {} : { effectiveAt: new Date(effectiveAt) }),
        expiresAt: new Date(expiresAt),
      }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/network-alerts/{id}',
    summary: 'One alert with its parts, versions, recipients and history; the look is in the audit.',
    may: { action: 'network-alert.read' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({
        ...lineFields,
        parts: listSchema(
          z.object({
            id: z.uuid(),
            type: z.string(),
            about: z.string(),
            tlp: z.string(),
            pap: z.string(),
            value: z.string(),
          }),
        ),
        versions: listSchema(lineSchema),
        receipts: listSchema(
          z.object({
            id: z.uuid(),
            agency: z.string(),
            number: z.number().int(),
            recall: z.boolean(),
            sentAt: time,
            seenAt: time.nullable(),
            fetchedAt: time.nullable(),
            acknowledgedAt: time.nullable(),
            acknowledgedHow: z.enum(acknowledgedHows).nullable(),
            outcome: z.string().nullable(),
            escalatedAt: time.nullable(),
            pushed: listSchema(z.object({ channel: z.string(), state: z.string() })),
          }),
        ),
        recall: z.object({ sentAt: time, dueAt: time.nullable() }).nullable(),
        contacts: listSchema(z.object({ agency: z.string(), name: z.string(), phone: z.string() })),
        born: listSchema(z.object({ kind: z.string(), id: z.uuid(), code: z.string(), state: z.string() })),
        items: listSchema(z.object({ id: z.uuid(), reference: z.string().nullable(), overturnedAt: time.nullable() })),
        events: listSchema(
          z.object({
            code: z.string(),
            number: z.number().int(),
            at: time,
            agency: z.string().nullable(),
            codes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
          }),
        ),
        may: z.object({ recall: z.boolean(), update: z.boolean(), draft: z.boolean(), call: z.boolean() }),
      }),
      description: 'The alert.',
    },
    refusals: ['network-alert.not-found'],
    handle: (ctx, { params }) => alertDetail(ctx, params.id),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/network-alerts/{id}/recall',
    summary: 'Takes an alert back at once, with all its versions; each recipient has to say that they stopped.',
    may: { action: 'network-alert.recall' },
    params: byId,
    body: z.strictObject({ version, reason: alertRecallReason.zod }),
    answer: {
      status: 201,
      schema: z.object({ id: z.uuid(), recipients: z.number().int() }),
      description: 'The recall, and to how many it goes.',
    },
    refusals: recallRefusals,
    handle: (ctx, { params, body }) => recallAlert(ctx, { alert: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/network-alerts/{id}/drafts',
    summary: 'Makes a draft of a card, a post or a scenario, of the parts that may be made public.',
    may: { action: 'network-alert.draft' },
    params: byId,
    body: z.strictObject({ kind: alertDraft.zod }),
    answer: {
      status: 201,
      schema: z.object({
        alert: z.uuid(),
        reference: z.string(),
        kind: alertDraft.zod,
        title: z.string(),
        event: z.string(),
        paragraphs: codes,
        advice: codes,
      }),
      description: 'The draft; a person finishes it.',
    },
    refusals: draftRefusals,
    handle: (ctx, { params, body }) => draftOfAlert(ctx, { alert: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/received-alerts',
    summary: 'What the reader’s organisation was sent, the newest first.',
    may: { action: 'alert-receipt.read' },
    query: z.object({ after: z.string().max(500).optional() }),
    answer: {
      status: 200,
      schema: z.object({
        rows: listSchema(z.object(receivedFields)),
        next: z.string().nullable(),
        member: z.boolean(),
      }),
      description: 'A page of the list; `member` is false where the membership has ended.',
    },
    refusals: [],
    handle: (ctx, { query }) => listReceived(ctx, query),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/received-alerts/{id}',
    summary: 'One of them, as far as its marking lets it leave; to see it is not to acknowledge it.',
    may: { action: 'alert-receipt.read' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({
        ...receivedFields,
        pap: z.string(),
        urgency: z.string(),
        severity: z.string(),
        certainty: z.string(),
        areas: codes,
        effectiveAt: time,
        parts: listSchema(partSchema),
      }),
      description: 'The alert.',
    },
    refusals: ['network-alert.not-found'],
    handle: (ctx, { params }) => readReceived(ctx, params.id),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/received-alerts/{id}/acknowledgement',
    summary: 'The recipient says that they have it and what they did; never by a GET.',
    may: { action: 'alert-receipt.acknowledge' },
    params: byId,
    body: z.strictObject({ outcome: alertOutcome.zod }),
    answer: noContent,
    refusals: acknowledgeRefusals,
    handle: (ctx, { params, body }) => acknowledgeAlert(ctx, { receipt: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/received-alerts/{id}/calls',
    summary: 'What a recipient that did not answer a recall said on the telephone.',
    may: { action: 'network-alert.call' },
    params: byId,
    body: z.strictObject({ outcome: alertOutcome.zod }),
    answer: noContent,
    refusals: acknowledgeRefusals,
    handle: (ctx, { params, body }) => recordRecallCall(ctx, { receipt: params.id, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/alert-feed',
    summary: 'For a member’s machine: what stands for it now, and what was taken back.',
    may: { action: 'network-alert.fetch' },
    answer: {
      status: 200,
      schema: z.object({
        alerts: listSchema(plainSchema),
        recalled: listSchema(
          z.object({
            id: z.uuid(),
            alert: z.uuid(),
            reference: z.string(),
            reason: z.string(),
            at: time,
            acknowledged: z.boolean(),
          }),
        ),
      }),
      description: 'What was recalled stands no longer among the alerts.',
    },
    refusals: [],
    handle: (ctx) => fetchAlerts(ctx),
  }),
  route({
    surface: 'portal',
    method: 'get',
    path: '/api/v1/public-alerts',
    summary: 'Public alerts that stand, and what was taken back of late.',
    may: 'public',
    answer: {
      status: 200,
      schema: z.object({ alerts: listSchema(plainSchema), recalled: listSchema(plainSchema) }),
      description: 'The newest first.',
    },
    refusals: [],
    handle: (ctx) => listPublicAlerts(ctx),
  }),
];

const CAP = 'application/cap+xml';

export const alertRawRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    method: 'get',
    path: '/api/v1/alert-feed/{alert}/{form}',
    summary: 'One alert for a member’s machine: `json`, `cap` (CAP 1.2), `stix` (STIX 2.1) or `misp`.',
    may: { action: 'network-alert.fetch' },
    describes: {
      gives: {
        'application/json': 'Plain JSON, or an event of MISP.',
        [CAP]: 'CAP 1.2.',
        'application/stix+json': 'A bundle of STIX 2.1.',
      },
    },
    handle: async (ctx, _request, { alert = '', form = '' }) => {
      const known = alertForms.find((one) => one === form);
      const file =
        known === undefined ? refuseRequest('record.not-found') : await fetchAlert(ctx, { alert, form: known });
      if (!file.ok) return problemAnswer(ctx, file.refusal);
      return new Response(file.value.content, {
        headers: { 'content-type': file.value.type, 'cache-control': 'no-store' },
      });
    },
  },
  {
    surface: 'portal',
    method: 'get',
    path: '/api/v1/public-alerts/feed.atom',
    summary: 'Feed of public alerts and recalls (Atom); each entry leads to its CAP.',
    may: 'public',
    describes: { gives: { 'application/atom+xml': 'The feed.' } },
    handle: async (ctx, request) => {
      const feed = await publicFeed(ctx, new URL(request.url).origin);
      if (!feed.ok) return problemAnswer(ctx, feed.refusal);
      return xml(feed.value, 'application/atom+xml');
    },
  },
  {
    surface: 'portal',
    method: 'get',
    path: '/api/v1/public-alerts/{id}/cap',
    summary: 'One public alert, or its recall, as CAP 1.2.',
    may: 'public',
    describes: { gives: { [CAP]: 'The alert.' } },
    handle: async (ctx, _request, { id = '' }) => {
      const found = await publicCap(ctx, id);
      return found.ok ? xml(found.value, CAP) : problemAnswer(ctx, found.refusal);
    },
  },
  signedCallRoute({
    path: '/api/v1/alert-acknowledgements/{contact}',
    summary:
      'Where the system of a member acknowledges alerts and recalls; known by its signature (Standard Webhooks).',
    takes: '{alert, outcome}, signed; the same again is one answer.',
    gives: '{acknowledged}',
    receive: async (ctx, call) => {
      const received = await receiveAcknowledgement(ctx, call);
      return received.ok ? ok({ acknowledged: true }) : received;
    },
  }),
];

const xml = (content: string, type: string) =>
  new Response(content, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'public, max-age=60' },
  });
