export interface AnswerTables {
  'counselling.canned_answer': AnswerRow;
}

export interface AnswerRow {
  desk_code: string;
  code: string;
  version: number;
  retired: boolean;
  title_vi: string;
  title_en: string;
  vi: string;
  en: string;
  source: string;
  verified: boolean;
  set_by: string;
  set_at: Date;
}
