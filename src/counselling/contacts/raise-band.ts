import type { TriageReason } from '../triage/triage.ts';
import { type ContactBand, contactBands } from './contact.ts';

/** Why a contact stands in its band, in codes: on the card of the helper, and in its history. */
export type BandReason =
  | 'arrived'
  | 'said-urgent'
  | 'got-worse'
  | 'dropped-by-us'
  | 'supervisor'
  | 'risk-dialogue'
  | 'known-picture'
  | TriageReason;

export interface RaisedBand {
  readonly band: ContactBand;
  readonly reason: BandReason;
}

/** A band is only ever raised. @returns undefined where the contact stands as high already */
export function raised(now: ContactBand, to: ContactBand, reason: BandReason): RaisedBand | undefined {
  return to > now ? { band: to, reason } : undefined;
}

/** Where a contact begins, by what the child says itself. */
export function firstBand(saidUrgent: boolean): RaisedBand {
  return saidUrgent
    ? { band: contactBands.urgent, reason: 'said-urgent' }
    : { band: contactBands.normal, reason: 'arrived' };
}
