import { accountLocator, accountOfLink, normaliseAccount, normaliseLink } from '../../intake/index.ts';
import { lookAlike } from '../../takedown/index.ts';
import { type OnlinePlace, onlinePlace } from '../../vocabulary/index.ts';
import { faulty, maskHead, type ReadForm } from './identifier.ts';

const PLACES: ReadonlySet<string> = new Set(onlinePlace.terms.map(({ code }) => code));
/** What is written to be told apart by nobody: digits as letters, and marks between. */
const AS_LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  i: 'l',
  '|': 'l',
  '3': 'e',
  '5': 's',
  $: 's',
};

/** What a name looks like to who reads in haste. */
export const skeletonOf = (name: string): string =>
  [...lookAlike(name.normalize('NFKC'))]
    .map((letter) => AS_LETTERS[letter] ?? letter)
    .filter((letter) => !/[\s._\-~]/.test(letter))
    .join('');

/**
 * An account: the service and its name there, whether somebody wrote the handle or the link to the profile. The same name elsewhere is
 * another account; `skeleton` is that of the name alone, since people take their names with them.
 * @param place code of the vocabulary's list of places online; absent where it is not known or the link tells it
 */
export function readAccount(written: string, place: string | undefined): ReadForm {
  const text = written.normalize('NFKC').trim();
  const link = /^(https?:\/\/|hxxps?:\/\/|www\.|[a-z0-9-]+(\.[a-z0-9-]+)+\/)/i.test(text)
    ? normaliseLink(text.replace(/^hxxp/i, 'http'))
    : undefined;
  const ofLink = link === undefined ? undefined : accountOfLink(link);
  if (link !== undefined && ofLink === undefined) return faulty('FORM');
  const known = place !== undefined && PLACES.has(place) ? (place as OnlinePlace) : undefined;
  if (place !== undefined && known === undefined) return faulty('FORM');
  const handle = ofLink === undefined ? normaliseAccount(text) : ofLink.value.slice(ofLink.value.indexOf('|') + 1);
  if (handle === undefined || [...handle].length < 2 || /\p{C}/u.test(handle)) return faulty('FORM');
  const normal = ofLink?.value ?? (known === undefined ? `-|${handle}` : accountLocator(known, handle).value);
  const skeleton = skeletonOf(handle);
  return {
    ok: true,
    form: {
      kind: 'ACCOUNT',
      normal,
      skeleton: skeleton === '' ? null : skeleton,
      display: `${normal.slice(0, normal.indexOf('|'))} · ${handle}`,
      mask: `${normal.slice(0, normal.indexOf('|'))} · ${maskHead(handle, 2)}`,
    },
  };
}
