import { isDate, ok, type Result, readOptionalText, readTextInput } from '../../kernel/index.ts';
import { portalBand } from '../../vocabulary/index.ts';
import { consultationKinds, strata } from '../ballots/ballot.ts';
import { refuse } from '../refusals.ts';
import type { ConsultationRow, OptionRow } from '../tables.ts';
import { DECISION_MAKER, OPTION_TEXT, OPTIONS_MOST, QUESTION, SEEDS_MOST, SPACE, TITLE } from './consultation.ts';

/** What a moderator writes about a consultation. There is nothing in it about moderation: it is before publication, always. */
export interface ConsultationInput {
  readonly kind: string;
  readonly titleVi: string;
  readonly titleEn?: string | null | undefined;
  readonly questionVi: string;
  readonly questionEn?: string | null | undefined;
  readonly bands: readonly string[];
  readonly spaceVi?: string | null | undefined;
  readonly spaceEn?: string | null | undefined;
  readonly means?: readonly string[] | undefined;
  readonly decisionMakerVi?: string | null | undefined;
  readonly decisionMakerEn?: string | null | undefined;
  /** `YYYY-MM-DD` */
  readonly answerBy?: string | null | undefined;
  readonly most?: number | null | undefined;
  /** Whole đồng. */
  readonly budget?: number | null | undefined;
  /** Options of a poll, or our own statements to begin with; in their order. */
  readonly choices: readonly {
    readonly vi: string;
    readonly en?: string | null | undefined;
    readonly cost?: number | null | undefined;
  }[];
}

type Read = Pick<
  ConsultationRow,
  | 'kind'
  | 'title_vi'
  | 'title_en'
  | 'question_vi'
  | 'question_en'
  | 'bands'
  | 'space_vi'
  | 'space_en'
  | 'means'
  | 'decision_maker_vi'
  | 'decision_maker_en'
  | 'answer_by'
  | 'most'
  | 'budget'
>;

export type ReadChoice = Omit<OptionRow, 'consultation_id'>;

const isAmount = (value: number) => Number.isSafeInteger(value) && value > 0;

/** A consultation as it is kept. Refusals: those of a text, `consultation.unusable` */
export function readConsultationInput(
  input: ConsultationInput,
): Result<{ readonly consultation: Read; readonly choices: readonly ReadChoice[] }> {
  const unusable = (field: string) => refuse('consultation.unusable', { field });
  const kind = consultationKinds.find((one) => one === input.kind);
  if (kind === undefined) return unusable('kind');
  const titleVi = readTextInput(input.titleVi, 'titleVi', TITLE);
  if (!titleVi.ok) return titleVi;
  const titleEn = readOptionalText(input.titleEn, 'titleEn', TITLE);
  if (!titleEn.ok) return titleEn;
  const questionVi = readTextInput(input.questionVi, 'questionVi', QUESTION);
  if (!questionVi.ok) return questionVi;
  const questionEn = readOptionalText(input.questionEn, 'questionEn', QUESTION);
  if (!questionEn.ok) return questionEn;
  const bands = portalBand.codes.filter((code) => input.bands.includes(code));
  if (bands.length === 0 || bands.length < new Set(input.bands).size) return unusable('bands');
  const spaceVi = readOptionalText(input.spaceVi, 'spaceVi', SPACE);
  if (!spaceVi.ok) return spaceVi;
  const spaceEn = readOptionalText(input.spaceEn, 'spaceEn', SPACE);
  if (!spaceEn.ok) return spaceEn;
  const means = strata.filter((code) => input.means?.includes(code));
  if (means.length < new Set(input.means ?? []).size) return unusable('means');
  const makerVi = readOptionalText(input.decisionMakerVi, 'decisionMakerVi', DECISION_MAKER);
  if (!makerVi.ok) return makerVi;
  const makerEn = readOptionalText(input.decisionMakerEn, 'decisionMakerEn', DECISION_MAKER);
  if (!makerEn.ok) return makerEn;
  const answerBy = input.answerBy || null;
  if (answerBy !== null && !isDate(answerBy)) return unusable('answerBy');
  const most = input.most ?? null;
  if (most !== null && (kind === 'STATEMENTS' || !isAmount(most) || most > OPTIONS_MOST)) return unusable('most');
  const budget = input.budget ?? null;
  if ((kind === 'BUDGET') !== (budget !== null) || (budget !== null && !isAmount(budget))) return unusable('budget');
  const choices = readChoicesOf(input, kind === 'BUDGET', kind === 'STATEMENTS' ? SEEDS_MOST : OPTIONS_MOST);
  if (!choices.ok) return choices;
  return ok({
    consultation: {
      kind,
      title_vi: titleVi.value,
      title_en: titleEn.value ?? null,
      question_vi: questionVi.value,
      question_en: questionEn.value ?? null,
      bands,
      space_vi: spaceVi.value ?? null,
      space_en: spaceEn.value ?? null,
      means,
      decision_maker_vi: makerVi.value ?? null,
      decision_maker_en: makerEn.value ?? null,
      answer_by: answerBy,
      most,
      budget,
    },
    choices: choices.value,
  });
}

function readChoicesOf(input: ConsultationInput, priced: boolean, most: number): Result<ReadChoice[]> {
  if (input.choices.length > most) return refuse('consultation.unusable', { field: 'choices' });
  const choices: ReadChoice[] = [];
  for (const { vi, en, cost } of input.choices) {
    const textVi = readTextInput(vi, 'choices', OPTION_TEXT);
    if (!textVi.ok) return textVi;
    const textEn = readOptionalText(en, 'choices', OPTION_TEXT);
    if (!textEn.ok) return textEn;
    if (priced ? cost == null || !isAmount(cost) : cost != null)
      return refuse('consultation.unusable', { field: 'choices' });
    choices.push({
      number: choices.length + 1,
      text_vi: textVi.value,
      text_en: textEn.value ?? null,
      cost: cost ?? null,
    });
  }
  return ok(choices);
}
