import type { CallState } from './call-state.pure.ts';

export interface PhoneCallRow {
  id: string;
  contact_id: string;
  account_id: string;
  call_mark: Buffer;
  number_mark: Buffer | null;
  sealed: Buffer;
  direction: 'in' | 'out';
  state: CallState;
  state_at: Date;
  came_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  cause: number | null;
  extension: string | null;
  parked_until: Date | null;
  recording_since: Date | null;
  recording_stop_asked_at: Date | null;
  has_voicemail: boolean;
  failure: string | null;
}

export const callBackStates = ['open', 'trying', 'reached', 'given-up'] as const;

export interface CallBackRow {
  contact_id: string;
  state: (typeof callBackStates)[number];
  attempts: number;
  due_at: Date;
  until: Date;
  last_by: string | null;
  last_at: Date | null;
}

export interface PhoneExtensionRow {
  person: string;
  desk_code: string;
  organisation: string;
  extension: string;
  set_at: Date;
  /** The exchange at which the person's browser is this extension; null where it is a telephone of its own. */
  softphone_account: string | null;
  softphone_password: Buffer | null;
}

export interface CallTables {
  'counselling.phone_call': PhoneCallRow;
  'counselling.phone_extension': PhoneExtensionRow;
  'counselling.call_back': CallBackRow;
}
