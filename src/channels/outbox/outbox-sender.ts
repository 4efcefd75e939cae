import { type Ctx, createContext, type Kernel, newId, repeat, systemActor } from '../../kernel/index.ts';
import { type AccountInUse, forgetAccount, useAccount } from '../accounts/open-account.ts';
import { renewAccount } from '../accounts/renew-account.ts';
import { openReach } from '../reach.ts';
import { QUEUED } from './queue-message.ts';
import { accountsToServe, type Sending, sendByAccount } from './send-messages.ts';

const TICK = 1_000;

/** Sending as it is: by the house's way out, with tokens renewed at their services. */
export function sendingOf(kernel: Kernel): Sending {
  const reach = openReach(kernel.config);
  const renewals = new Map<string, Promise<AccountInUse | undefined>>();
  const renew = async (ctx: Ctx, id: string, version: number) => {
    const renewed = await renewAccount(ctx, id, version);
    if (!renewed.ok) return undefined;
    // Another process may have done it since this one read the account.
    forgetAccount(kernel, id);
    return useAccount(ctx, id);
  };
  return {
    reach: () => ({ ...reach, now: kernel.clock.now() }),
    renew: async (ctx, { row: { id, version } }) => {
      const renewal = renewals.get(id) ?? renew(ctx, id, version).finally(() => renewals.delete(id));
      renewals.set(id, renewal);
      const account = await renewal;
      return account && account.row.version !== version ? account : undefined;
    },
  };
}

/**
 * Sends in every process, each account on its own: one provider that hangs keeps nobody else's messages. What was just queued goes at once.
 * @returns ends it, once what is in hand is settled
 */
export function sendFromOutbox(kernel: Kernel, sending: Sending = sendingOf(kernel)): () => Promise<void> {
  const busy = new Map<string, Promise<void>>();
  let closed = false;
  const context = () =>
    createContext(kernel, { actor: systemActor('channels.send'), requestId: newId<'request'>(), language: 'vi' });
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      kernel.log.warn({ err: error }, 'the outbox could not be served; trying again');
    }
  };
  const look = async () => {
    if (closed) return;
    await attempt(async () => {
      for (const account of await accountsToServe(context())) {
        if (closed || busy.has(account)) continue;
        const served = attempt(() => sendByAccount(context(), account, sending)).finally(() => busy.delete(account));
        busy.set(account, served);
      }
    });
  };
  // Those who queue while a look runs are all in the next one.
  let looking: Promise<void> | undefined;
  let again = false;
  const lookNow = async () => {
    do {
      again = false;
      await look();
    } while (again && !closed);
    looking = undefined;
  };
  const stopTicking = repeat(TICK, look);
  const stopListening = kernel.live.listen(({ topic }) => {
    if (topic !== QUEUED || closed) return;
    again = true;
    looking ??= lookNow();
  });
  return async () => {
    closed = true;
    stopListening();
    await Promise.all([stopTicking(), looking]);
    await Promise.all(busy.values());
  };
}
