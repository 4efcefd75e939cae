import type { JSONColumnType } from 'kysely';
import type { PracticeEnd, PracticeState } from './take-turn.ts';

export interface PracticeRow {
  id: string;
  person: string;
  desk_code: string;
  persona: string;
  began_at: Date;
  ended_at: Date | null;
  ended: PracticeEnd | null;
  state: JSONColumnType<PracticeState>;
  sealed_key: Buffer;
  version: number;
}

export interface PracticeTables {
  'counselling.practice': PracticeRow;
  'counselling.practice_line': { practice_id: string; turn: number; at: Date; sealed: Buffer };
  'counselling.practice_share': {
    practice_id: string;
    person: string;
    desk_code: string;
    persona: string;
    practised_at: Date;
    shared_at: Date;
  };
}
