import type { NormalisedText } from './normalise.ts';

/** What a model says of one text. Scores are probabilities, 0..1, one for each label; spans are ranges of `raw`. */
export interface Judgement {
  readonly scores: Readonly<Record<string, number>>;
  readonly spans: readonly {
    readonly from: number;
    readonly to: number;
    readonly label: string;
    /** How sure the model is that the range belongs to what the label means, 0..1. */
    readonly weight: number;
  }[];
}

/** Whether exactly one label holds of a text, or any number of them. */
export type LabelMode = 'one-of' | 'any-of';

/** A model behind the pipeline, whatever runs it. */
export interface ModelBackend {
  readonly name: string;
  readonly version: string;
  readonly labels: readonly string[];
  readonly mode: LabelMode;
  /** Where a label begins to hold; read them with `decideLabels`. */
  readonly thresholds: Readonly<Record<string, number>>;
  classify(texts: readonly NormalisedText[]): Promise<readonly Judgement[]> | readonly Judgement[];
}

/**
 * The labels that hold: with 'any-of' every label at or over its threshold; with 'one-of' the one that is furthest over its threshold
 * in proportion, which for two labels is the same as a threshold on one.
 */
export function decideLabels(
  model: Pick<ModelBackend, 'labels' | 'mode' | 'thresholds'>,
  scores: Readonly<Record<string, number>>,
): readonly string[] {
  const over = (label: string) => (scores[label] ?? 0) / (model.thresholds[label] || 1);
  if (model.mode === 'any-of') return model.labels.filter((label) => over(label) >= 1);
  let best = model.labels[0] as string;
  for (const label of model.labels) if (over(label) > over(best)) best = label;
  return [best];
}
