import type { ContactChannel } from '../contacts/contact.ts';

/** Counts by day, without a person and without a contact. Days are `yyyy-mm-dd` in Viet Nam. */
export interface FigureTables {
  'counselling.arrival_day': {
    desk_code: string;
    day: string;
    channel: ContactChannel;
    came: number;
    talked: number;
    abandoned: number;
  };
  'counselling.record_tally': TallyRow;
}

/** Empty where something is not known. */
export interface TallyRow {
  desk_code: string;
  day: string;
  channel: string;
  call_type: string;
  main_reason: string;
  province_code: string;
  informant_type: string;
  contacts: number;
}
