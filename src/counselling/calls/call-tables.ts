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
  /** The call of the try that was begun last; null before the first. */
  call_id: string | null;
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

/** A step of a call that was heard, by the exchange's clock. */
export interface CallStepRow {
  call_id: string;
  contact_id: string;
  at: Date;
  step: string;
}

export interface CallTables {
  'counselling.call_step': CallStepRow;
  'counselling.phone_call': PhoneCallRow;
  'counselling.phone_extension': PhoneExtensionRow;
  'counselling.call_back': CallBackRow;
}
