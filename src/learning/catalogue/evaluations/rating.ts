import { addDays, vietnamDate } from '../../../kernel/index.ts';
import {
  type EvaluationLayer,
  evaluationLayer,
  type PracticeConsent,
  type ProductFlag,
  type ProductPlatform,
  type ProductReader,
  type ProductVerdict,
  productFlag,
  type RatingMissing,
} from '../catalogue-lists.ts';
import { type Criterion, criteriaList, criteriaOf, criterionOf, type Outcome } from './criteria.ts';
import { flagOf, outcomeOf, type RatedEvaluation } from './evaluation.ts';
import { kappaOf } from './kappa.ts';

/** What was found of one criterion: the worst that any evaluation in force says of any reader. */
export interface CriterionResult {
  readonly criterion: Criterion;
  readonly outcome: Outcome;
  /** Where it comes from; empty where it is a pass or was not checked. */
  readonly grounds: readonly Ground[];
}

/** One reason of a warning, with its date and its list: without them it would be a rumour. */
export interface Ground {
  readonly reason: string | null;
  readonly reader: ProductReader;
  readonly consent: PracticeConsent | null;
  readonly platform: ProductPlatform;
  readonly version: string;
  readonly madeAt: Date;
  readonly listVersion: string;
}

export interface FlagRaised {
  readonly flag: ProductFlag;
  readonly red: boolean;
  readonly grounds: readonly (Ground & { readonly criterion: string })[];
}

/** How far a layer is. */
export interface LayerStanding {
  readonly layer: EvaluationLayer;
  readonly missing: RatingMissing | null;
  /** Of those in force, each by another person for `USE`. */
  readonly evaluations: number;
  readonly platforms: readonly ProductPlatform[];
  readonly madeAt: Date | null;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until: string | null;
  readonly listVersion: string | null;
  /** It was made by an earlier list of criteria. */
  readonly olderList: boolean;
  /** How far the two who used it agree; null for the other layers. */
  readonly kappa: number | null;
}

/** What the catalogue says of a product. Worked out from evaluations whenever it is read: nobody types it and nothing keeps it. */
export interface Rating {
  readonly verdict: ProductVerdict;
  readonly flags: readonly FlagRaised[];
  readonly results: readonly CriterionResult[];
  readonly layers: readonly LayerStanding[];
  /** The last day of the verdict, `YYYY-MM-DD`; null while there is none. */
  readonly until: string | null;
  /** May stand among the good alternatives: everything was checked, no flag, and each of the six core statements is made. */
  readonly featured: boolean;
}

type Majors = ReadonlyMap<ProductPlatform, number>;
/** What a rating is asked with. */
interface Asked {
  readonly evaluations: readonly RatedEvaluation[];
  readonly majors: Majors;
  readonly today: string;
  readonly begun: readonly EvaluationLayer[];
}
const WORST: Readonly<Record<Outcome, number>> = { FAIL: 3, WARN: 2, NOT_CHECKED: 1, PASS: 0 };

/** The last day on which an evaluation counts. */
export const lastDayOf = (madeAt: Date): string => addDays(vietnamDate(madeAt), criteriaList.expiryDays - 1);

function lapseOf(one: RatedEvaluation, majors: Majors, today: string): 'EXPIRED' | 'NEW_MAJOR' | undefined {
  if (one.major < (majors.get(one.platform) ?? one.major)) return 'NEW_MAJOR';
  return lastDayOf(one.madeAt) < today ? 'EXPIRED' : undefined;
}

/**
 * Of one layer on one platform, what counts: the newest reading; of those who used it, the newest of each on the newest version that
 * enough of them used, and what was found on a version after it.
 */
function newestOf(layer: EvaluationLayer, all: readonly RatedEvaluation[]): RatedEvaluation[] {
  const sorted = all.toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
  const needed = evaluationLayer.get(layer).evaluators;
  const newest: RatedEvaluation[] = [];
  for (const one of sorted) {
    const peers = newest.filter(({ version }) => version === one.version);
    if (peers.some(({ evaluator }) => evaluator === one.evaluator)) continue;
    const complete = newest.find(({ version }) => newest.filter((two) => two.version === version).length >= needed);
    // A third who uses the same version settles between two; an older version than a complete one is past.
    if (complete !== undefined && (needed === 1 || complete.version !== one.version)) continue;
    newest.push(one);
  }
  return newest;
}

/**
 * Rates a product by its worst practice: the worst that any evaluation in force found for any intended reader counts, so that a safe
 * children's mode hides nothing of the ordinary one. An evaluation lapses by itself after its time, or with a new major version.
 * @param evaluations those that count: agreed to by a second person, or made by two
 * @param majors the highest first number of a version that is known on each platform
 * @param begun layers in which somebody's evaluation waits for a second person
 */
export function rate(
  evaluations: readonly RatedEvaluation[],
  majors: Majors,
  now: Date,
  begun: readonly EvaluationLayer[] = [],
): Rating {
  const today = vietnamDate(now);
  const inForce = evaluations.filter((one) => lapseOf(one, majors, today) === undefined);
  const counted = evaluationLayer.codes.flatMap((layer) =>
    platformsOf(inForce, layer).flatMap((platform) =>
      newestOf(
        layer,
        inForce.filter((one) => one.layer === layer && one.platform === platform),
      ),
    ),
  );
  const results = criteriaList.criteria.map((criterion) => resultOf(criterion, counted));
  const layers = evaluationLayer.codes.map((layer) =>
    standingOf(layer, counted, { evaluations, majors, today, begun }),
  );
  const flags = flagsOf(counted);
  const verdict = verdictOf(results, flags, layers);
  const rated = verdict === 'GOOD' || verdict === 'CAREFUL' || verdict === 'WARNING';
  const ends = layers.flatMap(({ until }) => (until === null ? [] : [until])).toSorted();
  return {
    verdict,
    flags,
    results,
    layers,
    until: rated ? (ends[0] ?? null) : null,
    featured:
      (verdict === 'GOOD' || verdict === 'CAREFUL') &&
      flags.length === 0 &&
      results.every(({ criterion, outcome }) => !criterion.core || outcome === 'PASS'),
  };
}

const platformsOf = (all: readonly RatedEvaluation[], layer: EvaluationLayer): ProductPlatform[] => [
  ...new Set(all.filter((one) => one.layer === layer).map(({ platform }) => platform)),
];

const groundOf = (one: RatedEvaluation, finding: RatedEvaluation['findings'][number]): Ground => ({
  reason: finding.reason,
  reader: finding.reader,
  consent: finding.consent,
  platform: one.platform,
  version: one.version,
  madeAt: one.madeAt,
  listVersion: one.listVersion,
});

/** What the evaluations of its layer say of a criterion; one that says nothing did not check it. */
function resultOf(criterion: Criterion, counted: readonly RatedEvaluation[]): CriterionResult {
  const found = counted
    .filter(({ layer }) => layer === criterion.layer)
    .flatMap((one): { readonly outcome: Outcome; readonly ground: Ground | undefined }[] => {
      const own = one.findings.filter((finding) => finding.criterion === criterion.id);
      return own.length === 0
        ? [{ outcome: 'NOT_CHECKED', ground: undefined }]
        : own.map((finding) => ({ outcome: outcomeOf(criterion, finding.answer), ground: groundOf(one, finding) }));
    });
  const outcome = found.reduce<Outcome>(
    (worst, one) => (WORST[one.outcome] > WORST[worst] ? one.outcome : worst),
    found.length === 0 ? 'NOT_CHECKED' : 'PASS',
  );
  const serious = outcome === 'FAIL' || outcome === 'WARN';
  return {
    criterion,
    outcome,
    grounds: serious
      ? found.flatMap((one) => (one.outcome === outcome && one.ground !== undefined ? [one.ground] : []))
      : [],
  };
}

function flagsOf(counted: readonly RatedEvaluation[]): FlagRaised[] {
  const raised = new Map<ProductFlag, FlagRaised['grounds'][number][]>();
  for (const one of counted)
    for (const finding of one.findings) {
      const criterion = criterionOf(finding.criterion);
      const flag = criterion && flagOf(criterion, finding.answer);
      if (flag === undefined) continue;
      raised.set(flag, [...(raised.get(flag) ?? []), { ...groundOf(one, finding), criterion: finding.criterion }]);
    }
  return productFlag.terms.flatMap(({ code, red }) => {
    const grounds = raised.get(code);
    return grounds === undefined ? [] : [{ flag: code, red, grounds }];
  });
}

function standingOf(layer: EvaluationLayer, counted: readonly RatedEvaluation[], asked: Asked): LayerStanding {
  const own = counted.filter((one) => one.layer === layer).toSorted((a, b) => a.madeAt.getTime() - b.madeAt.getTime());
  const lists = [...new Set(own.map(({ listVersion }) => listVersion))];
  return {
    layer,
    missing: own.length === 0 ? whyNone(layer, asked) : missingOf(layer, own),
    evaluations: own.length,
    platforms: [...new Set(own.map(({ platform }) => platform))],
    madeAt: own.at(-1)?.madeAt ?? null,
    until: own.map(({ madeAt }) => lastDayOf(madeAt)).toSorted()[0] ?? null,
    listVersion: own.at(-1)?.listVersion ?? null,
    olderList: lists.some((version) => version !== criteriaList.version),
    kappa: layer === 'USE' ? agreementOf(own) : null,
  };
}

function whyNone(layer: EvaluationLayer, { evaluations, majors, today, begun }: Asked): RatingMissing {
  if (begun.includes(layer)) return layer === 'USE' ? 'SECOND_EVALUATOR' : 'NOT_CONFIRMED';
  const last = evaluations
    .filter((one) => one.layer === layer)
    .toSorted((a, b) => a.madeAt.getTime() - b.madeAt.getTime())
    .at(-1);
  return (last && lapseOf(last, majors, today)) ?? 'NEVER';
}

function missingOf(layer: EvaluationLayer, own: readonly RatedEvaluation[]): RatingMissing | null {
  const needed = evaluationLayer.get(layer).evaluators;
  // On one platform enough of them must have used one and the same version.
  const groups = Map.groupBy(own, ({ platform, version }) => `${platform} ${version}`);
  const most = Math.max(...[...groups.values()].map(({ length }) => length));
  if (most < needed) return 'SECOND_EVALUATOR';
  for (const group of groups.values()) {
    if (group.length !== 2 || needed !== 2) continue;
    const kappa = agreementOf(group);
    if (kappa !== null && kappa < criteriaList.kappa) return 'EVALUATORS_DIFFER';
  }
  const unchecked = own.some((one) =>
    criteriaOf(layer).some(({ id }) => {
      const answers = one.findings.filter(({ criterion }) => criterion === id);
      return answers.length === 0 || answers.some(({ answer }) => answer === 'NOT_CHECKED');
    }),
  );
  return unchecked ? 'NOT_ALL_CHECKED' : null;
}

/** Of the first two who used one version. */
function agreementOf(own: readonly RatedEvaluation[]): number | null {
  for (const group of Map.groupBy(own, ({ platform, version }) => `${platform} ${version}`).values()) {
    const [first, second] = group;
    if (first && second) return kappaOf(first.findings, second.findings);
  }
  return null;
}

function verdictOf(
  results: readonly CriterionResult[],
  flags: readonly FlagRaised[],
  layers: readonly LayerStanding[],
): ProductVerdict {
  // What was found and is in force is told, however much is still to be looked at.
  if (results.some(({ outcome }) => outcome === 'FAIL') || flags.some(({ red }) => red)) return 'WARNING';
  if (layers.some(({ missing }) => missing === 'EXPIRED' || missing === 'NEW_MAJOR')) return 'LAPSED';
  if (layers.some(({ missing }) => missing !== null)) return 'UNFINISHED';
  return results.some(({ outcome }) => outcome === 'WARN') ? 'CAREFUL' : 'GOOD';
}
