import { type Phrase, phraseFinder } from '../../vocabulary/index.ts';
import type { ContactWishes } from './outbound.ts';
import telling from './telling-words.json' with { type: 'json' };

const tellingKinds = ['HELPLINE', 'PROTECTION', 'POLICE', 'HARM', 'COUNSELLING'] as const;
const tellingIn = phraseFinder(tellingKinds, telling.phrases as readonly Phrase<(typeof tellingKinds)[number]>[]);

/** Whether whoever reads over a shoulder would understand from the words who writes, or why. */
export const tells = (text: string): boolean => tellingIn(text).length > 0;

/**
 * What a person asked for rules over whoever writes to them: nothing is sent against it, for no purpose.
 * @param message.begins the person did not write to this account first, so they see the sender's name there for the first time
 * @param message.template its words are the network's: whether they tell is not known here
 * @returns the code of the refusal; undefined where nothing stands against it. Hours are no refusal: the message waits for them
 */
export function refusedByWishes(
  { wishes }: ContactWishes,
  message: { readonly text: string; readonly begins: boolean; readonly template?: boolean },
): 'outbox.no-contact-wished' | 'outbox.not-here-wished' | 'outbox.sender-tells' | 'outbox.words-tell' | undefined {
  if (wishes.includes('NO_CONTACT')) return 'outbox.no-contact-wished';
  if (wishes.includes('REPLY_HERE')) return 'outbox.not-here-wished';
  if (!wishes.includes('SAY_OTHER')) return undefined;
  if (message.begins) return 'outbox.sender-tells';
  return message.template || tells(message.text) ? 'outbox.words-tell' : undefined;
}
