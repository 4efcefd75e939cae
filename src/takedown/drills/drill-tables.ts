import type { DrillKind } from './drill.ts';

export interface DrillRow {
  id: string;
  reference: string;
  kind: DrillKind;
  urgent: boolean;
  agency: string;
  started_by: string;
  started_at: Date;
  due_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  is_demonstration: boolean;
}

export interface DrillCallRow {
  id: string;
  drill_id: string;
  agency: string;
  reference: string;
  kind: DrillKind;
  urgent: boolean;
  called_at: Date;
  due_at: Date;
  told: number;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_via: 'PAGE' | 'MACHINE' | null;
  closed_at: Date | null;
}

export interface DrillTables {
  'takedown.drill': DrillRow;
  'takedown.drill_call': DrillCallRow;
}
