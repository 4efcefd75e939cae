import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  DAY,
  instant,
  newId,
  ok,
  type Result,
  readTextInput,
  refuseRequest,
  type TextRule,
} from '../../kernel/index.ts';
import { onlinePlace } from '../../vocabulary/index.ts';
import { domainMark } from '../items/item-sealing.ts';
import { readLocator } from '../items/read-locator.ts';
import { domainRulePolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { DomainRule } from '../tables.ts';
import { domainRules, endDomainRule, insertDomainRule } from './domain-rule-store.ts';
import { SCORE_DOMAIN_JOB } from './score-anew.ts';

export const domainRuleKinds = [
  'PLATFORM',
  'PROXY',
  'LAWFUL_BEFORE',
  'BAD_HOST',
] as const satisfies readonly DomainRule[];
export const RULE_REASON: TextRule = { most: 300 };
const YEAR_DAYS = 366;

export const domainRuleSchema = z
  .object({
    id: z.uuid(),
    domain: z.string(),
    rule: z.enum(domainRuleKinds),
    value: z.string().nullable(),
    reason: z.string(),
    agency: z.string(),
    madeAt: instant,
    endsAt: instant,
    endedAt: instant.nullable(),
  })
  .openapi('ContentDomainRule');
export type DomainRuleView = z.output<typeof domainRuleSchema>;

export interface SetDomainRule {
  readonly domain: string;
  readonly rule: string;
  /** For PLATFORM: its code. */
  readonly value?: string | undefined;
  readonly reason: string;
  readonly days: number;
}

function allowed(ctx: Ctx, action: 'content-domain-rule.set' | 'content-domain-rule.read') {
  const { actor } = ctx;
  return actor.kind === 'person' && domainRulePolicy.couldEver(actor, action, ctx.now) ? actor : undefined;
}

/**
 * Says what the unit knows of a domain, for at most a year; it takes the place of the same rule before. It changes a score, and
 * decides nothing. Refusals: `access.not-permitted`, `content-domain-rule.unusable`, `text.*`
 */
export async function setDomainRule(ctx: Ctx, input: SetDomainRule): Promise<Result<void>> {
  const actor = allowed(ctx, 'content-domain-rule.set');
  if (!actor) {
    await ctx.auditRefused({ action: 'content-domain-rule.set' });
    return refuseRequest('access.not-permitted');
  }
  const wrong = (field: string) => refuse('content-domain-rule.unusable', { field });
  const locator = readLocator('domain', input.domain.slice(0, 4_097), null);
  if (!locator.ok || locator.value.domain === null) return wrong('domain');
  const rule = domainRuleKinds.find((one) => one === input.rule);
  if (rule === undefined) return wrong('rule');
  const value = rule === 'PLATFORM' ? (input.value ?? '') : null;
  if (value !== null && !onlinePlace.has(value)) return wrong('value');
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > YEAR_DAYS) return wrong('days');
  const reason = readTextInput(input.reason, 'reason', RULE_REASON);
  if (!reason.ok) return reason;
  const { domain } = locator.value;
  return ctx.transaction(async (tx) => {
    const id = newId<'domain-rule'>(tx.now.getTime());
    await endDomainRule(tx, { domain, rule }, actor.person);
    await insertDomainRule(tx, {
      id,
      domain,
      domain_mark: await domainMark(ctx.kernel, domain),
      rule,
      value,
      reason: reason.value,
      made_by: actor.person,
      agency: actor.agency,
      made_at: tx.now,
      ends_at: new Date(tx.now.getTime() + input.days * DAY),
      ended_at: null,
      ended_by: null,
    });
    // What waits is scored by it now, and without it when it ends by itself.
    await tx.enqueue(SCORE_DOMAIN_JOB, { rule: id }, { key: `${SCORE_DOMAIN_JOB}:${id}` });
    const runAt = new Date(tx.now.getTime() + input.days * DAY);
    await tx.enqueue(SCORE_DOMAIN_JOB, { rule: id }, { key: `${SCORE_DOMAIN_JOB}:${id}:end`, runAt });
    tx.audit({ action: 'content-domain-rule.set', object: { kind: 'content-domain-rule', id }, codes: { rule } });
    return ok();
  });
}

/** Ends a rule. Refusals: `access.not-permitted`, `record.not-found` */
export async function dropDomainRule(ctx: Ctx, input: { readonly rule: string }): Promise<Result<void>> {
  const actor = allowed(ctx, 'content-domain-rule.set');
  if (!actor) {
    await ctx.auditRefused({ action: 'content-domain-rule.set' });
    return refuseRequest('access.not-permitted');
  }
  const id = z.uuid().safeParse(input.rule);
  if (!id.success) return refuseRequest('record.not-found');
  return ctx.transaction(async (tx) => {
    if (!(await endDomainRule(tx, { id: id.data }, actor.person))) return refuseRequest('record.not-found');
    await tx.enqueue(SCORE_DOMAIN_JOB, { rule: id.data }, { key: `${SCORE_DOMAIN_JOB}:${id.data}` });
    tx.audit({
      action: 'content-domain-rule.set',
      object: { kind: 'content-domain-rule', id: id.data },
      codes: { ended: true },
    });
    return ok();
  });
}

/** Rules that hold first, then those that ended; at most 200. Refusal: `access.not-permitted` */
export async function listDomainRules(ctx: Ctx): Promise<Result<{ readonly rules: DomainRuleView[] }>> {
  if (!allowed(ctx, 'content-domain-rule.read')) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) =>
    ok({
      rules: (await domainRules(tx)).map((row) => ({
        id: row.id,
        domain: row.domain,
        rule: row.rule,
        value: row.value,
        reason: row.reason,
        agency: row.agency,
        madeAt: row.made_at,
        endsAt: row.ends_at,
        endedAt: row.ended_at,
      })),
    }),
  );
}
