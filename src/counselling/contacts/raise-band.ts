import { findStorySignals } from '../../vocabulary/index.ts';
import { type ContactBand, contactBands } from './contact.ts';

/** Why a contact stands in its band, in codes: on the card of the helper, and in its history. */
export const bandReasons = [
  'arrived',
  'said-urgent',
  'got-worse',
  'words-of-danger',
  'dropped-by-us',
  'supervisor',
] as const;
export type BandReason = (typeof bandReasons)[number];

export interface RaisedBand {
  readonly band: ContactBand;
  readonly reason: BandReason;
}

/** A band is only ever raised. @returns undefined where the contact stands as high already */
export function raised(now: ContactBand, to: ContactBand, reason: BandReason): RaisedBand | undefined {
  return to > now ? { band: to, reason } : undefined;
}

/** Where a contact begins: what the child says itself, and what words of its first line may be about. */
export function firstBand(saidUrgent: boolean, firstLine: string | undefined): RaisedBand {
  const words = firstLine === undefined ? undefined : bandOfWords(firstLine);
  const said: RaisedBand = saidUrgent
    ? { band: contactBands.urgent, reason: 'said-urgent' }
    : { band: contactBands.normal, reason: 'arrived' };
  return words !== undefined && words.band > said.band ? words : said;
}

/** Words that may be about danger now raise a contact; that none were found says nothing. */
export function bandOfWords(text: string): RaisedBand | undefined {
  return findStorySignals(text).length > 0 ? { band: contactBands.danger, reason: 'words-of-danger' } : undefined;
}
