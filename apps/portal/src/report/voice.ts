import { helperWords } from '../../../../src/intake/reports/step-words.pure.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import type { About, ChildCalled, Voice } from './teller.ts';

/** What the messages of the report's pages take: how the reader is addressed, and whom the report is about. */
export interface Address {
  readonly em: string;
  readonly Em: string;
  readonly who: string;
  readonly Who: string;
  readonly about: About;
  readonly voice: Voice;
  /** Who reads and answers, as this reader calls them. */
  readonly helper: string;
  readonly Helper: string;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const children: Readonly<Record<ChildCalled, () => string>> = {
  own: m.who_child_own,
  young: m.who_child_young,
  pupil: m.who_child_pupil,
  child: m.who_child,
};

/** Inside a request only: the words are in the page's language. */
export function addressOf(voice: Voice, about: About, called: ChildCalled = 'child'): Address {
  const grownUp = called === 'pupil' ? m.you_teacher() : m.you_adult();
  const em = voice === 'adult' ? grownUp : voice === 'ban' ? m.you_ban() : m.you_em();
  const who = about === 'child' ? children[called]() : about === 'friend' ? m.who_friend() : em;
  const helper = helperWords[voice === 'adult' ? 'adult' : 'child'][getLocale()];
  return { em, Em: capital(em), who, Who: capital(who), about, voice, helper, Helper: capital(helper) };
}
