import type { JSONColumnType } from 'kysely';
import type { Need } from './roster.pure.ts';
import type { EventKind, LeaveKind, LeaveState, RosterState, RuleCode, SwapState } from './staffing.ts';

/** The rows of staffing, as its stores see them. Days are `YYYY-MM-DD`. */
export interface StaffingTables {
  'counselling.staffing_rule': {
    id: string;
    code: RuleCode;
    value: number;
    valid_from: Date;
    source: string;
    verified: boolean;
    set_by: string;
    set_at: Date;
  };
  'counselling.roster_shift_kind': {
    code: string;
    position: number;
    vi: string;
    en: string;
    start_minute: number;
    minutes: number;
    night: boolean;
    source: string;
    verified: boolean;
  };
  'counselling.on_call_region': { code: string; vi: string; en: string; source: string; verified: boolean };
  'counselling.roster_wish': {
    person: string;
    desk_code: string;
    region: string | null;
    dislikes: JSONColumnType<Record<string, number>>;
    set_at: Date;
  };
  'counselling.leave': {
    id: string;
    person: string;
    desk_code: string;
    from_day: string;
    to_day: string;
    kind: LeaveKind;
    state: LeaveState;
    asked_at: Date;
    decided_by: string | null;
    decided_at: Date | null;
    version: number;
  };
  'counselling.forecast_event': {
    id: string;
    desk_code: string;
    kind: EventKind;
    name: string;
    from_day: string;
    to_day: string;
    uplift: number;
    source: string;
    verified: boolean;
    set_by: string;
    set_at: Date;
    removed_at: Date | null;
  };
  'counselling.arrival_hour': { desk_code: string; day: string; hour: number; contacts: number };
  'counselling.roster': {
    id: string;
    desk_code: string;
    organisation: string;
    from_day: string;
    days: number;
    state: RosterState;
    needs: JSONColumnType<Need[]>;
    people: string[];
    best: boolean | null;
    made_by: string;
    made_at: Date;
    published_by: string | null;
    published_at: Date | null;
    version: number;
  };
  'counselling.roster_assignment': { roster_id: string; day: string; shift: string; person: string };
  'counselling.roster_on_call': { roster_id: string; day: string; region: string; person: string };
  'counselling.shift_swap': {
    id: string;
    roster_id: string;
    desk_code: string;
    asker: string;
    asked: string;
    asker_day: string;
    asked_day: string | null;
    state: SwapState;
    asked_at: Date;
    answered_at: Date | null;
    version: number;
  };
}
