import {
  type Ctx,
  createContext,
  type Kernel,
  newId,
  repeat,
  serviceKey,
  serviceSource,
  systemActor,
} from '../../kernel/index.ts';
import { tendCalls } from '../calls/tend-calls.ts';
import { QUEUED } from './contact-record.ts';
import { offerContacts } from './offer-contacts.ts';
import { tendContacts } from './tend-contacts.ts';

/** How long between two looks at what time has done. Milliseconds. */
const TICK = 1_000;
const TICKER = serviceKey<null>('counselling.ticker');

/**
 * Tends contacts each second, in every process, so that an offer that ran out goes on within a second; one who asks for a chat is
 * offered at once. Nothing rests on it: what is late is found by the next tick, and every act carries its own condition of time.
 */
export const tickerSource = serviceSource(TICKER, async ({ kernel }) => {
  let closed = false;
  const stopTending = repeat(TICK, () => attempt(kernel, tendContacts));
  // Apart: a dead exchange is waited for, and offers are not to wait with it.
  const stopTendingCalls = repeat(TICK, () => attempt(kernel, tendCalls));
  // Those who ask while a round runs are all in the next one.
  let round: Promise<void> | undefined;
  let again = false;
  const offer = async (): Promise<void> => {
    do {
      again = false;
      await attempt(kernel, offerContacts);
    } while (again && !closed);
    round = undefined;
  };
  const stopListening = kernel.live.listen(({ topic }) => {
    if (topic !== QUEUED || closed) return;
    again = true;
    round ??= offer();
  });
  return {
    service: null,
    close: async () => {
      closed = true;
      stopListening();
      await Promise.all([stopTending(), stopTendingCalls(), round]);
    },
  };
});

async function attempt(kernel: Kernel, work: (ctx: Ctx) => Promise<unknown>): Promise<void> {
  const actor = systemActor('counselling.tend-contacts');
  try {
    await work(createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' }));
  } catch (error) {
    kernel.log.warn({ err: error }, 'contacts could not be tended; trying again');
  }
}
