import type { ContactRow } from '../tables.ts';
import type { WatchPurpose } from './contact.ts';

/** A contact as the desk sees it without a word of what was said. */
export interface ContactCard {
  readonly id: string;
  readonly reference: string;
  readonly channel: ContactRow['channel'];
  /** The network by which the child last wrote and is answered; null on our own page. */
  readonly network: string | null;
  readonly state: ContactRow['state'];
  readonly language: 'vi' | 'en';
  readonly informantType: string | null;
  readonly ageBand: string;
  readonly province: string | null;
  readonly band: number;
  /** Why it stands where it stands, in a code: shown on the card. */
  readonly bandReason: string;
  readonly tier: ContactRow['tier'];
  readonly waitingSince: string;
  readonly beganAt: string;
  readonly helper: string | null;
  readonly offeredTo: string | null;
  readonly offerUntil: string | null;
  readonly acceptedAt: string | null;
  readonly transferTo: string | null;
  readonly transferUntil: string | null;
  readonly wrapUntil: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly lastSeq: number;
  /** The newest line that the child has seen. */
  readonly childSeenSeq: number;
  /** Since when the child waits for an answer; reading does not clear it. */
  readonly owedSince: string | null;
  /** The child's page is closed, or was blanked. */
  readonly childAwaySince: string | null;
  readonly childBlanked: boolean;
  /** The supervisor who reads along, for what and until when. */
  readonly watch: {
    readonly by: string;
    readonly purpose: WatchPurpose;
    readonly until: string;
    /** The child is asked first and has not said yes: nothing is read yet. */
    readonly asked: boolean;
  } | null;
  /** The helper to whom alone it is offered for a while, as a supervisor said. */
  readonly meantFor: string | null;
  readonly version: number;
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

export function contactCard(row: ContactRow): ContactCard {
  return {
    id: row.id,
    reference: row.reference,
    channel: row.channel,
    network: row.network,
    state: row.state,
    language: row.language,
    informantType: row.informant_type,
    ageBand: row.age_band,
    province: row.province_code,
    band: row.band,
    bandReason: row.band_reason,
    tier: row.tier,
    waitingSince: row.waiting_since.toISOString(),
    beganAt: row.began_at.toISOString(),
    helper: row.helper,
    offeredTo: row.offered_to,
    offerUntil: iso(row.offer_until),
    acceptedAt: iso(row.accepted_at),
    transferTo: row.transfer_to,
    transferUntil: iso(row.transfer_until),
    wrapUntil: iso(row.wrap_until),
    endedAt: iso(row.ended_at),
    endReason: row.end_reason,
    lastSeq: row.last_seq,
    childSeenSeq: row.child_seen_seq,
    owedSince: iso(row.owed_since),
    childAwaySince: iso(row.child_away_since),
    childBlanked: row.child_blanked,
    watch:
      row.watched_by === null || row.watch_until === null || row.watch_purpose === null
        ? null
        : {
            by: row.watched_by,
            purpose: row.watch_purpose,
            until: row.watch_until.toISOString(),
            asked: row.watch_asked,
          },
    meantFor: row.meant_for,
    version: row.version,
  };
}
