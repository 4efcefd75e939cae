import type { Ctx, Tx } from '../../kernel/index.ts';
import type { ItemRow } from '../tables.ts';
import { rulesOfDomains } from './domain-rule-store.ts';
import { scoreOf, type Weights } from './triage.ts';
import { currentWeights } from './weight-store.ts';

/** What items are scored by now: the unit's weights and what is known of their domains. */
export interface Scoring {
  readonly weights: Weights;
  /** The set that they are; null for those that the platform comes with. */
  readonly set: string | null;
  platformOf(domain: Buffer | null): string | null;
  has(domain: Buffer | null, rule: 'BAD_HOST' | 'LAWFUL_BEFORE'): boolean;
}

export async function scoringNow(_ctx: Ctx, tx: Tx, domains: readonly Buffer[]): Promise<Scoring> {
  const { id, weights } = await currentWeights(tx);
  const marks = [...new Map(domains.map((mark) => [mark.toString('hex'), mark])).values()];
  const rules = marks.length === 0 ? [] : await rulesOfDomains(tx, marks);
  const of = (domain: Buffer | null) => (domain === null ? [] : rules.filter((one) => one.domain_mark.equals(domain)));
  return {
    weights,
    set: id,
    platformOf: (domain) => of(domain).find((one) => one.rule === 'PLATFORM')?.value ?? null,
    has: (domain, rule) => of(domain).some((one) => one.rule === rule),
  };
}

type Scored = Pick<
  ItemRow,
  'danger' | 'self_made' | 'known_hash' | 'age_group' | 'reachable' | 'reports' | 'recent_reports' | 'domain_mark'
>;

/** The columns of an item that say how urgent it is. */
export function scoreOfItem(row: Scored, scoring: Scoring) {
  const { score, tier, factors } = scoreOf(
    {
      danger: row.danger,
      selfMade: row.self_made,
      knownHash: row.known_hash,
      ageGroup: row.age_group,
      reachable: row.reachable,
      reports: row.reports,
      recentReports: row.recent_reports,
      badHost: scoring.has(row.domain_mark, 'BAD_HOST'),
      lawfulBefore: scoring.has(row.domain_mark, 'LAWFUL_BEFORE'),
    },
    scoring.weights,
  );
  return { score, tier, factors: JSON.stringify(factors), weights: scoring.set };
}
