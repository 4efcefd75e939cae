import { z } from '@hono/zod-openapi';
import { listSchema, noContent, ok, type Route, route } from '../../kernel/index.ts';
import { bankRows } from '../entries/register-store.ts';
import { agency, code, name } from '../input-shapes.ts';
import { bankModes } from './bank-mode.ts';
import { bankSchema, memberRightSchema } from './bank-view.ts';
import { changeBank } from './change-bank.ts';
import { createBank } from './create-bank.ts';
import { createList, setListRules } from './set-list.ts';
import { memberScopes, setMemberRights } from './set-member-rights.ts';
import { createSource, setSourceRights, sourceKinds } from './set-source.ts';

const threshold = z.number().int().min(0).max(31).optional();
const rule = z.strictObject({
  bank: code.nullable(),
  nationalClasses: z.array(z.string().max(8)).nullable(),
  sourceKinds: z.array(z.string().max(32)).nullable(),
});

/** Banks, sources, distribution lists and the rights of members. */
export const bankRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/hashes/banks',
    summary: 'The banks.',
    may: { action: 'hash-bank.read' },
    answer: { status: 200, schema: listSchema(bankSchema), description: 'By code.' },
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
    answer: { status: 201, schema: bankSchema, description: 'The bank.' },
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
    answer: { status: 200, schema: bankSchema, description: 'The bank.' },
    refusals: ['bank.not-found', 'member.no-rights'],
    handle: (ctx, { params, body }) => changeBank(ctx, { ...body, code: params.code }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/hashes/sources',
    summary: 'Names a source of entries and the rights that come with it.',
    may: { action: 'hash-source.manage' },
    body: z.strictObject({
      code: z.string().regex(/^[A-Za-z0-9_.-]{2,64}$/),
      kind: z.enum(sourceKinds),
      agency,
      licence: name,
      mayRedistribute: z.boolean(),
      arrivesVerified: z.boolean(),
      expiresAt: z.iso
        .datetime()
        .transform((text) => new Date(text))
        .optional(),
    }),
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'The source.' },
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
    answer: noContent,
    refusals: ['source.not-found'],
    handle: (ctx, { params, body }) => setSourceRights(ctx, { ...body, code: params.code }),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/hashes/lists',
    summary: 'Makes a distribution list.',
    may: { action: 'hash-list.manage' },
    body: z.strictObject({ code, nameVi: name, nameEn: name, rules: z.array(rule).max(50) }),
    answer: { status: 201, schema: z.object({ id: z.uuid() }), description: 'The list.' },
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
    answer: { status: 200, schema: z.object({ id: z.uuid() }), description: 'The list.' },
    refusals: ['list.not-found', 'list.rule-names-nothing', 'bank.not-found'],
    handle: (ctx, { params, body }) => setListRules(ctx, { ...body, code: params.code }),
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
      schema: memberRightSchema,
      description: 'The member.',
    },
    refusals: ['list.not-found', 'field.malformed'],
    handle: (ctx, { params, body }) => setMemberRights(ctx, { ...body, agency: params.agency }),
  }),
];
