import type { LawEffect, RuleInList } from '../../../../src/clocks/index.ts';
import type { Ctx, Refusal } from '../../../../src/kernel/index.ts';
import { agencyFunction, type DeadlineRule } from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import type { App } from '../../../server/app.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { dayWords } from '../calendar/month.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { formatNumber } from '../parts/format.ts';
import { namesOf } from '../report/report-view.server.ts';
import { personOf, type RefusalView, refusalView } from '../server/answer.server.ts';
import { label, roleName, words } from '../server/codes.server.ts';
import { levelName, triggerName, unitOfTime } from './rule-words.server.ts';

export interface RuleView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly urgency: string | null;
  readonly trigger: string;
  readonly length: string;
  readonly owner: string;
  readonly law: string;
  readonly source: string;
  readonly verified: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly state: 'now' | 'past' | 'ahead';
  readonly amount: number;
  readonly unit: string;
  readonly warnPercent: number;
  readonly escalatesTo: string;
  readonly revision: number;
}

export function ruleView({ rule, revision }: Pick<RuleInList, 'rule' | 'revision'>, today: string): RuleView {
  return {
    id: rule.id,
    code: rule.code,
    name: rule[getLocale()],
    urgency: rule.urgency ?? null,
    trigger: triggerName(rule.trigger),
    length: lengthOf(rule),
    owner: ownerOf(rule),
    law: lawCitation(rule.legalSource, getLocale()),
    source: rule.legalSource,
    verified: rule.verified,
    validFrom: rule.validFrom,
    validTo: rule.validTo ?? null,
    state: rule.validFrom > today ? 'ahead' : rule.validTo !== undefined && rule.validTo < today ? 'past' : 'now',
    amount: rule.amount,
    unit: rule.unit,
    warnPercent: Math.round(rule.warnAt * 100),
    escalatesTo: rule.escalatesTo,
    revision,
  };
}

export function lengthOf(rule: Pick<DeadlineRule, 'amount' | 'minAmount' | 'unit'>): string {
  const number = (value: number) => formatNumber(value, getLocale());
  const unit = unitOfTime(rule.unit);
  return rule.minAmount === undefined
    ? `${number(rule.amount)} ${unit}`
    : `${number(rule.minAmount)}–${number(rule.amount)} ${unit}`;
}

function ownerOf(rule: DeadlineRule): string {
  return [
    rule.ownerFunction && label(agencyFunction, rule.ownerFunction),
    rule.ownerRole && roleName(rule.ownerRole),
    rule.ownerExternal && words('deadline_rule_owner', rule.ownerExternal),
  ]
    .filter(Boolean)
    .join(' · ');
}

const parts = ['amount', 'unit', 'warnAt', 'validFrom', 'validTo', 'legalSource', 'verified', 'escalatesTo'] as const;

/** What each change of a rule was, newest first: when, by whom, why, and what stood before and after. */
export async function historyOf(app: App, ctx: Ctx, one: RuleInList) {
  const names = await namesOf(
    app,
    ctx,
    one.history.map((change) => change.by).filter((id) => /^[0-9a-f-]{36}$/.test(id)),
  );
  return one.history.map((change, at) => {
    const after = at === 0 ? one.rule : (one.history[at - 1]?.was ?? one.rule);
    return {
      revision: change.revision,
      at: change.at.toISOString(),
      by: names.get(change.by) ?? m.person_elsewhere(),
      reason: change.reason,
      parts: parts
        .map((part) => ({
          part: words('deadline_rule_part', part),
          before: partOf(change.was, part),
          after: partOf(after, part),
        }))
        .filter((row) => row.before !== row.after),
    };
  });
}

function partOf(rule: DeadlineRule, part: (typeof parts)[number]): string {
  switch (part) {
    case 'unit':
      return unitOfTime(rule.unit);
    case 'warnAt':
      return `${Math.round(rule.warnAt * 100)}%`;
    case 'validFrom':
      return dayWords(rule.validFrom);
    case 'validTo':
      return rule.validTo === undefined ? m.deadline_rule_open_end() : dayWords(rule.validTo);
    case 'legalSource':
      return lawCitation(rule.legalSource, getLocale());
    case 'verified':
      return rule.verified ? m.deadline_rule_verified() : m.deadline_rule_unverified();
    case 'escalatesTo':
      return levelName(rule.escalatesTo);
    default:
      return String(rule.amount);
  }
}

/** A refused change in plain words: which rules meet badly, and on which days. */
export function ruleRefusal(ctx: Ctx, refusal: Refusal): RefusalView {
  const plain = refusalView(ctx, refusal);
  const facts = (refusal.facts ?? {}) as Readonly<Record<string, unknown>>;
  const fact = (name: string) => (typeof facts[name] === 'string' ? (facts[name] as string) : '');
  const [rule, next] = [fact('rule'), fact('next')];
  const [from, to] = [dayWords(fact('from')), dayWords(fact('to'))];
  if (refusal.code === 'deadline-rule.gap')
    return { ...plain, next: `${m.deadline_rule_gap({ rule, next, from, to })} ${plain.next}` };
  if (refusal.code === 'deadline-rule.overlap')
    return {
      ...plain,
      next: `${to ? m.deadline_rule_overlap({ rule, next, from, to }) : m.deadline_rule_overlap_open({ rule, next, from })} ${plain.next}`,
    };
  return plain;
}

/** What a change would do, by area: provinces for the ministry (or the agency, where a clock has none), agencies for a province. */
export async function effectOf(app: App, ctx: Ctx, effect: LawEffect) {
  const { looked, moved, earlier, later, breachedAtOnce } = effect;
  const nation = personOf(ctx).assignments.some((held) => held.role === 'ministry_child_officer');
  const names = await agencyNames(
    app,
    ctx,
    moved.map((change) => change.ownerAgency),
  );
  const areas = new Map<string, { name: string; moved: number; earlier: number; later: number; breached: number }>();
  for (const change of moved) {
    const province = nation ? change.provinceCode : undefined;
    const key = province ?? change.ownerAgency;
    const name = province === undefined ? (names.get(key) ?? key) : unitName(province);
    const area = areas.get(key) ?? { name, moved: 0, earlier: 0, later: 0, breached: 0 };
    area.moved += 1;
    if (change.becomes === 'later') area.later += 1;
    else if (change.becomes === 'earlier') area.earlier += 1;
    else area.breached += 1;
    areas.set(key, area);
  }
  return {
    looked,
    moved: moved.length,
    earlier,
    later,
    breached: breachedAtOnce,
    areas: [...areas.values()].sort((a, b) => b.breached - a.breached || b.moved - a.moved),
    late: moved
      .filter((change) => change.becomes === 'breached-at-once')
      .slice(0, 50)
      .map((change) => ({
        id: change.id,
        owner: names.get(change.ownerAgency) ?? change.ownerAgency,
        before: change.dueBefore.toISOString(),
        after: change.dueAfter.toISOString(),
      })),
  };
}

export type Effect = Awaited<ReturnType<typeof effectOf>>;
