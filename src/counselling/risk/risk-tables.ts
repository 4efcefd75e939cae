import type { RiskKind } from './risk-script.ts';

export const handOvers = ['POLICE', 'AMBULANCE', 'DUTY_OFFICER', 'FAMILY'] as const;
export type HandOver = (typeof handOvers)[number];

export interface RiskTables {
  'counselling.risk_answer': {
    contact_id: string;
    desk_code: string;
    kind: RiskKind;
    number: number;
    answer_key: string;
    script_version: string;
    at: Date;
    author: string;
    sealed: Buffer;
  };
  'counselling.risk_level': {
    contact_id: string;
    desk_code: string;
    kind: RiskKind;
    level: number;
    at: Date;
    by: string;
  };
  'counselling.risk_hand_over': {
    id: string;
    contact_id: string;
    desk_code: string;
    to_kind: HandOver;
    at: Date;
    by: string | null;
  };
}
