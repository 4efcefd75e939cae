import { m } from '../paraglide/messages.js';
import type { About, Voice } from './teller.ts';

/** What the messages of the report's pages take: how the reader is addressed, and whom the report is about. */
export interface Address {
  readonly em: string;
  readonly Em: string;
  readonly who: string;
  readonly Who: string;
  readonly about: About;
  readonly voice: Voice;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Inside a request only: the words are in the page's language. */
export function addressOf(voice: Voice, about: About): Address {
  const em = voice === 'adult' ? m.you_adult() : voice === 'ban' ? m.you_ban() : m.you_em();
  const who = about === 'child' ? m.who_child() : about === 'friend' ? m.who_friend() : em;
  return { em, Em: capital(em), who, Who: capital(who), about, voice };
}
