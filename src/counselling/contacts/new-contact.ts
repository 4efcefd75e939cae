import { newCode, type Tx } from '../../kernel/index.ts';
import type { AgeBand, InformantType, PortalBand } from '../../vocabulary/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import type { ContactRow } from '../tables.ts';
import type { ContactChannel } from './contact.ts';
import type { RaisedBand } from './raise-band.ts';

export interface NewContact {
  readonly id: string;
  readonly channel: ContactChannel;
  readonly language: 'vi' | 'en';
  readonly informantType: InformantType | null;
  readonly portalBand: PortalBand | null;
  readonly province: string | null;
  readonly saidUrgent: boolean;
  readonly first: RaisedBand;
  readonly demonstration: boolean;
}

/** The row of a contact that begins to wait, of whatever channel. */
export function newContact(tx: Tx, of: NewContact): ContactRow {
  return {
    id: of.id,
    reference: newCode(),
    channel: of.channel,
    desk_code: HELPLINE.desk,
    organisation: HELPLINE.agency,
    state: 'waiting',
    language: of.language,
    informant_type: of.informantType,
    portal_band: of.portalBand,
    age_band: ageOf(of.portalBand),
    province_code: of.province,
    said_urgent: of.saidUrgent,
    band: of.first.band,
    band_reason: of.first.reason,
    tier: 'front',
    waiting_since: tx.now,
    began_at: tx.now,
    helper: null,
    offered_to: null,
    offer_until: null,
    offered_at: null,
    missed_by: null,
    accepted_at: null,
    helper_lost_since: null,
    danger_alone_since: null,
    danger_wakes: 0,
    transfer_to: null,
    transfer_until: null,
    wrap_until: null,
    ended_at: null,
    end_reason: null,
    last_seq: 0,
    child_seq: 0,
    helper_seq: 0,
    child_seen_seq: 0,
    helper_seen_seq: 0,
    owed_since: null,
    child_away_since: null,
    child_sign_at: tx.now,
    child_blanked: false,
    place_until: null,
    got_worse_at: null,
    watched_by: null,
    watch_until: null,
    watch_purpose: null,
    watch_asked: false,
    meant_for: null,
    meant_until: null,
    recorded_at: null,
    report_id: null,
    case_id: null,
    safety_plan_version: 0,
    network: null,
    answers_by: null,
    version: 1,
    is_demonstration: of.demonstration,
  };
}

/** Only the first and the last band of the portal say an age; the others overlap, and nothing is guessed. */
function ageOf(band: PortalBand | null): AgeBand {
  if (band === 'B6_8') return 'A6_8';
  return band === 'B16_17' ? 'A16_17' : 'UNK';
}
