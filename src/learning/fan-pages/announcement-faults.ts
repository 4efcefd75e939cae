import { type PostFault, type PostingAccount, postFaults } from '../../channels/index.ts';
import { findDetails } from '../../listening/index.ts';
import { normalise } from '../../text/index.ts';
import { findWordFaults, neverToAChild } from '../content/content.ts';
import { houseContent } from '../editorial/house-content.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { bandsOf } from '../library/library.ts';
import { type AnnouncementWords, placeKey, publicPost } from './announcement.ts';

/** What keeps an announcement from being put before somebody who approves it. */
export interface AnnouncementFault {
  readonly code:
    | PostFault['code']
    | 'avoided-term'
    | 'emoji'
    | 'placeholder-unknown'
    | 'never-to-a-child'
    | 'holds-detail'
    | 'account-closed';
  /** `title`, `lead`, or the key of a place. */
  readonly at: string;
  /** The words at fault, or the most that there is room for. Never the detail itself, by which somebody could be found. */
  readonly words: string;
}

/** What is wrong with words that leave the house: what no network takes, what the house does not say, and what leads to a person. */
export function announcementFaults(
  item: PublishedItem,
  {
    words,
    link,
    pictureHash,
    pictureAlt,
  }: {
    readonly words: AnnouncementWords;
    readonly link: string;
    readonly pictureHash: string;
    readonly pictureAlt: string;
  },
  accounts: readonly PostingAccount[],
): readonly AnnouncementFault[] {
  const said = [
    { at: 'title', text: words.title },
    { at: 'lead', text: words.lead },
    ...words.places.map((place) => ({ at: placeKey(place), text: place.text })),
  ];
  const forChildren = !bandsOf(item).includes('ADULT');
  return [
    ...said.flatMap(({ at, text }) => wordFaults(at, text, forChildren)),
    ...words.places.flatMap((place): AnnouncementFault[] => {
      const at = placeKey(place);
      if (place.account === null) return place.text.trim() === '' ? [{ code: 'text-missing', at, words: '' }] : [];
      const account = accounts.find(({ id }) => id === place.account);
      if (account === undefined) return [{ code: 'account-closed', at, words: '' }];
      const post = publicPost({ words, link, pictureHash, pictureAlt }, place, { author: account.name, picture: link });
      return postFaults(account.limits, post).map(({ code, most }) => ({
        code,
        at,
        words: most === null ? '' : String(most),
      }));
    }),
  ];
}

function wordFaults(at: string, text: string, forChildren: boolean): AnnouncementFault[] {
  const faults: AnnouncementFault[] = text
    .split('\n')
    .flatMap((line) => findWordFaults({ vi: line, en: '' }))
    .map(({ code, words }) => ({ code, at, words }));
  // Nobody fills in here how a reader is addressed.
  if (/\{[Ee]m\}/.test(text)) faults.push({ code: 'placeholder-unknown', at, words: '{em}' });
  if (forChildren)
    for (const words of neverToAChild(text, houseContent().lists.limits))
      faults.push({ code: 'never-to-a-child', at, words });
  if (findDetails(normalise(text)).length > 0) faults.push({ code: 'holds-detail', at, words: '' });
  return faults;
}
