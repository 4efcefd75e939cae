/** What every assertion has: who said it and when, and that it was taken back. */
export interface Said {
  said_by: string;
  agency: string;
  said_at: Date;
  taken_back_at: Date | null;
  taken_back_by: string | null;
  taken_back_reason: string | null;
}

/** On what it rests, and how good that is. */
export interface Graded {
  basis: string;
  reliability: string;
  credibility: number;
}

export interface PersonRow extends Said, Graded {
  id: string;
  file_id: string;
  part: string;
  named: boolean;
  sealed: Buffer;
}

export interface ClaimRow extends Said, Graded {
  id: string;
  file_id: string;
  one_id: string;
  other_id: string;
  says: 'SAME' | 'DIFFERENT';
}

/** A claim with the files of its two, and their places in them. */
export interface ClaimOfFile extends ClaimRow {
  one_file: string;
  other_file: string;
  one_number: number;
  other_number: number;
}

export interface ArticleRow extends Said {
  id: string;
  file_id: string;
  article: string;
  act_on: string | null;
  source: string;
  verified: boolean;
}

export interface OutcomeRow extends Said {
  id: string;
  file_id: string;
  kind: string;
  decided_on: string;
  article: string | null;
  person_id: string | null;
  sentence: string | null;
  months: number | null;
  /** In đồng; the driver gives a bigint as a text. */
  amount: string | null;
  suspended: boolean;
  measures: string[];
  sealed: Buffer | null;
}

export interface AssertionTables {
  'offences.person_of_interest': PersonRow;
  'offences.same_person_claim': ClaimRow;
  'offences.file_article': ArticleRow;
  'offences.offence_outcome': OutcomeRow;
}
