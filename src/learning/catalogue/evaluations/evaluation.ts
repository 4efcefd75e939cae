import type {
  CriterionAnswer,
  EvaluationLayer,
  PracticeConsent,
  ProductPlatform,
  ProductReader,
} from '../catalogue-lists.ts';
import { type Criterion, criteriaOf, type Outcome } from './criteria.ts';

/** An evaluation: what one person found in one layer of one version of a product, on one day, by one version of the criteria. */

export const evaluationStates = ['WAITING', 'COUNTS', 'REFUSED', 'WITHDRAWN'] as const;
/** A reading of a policy or a package waits for a second person; of two who use a product apart from each other, each is the other's. */
export type EvaluationState = (typeof evaluationStates)[number];

export interface Finding {
  /** Id of the list of criteria. */
  readonly criterion: string;
  readonly answer: CriterionAnswer;
  /** For whom it was met. The worst that anybody meets counts. */
  readonly reader: ProductReader;
  /** Whether it asks before it does so. Kept as a fact: what it does counts, consent or not. */
  readonly consent: PracticeConsent | null;
  /** In the evaluator's words, as readers read it. There wherever the answer is no reassuring one. */
  readonly reason: string | null;
}

/** What a rating asks of an evaluation. */
export interface RatedEvaluation {
  readonly id: string;
  readonly layer: EvaluationLayer;
  readonly platform: ProductPlatform;
  /** Which version was looked at, and its first number. */
  readonly version: string;
  readonly major: number;
  readonly listVersion: string;
  readonly evaluator: string;
  readonly madeAt: Date;
  readonly findings: readonly Finding[];
}

export function outcomeOf(criterion: Criterion, answer: CriterionAnswer): Outcome {
  switch (answer) {
    case 'NOT_CHECKED':
      return 'NOT_CHECKED';
    case 'NOT_APPLICABLE':
      return 'PASS';
    case 'YES':
      return criterion.yes?.outcome ?? 'PASS';
    case 'NO':
      return criterion.no?.outcome ?? 'PASS';
    case 'UNSAID':
      return criterion.unsaid?.outcome ?? 'PASS';
  }
}

export function flagOf(criterion: Criterion, answer: CriterionAnswer) {
  if (answer === 'YES') return criterion.yes?.flag;
  if (answer === 'NO') return criterion.no?.flag;
  return answer === 'UNSAID' ? criterion.unsaid?.flag : undefined;
}

/** What is wrong with the answers of an evaluation. */
export interface FindingFault {
  readonly criterion: string;
  readonly fault: 'unknown' | 'twice' | 'reason-missing' | 'always-applies';
}

/** The first fault of the answers; undefined where there is none. Two answers to one criterion are of two kinds of reader. */
export function faultOfFindings(layer: EvaluationLayer, findings: readonly Finding[]): FindingFault | undefined {
  const known = new Map(criteriaOf(layer).map((one) => [one.id, one]));
  const seen = new Set<string>();
  for (const { criterion: id, answer, reader, reason } of findings) {
    const criterion = known.get(id);
    if (criterion === undefined) return { criterion: id, fault: 'unknown' };
    if (seen.has(`${id} ${reader}`)) return { criterion: id, fault: 'twice' };
    seen.add(`${id} ${reader}`);
    if (criterion.core && answer === 'NOT_APPLICABLE') return { criterion: id, fault: 'always-applies' };
    const outcome = outcomeOf(criterion, answer);
    if ((outcome === 'FAIL' || outcome === 'WARN') && reason === null)
      return { criterion: id, fault: 'reason-missing' };
  }
  return undefined;
}

/** The whole layer in the order of the list: what was not answered was not checked, which is never "none". */
export function wholeLayer(layer: EvaluationLayer, findings: readonly Finding[]): Finding[] {
  return criteriaOf(layer).flatMap(({ id }) => {
    const answered = findings.filter((one) => one.criterion === id);
    return answered.length > 0
      ? answered
      : [{ criterion: id, answer: 'NOT_CHECKED' as const, reader: 'EVERYBODY' as const, consent: null, reason: null }];
  });
}

/** The answer to a criterion that worries nobody. */
export const goodAnswer = (criterion: Criterion): CriterionAnswer =>
  (['YES', 'NO'] as const).find((answer) => outcomeOf(criterion, answer) === 'PASS') ?? 'NOT_APPLICABLE';
