import type { AnswerOutcome } from './answers/theme-answer.ts';
import type { BallotFault, BallotWay, ConsultationKind, Stratum } from './ballots/ballot.ts';
import type { ConsultationState } from './consultations/consultation.ts';
import type { IdeaState, StatementOrigin } from './ideas/idea.ts';

/** The rows of the schema `voice`, as the stores see them. */
export interface ConsultationRow {
  id: string;
  code: string;
  kind: ConsultationKind;
  state: ConsultationState;
  title_vi: string;
  title_en: string | null;
  question_vi: string;
  question_en: string | null;
  bands: string[];
  space_vi: string | null;
  space_en: string | null;
  means: Stratum[];
  decision_maker_vi: string | null;
  decision_maker_en: string | null;
  answer_by: string | null;
  most: number | null;
  budget: number | null;
  opened_at: Date | null;
  closes_at: Date | null;
  first_closes_at: Date | null;
  closed_at: Date | null;
  responded_at: Date | null;
  issuer_public: Buffer | null;
  sealed: Buffer | null;
  box_hash: string | null;
  counted: number[] | null;
  version: number;
  agency: string;
  started_by: string;
  started_at: Date;
  changed_at: Date;
  is_demonstration: boolean;
}

export interface OptionRow {
  consultation_id: string;
  number: number;
  text_vi: string;
  text_en: string | null;
  cost: number | null;
}

export interface ThemeRow {
  id: string;
  consultation_id: string;
  number: number;
  title_vi: string;
  title_en: string;
  made_by: string;
  made_at: Date;
}

export interface StatementRow {
  id: string;
  consultation_id: string;
  number: number;
  origin: StatementOrigin;
  text_vi: string;
  text_en: string | null;
  theme_id: string | null;
  shown_by: string;
  shown_at: Date;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
}

export interface IdeaRow {
  id: string;
  consultation_id: string;
  locator: string;
  salt: Buffer;
  memory_kib: number;
  passes: number;
  verifier: Buffer;
  submission: Buffer;
  band: string;
  sealed: Buffer | null;
  made_at: Date;
  state: IdeaState;
  reason: string | null;
  statement_id: string | null;
  theme_id: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  is_demonstration: boolean;
}

export interface TokenIssueRow {
  consultation_id: string;
  way: BallotWay;
  part: number;
  tokens: number;
}

export interface BallotRow {
  consultation_id: string;
  receipt: string;
  stratum: Stratum;
  way: BallotWay;
  choices: string;
}

export interface BallotRefusalRow {
  consultation_id: string;
  stratum: Stratum;
  fault: BallotFault;
  ballots: number;
}

export interface SheetRow {
  id: string;
  consultation_id: string;
  slips: number;
  ends_at: Date;
  made_by: string;
  agency: string;
  made_at: Date;
}

export interface SlipRow {
  digest: Buffer;
  sheet_id: string;
  used: boolean;
}

export interface PaperBatchRow {
  id: string;
  consultation_id: string;
  papers: number;
  state: 'OPEN' | 'DIFFERS' | 'COUNTED';
  begun_by: string;
  agency: string;
  begun_at: Date;
  counted_at: Date | null;
}

export interface PaperEntryRow {
  batch_id: string;
  person: string;
  choices: string[];
  typed_at: Date;
}

export interface ThemeAnswerRow {
  theme_id: string;
  consultation_id: string;
  outcome: AnswerOutcome;
  heard: string;
  decided: string;
  why_not: string | null;
  answered_by: string;
  child_words: string;
  follow_up_on: string;
  written_by: string;
  agency: string;
  answered_at: Date;
  followed_up: string | null;
  followed_up_by: string | null;
  followed_up_at: Date | null;
}

export interface VoiceTables {
  'voice.consultation': ConsultationRow;
  'voice.option': OptionRow;
  'voice.theme': ThemeRow;
  'voice.statement': StatementRow;
  'voice.idea': IdeaRow;
  'voice.token_issue': TokenIssueRow;
  'voice.ballot': BallotRow;
  'voice.ballot_refusal': BallotRefusalRow;
  'voice.sheet': SheetRow;
  'voice.slip': SlipRow;
  'voice.paper_batch': PaperBatchRow;
  'voice.paper_entry': PaperEntryRow;
  'voice.theme_answer': ThemeAnswerRow;
}
