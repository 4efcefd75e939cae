import type { ModelBackend, TrainingRow } from '../../text/index.ts';
import { evaluateModel } from '../../text/index.ts';
import type { GroupFigures, LabelFigures } from './model-store.ts';

/** What a model is put into use by. */
export interface Measured {
  readonly macroF1: number;
  /** The live model's on the same rows; null where it answers another question. */
  readonly baselineMacroF1: number | null;
  readonly perLabel: readonly LabelFigures[];
  readonly fairness: readonly GroupFigures[];
}

/** What a decision without any label says. */
export const HARMLESS = 'none';

/** Measures a model, and the live one beside it, on rows that were held out. Knows no database: it runs in threads too. */
export async function measureModel(
  model: ModelBackend,
  live: ModelBackend | undefined,
  heldOut: readonly TrainingRow[],
): Promise<Measured> {
  const figures = await evaluateModel(model, heldOut, { harmless: HARMLESS });
  const harms = (of: ModelBackend) => of.labels.filter((one) => one !== HARMLESS);
  // Only where the live model answers the same question are the two figures beside each other worth anything.
  const comparable =
    live && harms(live).length === harms(model).length && harms(model).every((one) => live.labels.includes(one));
  return {
    macroF1: figures.macroF1,
    baselineMacroF1: comparable ? (await evaluateModel(live, heldOut, { harmless: HARMLESS })).macroF1 : null,
    perLabel: Object.entries(figures.labels).map(([label, of]) => ({ label, ...of })),
    fairness: Object.entries(figures.fairness).flatMap(([group, of]) =>
      of.falseAlarms === null ? [] : [{ group, falsePositive: of.falseAlarms, sample: of.rows }],
    ),
  };
}
