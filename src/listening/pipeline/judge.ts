import { type Judgement, type NormalisedText, normalise } from '../../text/index.ts';
import { type Decision, decide, type Signal, signalsOfDetails, signalsOfRules } from '../review/decide.ts';
import { wordsOf } from '../rules/rule.ts';
import { type FoundDetail, findDetails, isVietnamese } from '../text/index.ts';
import { labelOfModel, type Pipeline } from './pipeline.ts';

/** What the stages found in one text. */
export interface Judged {
  readonly normalised: NormalisedText;
  /** The words alone, without diacritics: equal for copies that differ in signs, case or marks. */
  readonly words: string;
  readonly details: readonly FoundDetail[];
  readonly decision: Decision;
  readonly judgement: Judgement | undefined;
}

/** A text that a stage could not read; `stage` is a code. */
export interface Unreadable {
  readonly failed: string;
}

/** From which likelihood on a text counts as Vietnamese; the model knows no other language. */
const VIETNAMESE = 0.3;

/** Says whether a post's language is one that the model knows. */
function isForModel(text: NormalisedText, declared: string | null): boolean {
  return declared?.toLowerCase().startsWith('vi') === true || isVietnamese(text).vietnamese >= VIETNAMESE;
}

interface Read {
  readonly normalised: NormalisedText;
  readonly words: string;
  readonly details: readonly FoundDetail[];
  readonly signals: readonly Signal[];
  readonly forModel: boolean;
}

/**
 * Judges texts: normalise, language, details of a person, rules, model, decide. Pure: the same texts under the same
 * pipeline give the same. A text that a stage fails on spoils no other.
 */
export async function judge(
  pipeline: Pipeline,
  texts: readonly { readonly text: string; readonly language: string | null }[],
): Promise<(Judged | Unreadable)[]> {
  const read = texts.map((one): Read | Unreadable => readText(pipeline, one.text, one.language));
  const forModel = read.filter((one): one is Read => !('failed' in one) && one.forModel);
  const judgements = await classify(
    pipeline,
    forModel.map((one) => one.normalised),
  );
  const byText = new Map(forModel.map((one, at) => [one, judgements[at]]));
  return read.map((one) => {
    if ('failed' in one) return one;
    const judgement = byText.get(one);
    if (judgement === null) return { failed: 'model' };
    return {
      normalised: one.normalised,
      words: one.words,
      details: one.details,
      judgement,
      decision: decide([...one.signals, ...signalsOfModel(judgement)], pipeline.thresholds),
    };
  });
}

function readText(pipeline: Pipeline, text: string, language: string | null): Read | Unreadable {
  let stage = 'normalise';
  try {
    const normalised = normalise(text);
    stage = 'details';
    const details = findDetails(normalised);
    stage = 'rules';
    const hits = pipeline.rules.hits(normalised);
    stage = 'language';
    return {
      normalised,
      words: wordsOf(normalised.stripped),
      details,
      signals: [...signalsOfRules(hits), ...signalsOfDetails(details)],
      forModel: pipeline.model !== undefined && isForModel(normalised, language),
    };
  } catch {
    // What went wrong may quote the text; where it went wrong is enough.
    return { failed: stage };
  }
}

/** The model's judgements; null for a text that it fails on. */
async function classify(
  { model }: Pipeline,
  texts: readonly NormalisedText[],
): Promise<readonly (Judgement | null | undefined)[]> {
  if (!model || texts.length === 0) return [];
  try {
    return await model.classify(texts);
  } catch {
    if (texts.length === 1) return [null];
    const each: (Judgement | null)[] = [];
    for (const text of texts) each.push((await classify({ model } as Pipeline, [text]))[0] ?? null);
    return each;
  }
}

function signalsOfModel(judgement: Judgement | undefined): Signal[] {
  return Object.entries(judgement?.scores ?? {}).flatMap(([name, score]) => {
    const code = labelOfModel(name);
    return code === undefined ? [] : [{ label: code, score, origin: 'model' as const }];
  });
}
