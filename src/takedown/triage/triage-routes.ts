import { z } from '@hono/zod-openapi';
import { instant, listSchema, noContent, ok, type Route, route, textInput } from '../../kernel/index.ts';
import {
  domainRuleKinds,
  domainRuleSchema,
  dropDomainRule,
  listDomainRules,
  RULE_REASON,
  setDomainRule,
} from './domain-rules.ts';
import { readWeights, setWeights, WEIGHT_REASON } from './set-weights.ts';
import { weightsSchema } from './triage.ts';

const texts = ['text.empty', 'text.too-long', 'text.unreadable'];

/** The weights of triage and the rules of domains. */
export const triageRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/content-weights',
    summary: 'The weights of triage that hold, and every set before.',
    may: { action: 'content-weight.read' },
    answer: {
      status: 200,
      schema: z.object({
        weights: weightsSchema,
        set: z.uuid().nullable(),
        history: listSchema(z.object({ id: z.uuid(), reason: z.string(), agency: z.string(), madeAt: instant })),
      }),
      description: '`set` is null for those that the platform comes with.',
    },
    refusals: [],
    handle: async (ctx) => {
      const read = await readWeights(ctx);
      if (!read.ok) return read;
      const { weights, set, history } = read.value;
      return ok({
        weights,
        set,
        history: history.map(({ id, reason, agency, madeAt }) => ({ id, reason, agency, madeAt })),
      });
    },
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/content-weights',
    summary: 'Sets the weights of triage with a reason.',
    may: { action: 'content-weight.set' },
    body: z.strictObject({ weights: weightsSchema, reason: textInput(WEIGHT_REASON) }),
    answer: { status: 200, schema: z.object({ id: z.uuid() }), description: 'The set.' },
    refusals: ['content-weight.unsound', ...texts],
    handle: (ctx, { body }) => setWeights(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/content-domain-rules',
    summary: 'What the unit knows of domains.',
    may: { action: 'content-domain-rule.read' },
    answer: {
      status: 200,
      schema: z.object({ rules: listSchema(domainRuleSchema) }),
      description: 'Those that hold first.',
    },
    refusals: [],
    handle: (ctx) => listDomainRules(ctx),
  }),
  route({
    surface: 'desk',
    method: 'post',
    path: '/api/v1/content-domain-rules',
    summary: 'Says what the unit knows of a domain, for at most a year.',
    may: { action: 'content-domain-rule.set' },
    body: z.strictObject({
      domain: z.string().max(300),
      rule: z.enum(domainRuleKinds),
      value: z.string().max(40).optional(),
      reason: textInput(RULE_REASON),
      days: z.number().int(),
    }),
    answer: noContent,
    refusals: ['content-domain-rule.unusable', 'content-item.locator-unusable', 'content-item.holds-media', ...texts],
    handle: (ctx, { body }) => setDomainRule(ctx, body),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/content-domain-rules/{id}',
    summary: 'Ends a rule of a domain.',
    may: { action: 'content-domain-rule.set' },
    params: z.object({ id: z.uuid() }),
    answer: noContent,
    refusals: ['record.not-found'],
    handle: (ctx, { params }) => dropDomainRule(ctx, { rule: params.id }),
  }),
];
