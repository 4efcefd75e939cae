/** The score of triage and the factors that it is made of: pure rules. Their weights are data that the unit edits. */
import { z } from 'zod';
import type { AgeGroup, Reach, Tier } from '../items/item.ts';
import shipped from './weights.json' with { type: 'json' };

/** What raises or lowers an item. */
export const factors = [
  'DANGER_NOW',
  'SELF_MADE',
  'KNOWN_HASH',
  'SPREADING',
  'REPORTS',
  'AGE',
  'REACHABLE',
  'BAD_HOST',
  'LAWFUL_BEFORE',
] as const;
export type Factor = (typeof factors)[number];

export interface FactorPoints {
  readonly code: Factor;
  readonly points: number;
}

const points = z.int().min(-100).max(100);
export const weightsSchema = z.strictObject({
  points: z.strictObject(
    Object.fromEntries(factors.map((factor) => [factor, points])) as Record<Factor, typeof points>,
  ),
  /** Part of the points of REPORTS from so many reports on, in percent. */
  reportSteps: z.array(z.strictObject({ from: z.int().min(2), percent: z.int().min(1).max(100) })).max(8),
  /** Reports within a day from which something counts as spreading. */
  spreadingFrom: z.int().min(2).max(1_000_000),
  /** Part of the points of AGE by the apparent age, in percent. */
  agePercent: z.strictObject({
    INFANT: z.int().min(0).max(100),
    PREPUB: z.int().min(0).max(100),
    PUB: z.int().min(0).max(100),
    UNKNOWN: z.int().min(0).max(100),
  }),
  /** Least scores of the tiers. */
  tiers: z.strictObject({ NOW: points, URGENT: points, NORMAL: points }),
});
export type Weights = z.output<typeof weightsSchema>;

/** The weights that the platform comes with, until the unit sets its own. */
export const shippedWeights: Weights = weightsSchema.parse(shipped.weights);
/** Whether weights order their tiers and put a child in danger first, whatever else is true. */
export function weightsAreSound(weights: Weights): boolean {
  const { NOW, URGENT, NORMAL } = weights.tiers;
  return NOW > URGENT && URGENT > NORMAL && NORMAL >= 0 && weights.points.DANGER_NOW >= NOW;
}

/** What is known of an item when it is scored; null is not known and counts nothing. */
export interface TriageFacts {
  readonly danger: boolean | null;
  readonly selfMade: boolean | null;
  readonly knownHash: boolean | null;
  readonly ageGroup: AgeGroup | null;
  readonly reachable: Reach | null;
  readonly reports: number;
  readonly recentReports: number;
  readonly badHost: boolean;
  readonly lawfulBefore: boolean;
}

export interface Score {
  /** 0 to 100. */
  readonly score: number;
  readonly tier: Tier;
  readonly factors: readonly FactorPoints[];
}

/** The score of an item: the sum of its factors, bounded. A child in danger now is in the first tier whatever lowers it. */
export function scoreOf(facts: TriageFacts, weights: Weights): Score {
  const share = (percent: number, code: Factor) => Math.round((weights.points[code] * percent) / 100);
  const step = weights.reportSteps.reduce(
    (most, { from, percent }) => (facts.reports >= from ? Math.max(most, percent) : most),
    0,
  );
  const found: readonly FactorPoints[] = [
    { code: 'DANGER_NOW', points: facts.danger ? weights.points.DANGER_NOW : 0 },
    { code: 'SELF_MADE', points: facts.selfMade ? weights.points.SELF_MADE : 0 },
    { code: 'KNOWN_HASH', points: facts.knownHash ? weights.points.KNOWN_HASH : 0 },
    { code: 'SPREADING', points: facts.recentReports >= weights.spreadingFrom ? weights.points.SPREADING : 0 },
    { code: 'REPORTS', points: share(step, 'REPORTS') },
    { code: 'AGE', points: facts.ageGroup === null ? 0 : share(weights.agePercent[facts.ageGroup], 'AGE') },
    {
      code: 'REACHABLE',
      points:
        facts.reachable === 'YES' ? weights.points.REACHABLE : facts.reachable === 'LOGIN' ? share(50, 'REACHABLE') : 0,
    },
    { code: 'BAD_HOST', points: facts.badHost ? weights.points.BAD_HOST : 0 },
    { code: 'LAWFUL_BEFORE', points: facts.lawfulBefore ? weights.points.LAWFUL_BEFORE : 0 },
  ];
  const sum = found.reduce((total, one) => total + one.points, 0);
  const least = facts.danger ? weights.tiers.NOW : 0;
  const score = Math.max(0, least, Math.min(100, sum));
  return { score, tier: tierOf(score, weights), factors: found.filter((one) => one.points !== 0) };
}

function tierOf(score: number, { tiers }: Weights): Tier {
  if (score >= tiers.NOW) return 'NOW';
  if (score >= tiers.URGENT) return 'URGENT';
  return score >= tiers.NORMAL ? 'NORMAL' : 'LOW';
}
