import type {
  AgeBand,
  ChiSubcategory,
  ContactReason,
  InformantType,
  OnlineIncident,
  OnlinePlace,
  Sex,
} from '../../vocabulary/index.ts';
import type { ContactChannel } from '../contacts/contact.ts';
import type { CallType, ContactAction, CorrectionReason } from './record-list.ts';

export interface RecordRow {
  contact_id: string;
  version: number;
  at: Date;
  author: string;
  lists: string;
  channel: ContactChannel;
  call_type: CallType;
  informant_type: InformantType | null;
  age_band: AgeBand;
  sex: Sex;
  province_code: string | null;
  reasons: ContactReason[];
  main_reason: ContactReason | null;
  chi: ChiSubcategory[];
  places: OnlinePlace[];
  incidents: OnlineIncident[];
  actions: ContactAction[];
  suggested: ContactReason[];
  correction_reason: CorrectionReason | null;
}

export interface RecordTables {
  'counselling.contact_record': RecordRow;
  'counselling.contact_survey': {
    contact_id: string;
    at: Date;
    feeling_before: number | null;
    feeling_after: number | null;
    helped: number | null;
    skipped: boolean;
  };
}
