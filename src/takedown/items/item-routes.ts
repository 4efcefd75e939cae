import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { legalGround } from '../machine-reports/report-lists.ts';
import { declareItemConflict } from './declare-conflict.ts';
import { addItemSibling, HOST_LINE, hostParts, siblingRelations, writeItemHost } from './describe-item.ts';
import { ageGroups, itemKinds, itemStates, reaches, setAsideReasons } from './item.ts';
import { itemDetail, itemDetailSchema } from './item-detail.ts';
import { itemFilters, itemInListSchema, listItems } from './list-items.ts';
import { askHostLookUp } from './look-up-host.ts';
import { ITEM_NOTE, LOCATOR_MOST, proposeItem } from './propose-item.ts';
import { setItemAside, takeUpItem, triageItem } from './triage-item.ts';
import { unmaskItem, unmaskReasons } from './unmask-item.ts';

export const onItemRefusals = [
  'content-item.not-found',
  ...onRecordRefusals,
  'content-item.wrong-state',
  'content-item.own-proposal',
];
const texts = ['text.empty', 'text.too-long', 'text.unreadable'];
const stateAnswer = {
  status: 200,
  schema: z.object({ state: z.enum(itemStates) }),
  description: 'The item’s state now.',
} as const;
const locator = textInput({ most: LOCATOR_MOST });
const onePath = (method: 'get' | 'post', path: string) =>
  ({ surface: 'desk', method, path: `/api/v1/content-items/{id}${path}`, params: byId }) as const;
const version = z.number().int().optional();
const { states: _states, ...oneFilter } = itemFilters.shape;

/** Content items: entered, listed, triaged, described. */
export const itemRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/content-items',
    summary: 'Enters an address; what is an item already gets one report more.',
    may: { action: 'content-item.propose' },
    body: z.strictObject({
      kind: z.enum(itemKinds),
      locator,
      platform: z.string().max(40).optional(),
      referrer: locator.optional(),
      note: textInput(ITEM_NOTE).optional(),
      danger: z.boolean().optional(),
      selfMade: z.boolean().optional(),
      ageGroup: z.enum(ageGroups).optional(),
      reachable: z.enum(reaches).optional(),
      key: z.string().max(80).optional(),
    }),
    answer: {
      status: 201,
      schema: z.object({ reference: z.string(), item: z.uuid().nullable() }),
      description: 'Its code; the id for whoever verifies.',
    },
    refusals: ['content-item.locator-unusable', 'content-item.holds-media', ...texts],
    handle: (ctx, { body }) => proposeItem(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/content-items',
    summary: 'The queue: the highest score first; without a state, what waits.',
    may: { action: 'content-item.list' },
    query: z.object({ ...oneFilter, state: z.enum(itemStates).optional() }),
    answer: {
      status: 200,
      schema: z.object({ items: listSchema(itemInListSchema), next: z.string().optional() }),
      description: 'A page; `next` is the cursor of the one after.',
    },
    refusals: ['request.invalid'],
    handle: (ctx, { query: { state, ...query } }) =>
      listItems(ctx, { ...query, ...(state ? { states: [state] } : {}) }),
  }),
  route({
    ...onePath('get', ''),
    summary: 'One item with its origins, hosts and history; the address masked.',
    may: { action: 'content-item.read' },
    answer: { status: 200, schema: itemDetailSchema, description: 'The item.' },
    refusals: onItemRefusals,
    handle: (ctx, { params }) => itemDetail(ctx, { item: params.id }),
  }),
  route({
    ...onePath('post', '/address'),
    summary: 'The address as it stands, defanged; each look is in the audit.',
    may: { action: 'content-item.unmask' },
    body: z.strictObject({ reason: z.enum(unmaskReasons), ground: legalGround.zod.optional() }),
    answer: {
      status: 200,
      schema: z.object({
        address: z.string(),
        referrers: listSchema(z.string()),
        note: z.string().nullable(),
        siblings: listSchema(z.object({ id: z.uuid(), address: z.string() })),
      }),
      description: 'Written so that no program makes a link of it.',
    },
    refusals: [...onItemRefusals, 'machine-report.ground-needed'],
    handle: (ctx, { params, body }) => unmaskItem(ctx, { item: params.id, ...body }),
  }),
  route({
    ...onePath('post', '/triage'),
    summary: 'Says what is known of an item and puts it before the graders.',
    may: { action: 'content-item.triage' },
    body: z.strictObject({
      version,
      danger: z.boolean().optional(),
      selfMade: z.boolean().optional(),
      knownHash: z.boolean().optional(),
      ageGroup: z.enum(ageGroups).optional(),
      reachable: z.enum(reaches).optional(),
    }),
    answer: stateAnswer,
    refusals: onItemRefusals,
    handle: (ctx, { params, body }) => triageItem(ctx, { ...body, item: params.id }),
  }),
  route({
    ...onePath('post', '/set-aside'),
    summary: 'Takes an item out of the queue without a grade.',
    may: { action: 'content-item.set-aside' },
    body: z.strictObject({ version, reason: z.enum(setAsideReasons) }),
    answer: stateAnswer,
    refusals: onItemRefusals,
    handle: (ctx, { params, body }) => setItemAside(ctx, { ...body, item: params.id }),
  }),
  route({
    ...onePath('post', '/take-up'),
    summary: 'Takes up again what was set aside.',
    may: { action: 'content-item.take-up' },
    body: z.strictObject({ version }),
    answer: stateAnswer,
    refusals: onItemRefusals,
    handle: (ctx, { params, body }) => takeUpItem(ctx, { ...body, item: params.id }),
  }),
  route({
    ...onePath('post', '/siblings'),
    summary: 'Adds another address that goes with the item.',
    may: { action: 'content-item.describe' },
    body: z.strictObject({ relation: z.enum(siblingRelations), locator }),
    answer: noContent,
    refusals: [...onItemRefusals, 'content-item.locator-unusable', 'content-item.holds-media'],
    handle: (ctx, { params, body }) => addItemSibling(ctx, { ...body, item: params.id }),
  }),
  route({
    ...onePath('post', '/hosts'),
    summary: 'Writes by hand where an item is hosted; earlier answers stay.',
    may: { action: 'content-item.describe' },
    body: z.strictObject({
      part: z.enum(hostParts),
      name: textInput(HOST_LINE),
      address: z.string().max(45).optional(),
      country: z.string().max(2).optional(),
      abuseContact: textInput(HOST_LINE).optional(),
    }),
    answer: noContent,
    refusals: [...onItemRefusals, 'content-item.host-unusable', ...texts],
    handle: (ctx, { params, body }) => writeItemHost(ctx, { ...body, item: params.id }),
  }),
  route({
    ...onePath('post', '/host-look-up'),
    summary: 'Asks the registries where an item is hosted, in the background.',
    may: { action: 'content-item.describe' },
    answer: noContent,
    refusals: [...onItemRefusals, 'host-look-up.not-possible'],
    handle: (ctx, { params }) => askHostLookUp(ctx, { item: params.id }),
  }),
  route({
    ...onePath('post', '/conflict'),
    summary: 'Says that one has a conflict of interest; one is kept from the item from then on.',
    may: { action: 'content-item.declare-conflict' },
    answer: noContent,
    refusals: onItemRefusals,
    handle: (ctx, { params }) => declareItemConflict(ctx, { item: params.id }),
  }),
];
