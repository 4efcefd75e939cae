import { type Ctx, ok, type Result, readCode, type Tx, vietnamDate } from '../../kernel/index.ts';
import { type Overdue, overdueOf } from '../answers/theme-answer.ts';
import type { ConsultationKind, Stratum } from '../ballots/ballot.ts';
import type { StatementOrigin } from '../ideas/idea.ts';
import { refuse } from '../refusals.ts';
import type { ConsultationRow } from '../tables.ts';
import type { ConsultationState } from './consultation.ts';
import { VOICE } from './consultation-record.ts';
import {
  answersOf,
  consultationByCode,
  consultationRows,
  optionsOf,
  statementsOf,
  themesOf,
} from './consultation-store.ts';

/** Consultations of the public list at most, of those that are open or owed an answer, and of those that were answered. */
const MOST = 100;

interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

export interface ConsultationLine {
  readonly code: string;
  readonly kind: ConsultationKind;
  readonly state: Exclude<ConsultationState, 'DRAFT'>;
  readonly title: Bilingual;
  readonly bands: readonly string[];
  readonly closesAt: Date;
  /** `YYYY-MM-DD` */
  readonly answerBy: string;
  /** How many themes are late: an answer or a look that was promised. One where something else is left over on the day of the answer: a statement under no theme, an idea that nobody read. */
  readonly overdue: number;
  readonly invented: boolean;
}

export interface ThemeView {
  readonly title: Bilingual;
  readonly overdue: Overdue | null;
  readonly answer: {
    readonly outcome: string;
    readonly heard: string;
    readonly decided: string;
    readonly whyNot: string | null;
    readonly answeredBy: string;
    readonly childWords: string;
    readonly answeredAt: Date;
    /** `YYYY-MM-DD` */
    readonly followUpOn: string;
    readonly followedUp: string | null;
    readonly followedUpAt: Date | null;
  } | null;
}

export interface ConsultationView extends ConsultationLine {
  /** When it was to close as it opened; null where that was never moved. */
  readonly movedFrom: Date | null;
  readonly question: Bilingual;
  readonly space: Bilingual;
  readonly means: readonly Stratum[];
  readonly decisionMaker: Bilingual;
  readonly most: number | null;
  /** Whole đồng. */
  readonly budget: number | null;
  readonly options: readonly { readonly number: number; readonly text: Bilingual; readonly cost: number | null }[];
  /** Each with who wrote it. */
  readonly statements: readonly {
    readonly number: number;
    readonly origin: StatementOrigin;
    readonly text: Bilingual;
  }[];
  readonly themes: readonly ThemeView[];
  /** The key that signs tokens of devices, DER in base64; null once it is closed. */
  readonly issuer: string | null;
}

/** What was opened, for everybody: what is open first, then what waits for its answer. Never a number of votes. */
export function readConsultations(ctx: Ctx): Promise<Result<ConsultationLine[]>> {
  return ctx.as(VOICE).transaction(async (tx) => {
    const lines: ConsultationLine[] = [];
    // What is open or still to be answered is never pushed out by what has its answer.
    const owed = await consultationRows(tx, ['OPEN', 'CLOSED'], MOST);
    for (const row of [...owed, ...(await consultationRows(tx, ['RESPONDED'], MOST))])
      lines.push(lineOf(row, await themesFor(tx, row), vietnamDate(tx.now)));
    return ok(lines.sort((a, b) => Number(b.state === 'OPEN') - Number(a.state === 'OPEN')));
  });
}

/** One that was opened, with what may be chosen and what was answered; results are `readResults`. Refusals: `consultation.not-found` */
export async function readConsultation(ctx: Ctx, written: string): Promise<Result<ConsultationView>> {
  const code = readCode(written);
  if (code === undefined) return refuse('consultation.not-found');
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<ConsultationView>> => {
    const row = await consultationByCode(tx, code);
    if (!row || row.state === 'DRAFT') return refuse('consultation.not-found');
    const themes = await themesFor(tx, row);
    const [options, statements] = [await optionsOf(tx, row.id), await statementsOf(tx, row.id)];
    return ok({
      ...lineOf(row, themes, vietnamDate(tx.now)),
      movedFrom: row.first_closes_at?.getTime() === row.closes_at?.getTime() ? null : row.first_closes_at,
      question: both(row.question_vi, row.question_en),
      space: both(row.space_vi ?? '', row.space_en),
      means: row.means,
      decisionMaker: both(row.decision_maker_vi ?? '', row.decision_maker_en),
      most: row.most,
      budget: row.budget,
      options: options.map(({ number, text_vi, text_en, cost }) => ({ number, text: both(text_vi, text_en), cost })),
      statements: statements
        .filter(({ withdrawn_at }) => withdrawn_at === null)
        .map(({ number, origin, text_vi, text_en }) => ({ number, origin, text: both(text_vi, text_en) })),
      themes,
      issuer: row.state === 'OPEN' ? (row.issuer_public?.toString('base64') ?? null) : null,
    });
  });
}

/** What a child wrote stands in its own words in both languages. */
const both = (vi: string, en: string | null): Bilingual => ({ vi, en: en ?? vi });

/** @throws of a draft, or one that lacks what every opened one has: the table knows none */
function lineOf(row: ConsultationRow, themes: readonly ThemeView[], today: string): ConsultationLine {
  if (row.state === 'DRAFT' || row.closes_at === null || row.answer_by === null)
    throw new Error('a draft is shown to nobody outside');
  const late = themes.filter(({ overdue }) => overdue !== null).length;
  return {
    code: row.code,
    kind: row.kind,
    state: row.state,
    title: both(row.title_vi, row.title_en),
    bands: row.bands,
    closesAt: row.closes_at,
    answerBy: row.answer_by,
    overdue: late === 0 && row.state === 'CLOSED' && today > row.answer_by ? 1 : late,
    invented: row.is_demonstration,
  };
}

async function themesFor(tx: Tx, row: ConsultationRow): Promise<ThemeView[]> {
  const answers = new Map((await answersOf(tx, row.id)).map((answer) => [answer.theme_id, answer]));
  const today = vietnamDate(tx.now);
  return (await themesOf(tx, row.id)).map(({ id, title_vi, title_en }): ThemeView => {
    const answer = answers.get(id);
    return {
      title: both(title_vi, title_en),
      overdue:
        overdueOf(
          {
            answerBy: row.answer_by ?? '',
            answered: answer !== undefined,
            followUpOn: answer?.follow_up_on ?? null,
            followedUp: answer?.followed_up_at != null,
          },
          today,
        ) ?? null,
      answer: answer
        ? {
            outcome: answer.outcome,
            heard: answer.heard,
            decided: answer.decided,
            whyNot: answer.why_not,
            answeredBy: answer.answered_by,
            childWords: answer.child_words,
            answeredAt: answer.answered_at,
            followUpOn: answer.follow_up_on,
            followedUp: answer.followed_up,
            followedUpAt: answer.followed_up_at,
          }
        : null,
    };
  });
}
