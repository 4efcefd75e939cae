import { z } from '@hono/zod-openapi';
import {
  byId,
  instant,
  listSchema,
  noContent,
  onRecordRefusals,
  type Route,
  route,
  textInput,
} from '../../kernel/index.ts';
import { portalBand } from '../../vocabulary/index.ts';
import { approveItem } from './approve-item.ts';
import { claimItem } from './claim-item.ts';
import { EDITOR_NOTE } from './editor-note.ts';
import { itemForms, itemKinds, itemStages } from './item.ts';
import { listItems } from './list-items.ts';
import { publishItem } from './publish-item.ts';
import { readItem } from './read-item.ts';
import { saveVersion } from './save-version.ts';
import { sendBackItem } from './send-back-item.ts';
import { sendForReview } from './send-for-review.ts';
import { startItem } from './start-item.ts';
import { unscheduleItem } from './unschedule-item.ts';
import { withdrawItem } from './withdraw-item.ts';

/** Whatever the act: a text may stand in another stage by then, or be the caller's own. */
const onItem = [...onRecordRefusals, 'learning-item.not-found', 'learning-item.wrong-stage', 'learning-item.own-text'];
const asking = [
  'approval.waits-already',
  'approval.content-gone',
  'approval.reason-missing',
  'approval.reason-too-long',
];
/** A body in the format of its kind; the verb says the place of what does not fit. */
const body = z.record(z.string().max(40), z.unknown());
const BODY_BYTES = 512 * 1024;
const version = z.number().int().min(1).optional();
const day = z.string().max(10);
const at = z.iso.datetime().optional();
const moment = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

export const itemRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/learning-items',
    summary: 'Texts, lessons and scenarios of the portal for their editors, the last changed first',
    may: { action: 'learning-item.list' },
    query: z.object({
      form: z.enum(itemForms).optional(),
      stage: z.enum(itemStages).optional(),
      band: portalBand.zod.optional(),
      out: z.enum(['true', 'false']).optional(),
      dueBy: z.iso.date().optional(),
      text: z.string().max(200).optional(),
      after: z.string().max(2_000).optional(),
    }),
    answer: {
      status: 200,
      schema: z.object({
        rows: z.array(
          z.object({
            id: z.uuid(),
            slug: z.string(),
            form: z.enum(itemForms),
            titleVi: z.string(),
            titleEn: z.string(),
            bands: listSchema(z.string()),
            stage: z.enum(itemStages),
            head: z.number().int(),
            hash: z.string(),
            writtenBy: z.string().nullable(),
            approvals: z.number().int(),
            claimedBy: z.string().nullable(),
            dueOn: z.string().nullable(),
            changedAt: instant,
            invented: z.boolean(),
            out: z
              .object({
                from: instant,
                until: instant.nullable(),
                reviewOn: z.string(),
                number: z.number().int(),
              })
              .nullable(),
          }),
        ),
        next: z.string().nullable(),
      }),
      description: 'A page of them. `out` is what readers see, or will.',
    },
    refusals: [],
    handle: (ctx, { query: { out, ...asked } }) =>
      listItems(ctx, { ...asked, out: out === undefined ? undefined : out === 'true' }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items',
    summary: 'Starts an item with its first body, as a draft',
    may: { action: 'learning-item.start' },
    body: z.strictObject({ kind: z.enum(itemKinds), body }),
    bodyLimit: BODY_BYTES,
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'Started.' },
    refusals: ['learning-item.body-unusable', 'learning-item.name-taken'],
    handle: (ctx, input) => startItem(ctx, input.body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/learning-items/{id}',
    summary: 'The newest version of an item with its body and its faults; the look is in the audit',
    may: { action: 'learning-item.read' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({
        id: z.string(),
        slug: z.string(),
        kind: z.enum(itemKinds),
        stage: z.enum(itemStages),
        version: z.number().int(),
        number: z.number().int(),
        hash: z.string(),
        approvals: z.number().int(),
        body: z.record(z.string(), z.unknown()).readonly(),
        faults: listSchema(
          z.object({
            code: z.string(),
            place: z.string().nullable(),
            words: z.string().nullable(),
            instead: z.string().nullable(),
          }),
        ),
      }),
      description: '`hash` is what people approve; `version` the state of the item, for acts that name it.',
    },
    refusals: onItem,
    handle: (ctx, { params }) => readItem(ctx, params.id),
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/learning-items/{id}/body',
    summary: 'Keeps a body as the newest version: a draft; what is published stays',
    may: { action: 'learning-item.write' },
    params: byId,
    body: z.strictObject({ version, body }),
    bodyLimit: BODY_BYTES,
    answer: {
      status: 200,
      schema: z.object({ number: z.number().int() }),
      description: 'The number of the newest version; the same body again is no new one.',
    },
    refusals: [...onItem, 'learning-item.body-unusable'],
    handle: (ctx, { params, body: sent }) => saveVersion(ctx, { item: params.id, ...sent }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items/{id}/review',
    summary: 'Asks that two people approve the newest version',
    may: { action: 'learning-item.send' },
    params: byId,
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onItem, 'learning-item.has-faults', ...asking],
    handle: (ctx, { params, body: sent }) => sendForReview(ctx, { item: params.id, ...sent }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items/{id}/approvals',
    summary: 'One of two people approves exactly the text of a hash',
    may: { action: 'learning-item.approve' },
    params: byId,
    body: z.strictObject({ hash: z.string().max(64) }),
    answer: {
      status: 200,
      schema: z.object({ approvals: z.number().int() }),
      description: 'How many have approved it; two are needed.',
    },
    refusals: [
      ...onItem,
      'learning-item.other-text',
      'approval.unknown',
      'approval.not-yours-to-decide',
      'approval.content-changed',
      ...asking,
    ],
    handle: (ctx, { params, body: sent }) => approveItem(ctx, { item: params.id, ...sent }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items/{id}/return',
    summary: 'Sends a text that waits back to be written again',
    may: { action: 'learning-item.send-back' },
    params: byId,
    body: z.strictObject({ version, reason: textInput(EDITOR_NOTE) }),
    answer: noContent,
    refusals: onItem,
    handle: (ctx, { params, body: sent }) => sendBackItem(ctx, { item: params.id, ...sent }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items/{id}/publications',
    summary: 'Publishes the approved version, now or from a moment on',
    may: { action: 'learning-item.publish' },
    params: byId,
    body: z.strictObject({ version, from: at, until: at, reviewOn: day.optional() }),
    answer: noContent,
    refusals: [...onItem, 'learning-item.parts-changed', 'learning-item.dates-unusable'],
    handle: (ctx, { params, body: { from, until, ...sent } }) =>
      publishItem(ctx, { item: params.id, ...sent, from: moment(from), until: moment(until) }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items/{id}/unschedule',
    summary: 'Takes back what was to be published later; what is published stays',
    may: { action: 'learning-item.unschedule' },
    params: byId,
    body: z.strictObject({ version }),
    answer: noContent,
    refusals: [...onItem, 'learning-item.nothing-scheduled'],
    handle: (ctx, { params, body: sent }) => unscheduleItem(ctx, { item: params.id, ...sent }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items/{id}/withdrawal',
    summary: 'Takes an item from its readers at once; one person decides',
    may: { action: 'learning-item.withdraw' },
    params: byId,
    body: z.strictObject({ reason: textInput(EDITOR_NOTE) }),
    answer: noContent,
    refusals: [...onItem, 'learning-item.nothing-published'],
    handle: (ctx, { params, body: sent }) => withdrawItem(ctx, { item: params.id, ...sent }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/learning-items/{id}/claim',
    summary: 'Says that the caller works on an item and until when, or that nobody does any more',
    may: { action: 'learning-item.claim' },
    params: byId,
    body: z.strictObject({ claim: z.boolean(), dueOn: day.optional() }),
    answer: noContent,
    refusals: [...onItem, 'learning-item.dates-unusable'],
    handle: (ctx, { params, body: sent }) => claimItem(ctx, { item: params.id, ...sent }),
  }),
];
