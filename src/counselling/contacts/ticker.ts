import { createContext, type Kernel, newId, serviceKey, serviceSource, systemActor } from '../../kernel/index.ts';
import { tendContacts } from './tend-contacts.ts';

/** How long between two looks at what time has done. Milliseconds. */
const TICK = 1_000;
const TICKER = serviceKey<null>('counselling.ticker');

/**
 * Tends contacts each second, in every process, so that an offer that ran out goes on within a second. Nothing rests on it: what is
 * late is found by the next tick, and every act carries its own condition of time.
 */
export const tickerSource = serviceSource(TICKER, async ({ kernel }) => {
  let closed = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    if (closed) return;
    timer = setTimeout(() => {
      running = tick(kernel).then(wait);
    }, TICK).unref();
  };
  wait();
  return {
    service: null,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
});

async function tick(kernel: Kernel): Promise<void> {
  const actor = systemActor('counselling.tend-contacts');
  try {
    await tendContacts(createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' }));
  } catch (error) {
    kernel.log.warn({ err: error }, 'contacts could not be tended; trying again');
  }
}
