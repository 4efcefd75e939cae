export const appealStates = ['OPEN', 'UPHELD', 'DISMISSED'] as const;
export type AppealState = (typeof appealStates)[number];

export interface StatementRow {
  id: string;
  code: string;
  order_id: string;
  item_id: string;
  made_at: Date;
}

export interface ItemAppealRow {
  id: string;
  item_id: string;
  statement_id: string;
  code: string;
  sealed: Buffer;
  made_at: Date;
  state: AppealState;
  answered_by: string | null;
  answered_agency: string | null;
  answered_at: Date | null;
  orders_reached: number | null;
  blocks_reached: number | null;
  alerts_reached: number | null;
  is_demonstration: boolean;
}

/** What is sealed of an appeal. */
export interface AppealWords {
  readonly text: string;
  readonly answer?: string;
}

export interface AppealTables {
  'takedown.statement': StatementRow;
  'takedown.item_appeal': ItemAppealRow;
}
