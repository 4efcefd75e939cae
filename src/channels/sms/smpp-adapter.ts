import { MINUTE, ok, type Result } from '../../kernel/index.ts';
import type { AccountHealth, ChannelAdapter, Reach } from '../adapter.ts';
import { listenToSmpp } from './listen-smpp.ts';
import { SmppSenders } from './send-smpp.ts';
import { SMPP_TIMES, SmppSession, type SmppTimes } from './smpp-session.ts';
import {
  SMS_TEXT_MOST,
  type SmppAccount,
  type SmppSecrets,
  type SmppSettings,
  smppSecrets,
  smppSettings,
} from './sms-account.ts';

/** A message centre by SMPP 3.4: one connection that hears, and one that sends while there is something to send. */
export function createSmppAdapter(
  times: SmppTimes = SMPP_TIMES,
  senders = new SmppSenders(times),
): ChannelAdapter<SmppSettings, SmppSecrets> {
  return {
    code: 'sms-smpp',
    settings: smppSettings,
    secrets: smppSecrets,
    limits: { textMost: SMS_TEXT_MOST, perSecond: 10, perSecondToOne: 0.2 },
    proof: 'delivered',
    begins: true,
    silentMs: 2 * MINUTE,
    listen: (account, listening, reach) => listenToSmpp(account, listening, reach, times),
    window: () => ({ state: 'paid', until: null }),
    send: (account, message, reach) => senders.send(account, message, reach),
    check: (account, reach) => checkCentre(account, reach, times),
  };
}

export const smppAdapter = createSmppAdapter();

/** Binds as a sender and takes leave. Refusals: `link.*`, `channel-service.refuses-us`, `channel-service.failed` */
async function checkCentre(account: SmppAccount, { network }: Reach, times: SmppTimes): Promise<Result<AccountHealth>> {
  const opened = await SmppSession.open(account, network, 'bind_transmitter', times);
  if (!opened.ok) return opened;
  await opened.value.leave();
  return ok({ name: `${account.settings.systemId} · ${account.settings.sender}`, tokenEndsAt: null });
}
