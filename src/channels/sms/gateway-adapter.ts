import type { ChannelAdapter } from '../adapter.ts';
import { answerEsms, checkEsms, lookUpEsms, receiveEsms, sendEsms } from './esms.ts';
import { checkNeutral, lookUpNeutral, receiveNeutral, sendNeutral } from './neutral-gateway.ts';
import {
  type GatewaySecrets,
  type GatewaySettings,
  gatewaySecrets,
  gatewaySettings,
  SMS_TEXT_MOST,
} from './sms-account.ts';

/** SMS by a gateway's HTTP service: eSMS, or any other by the vendor-neutral shape of docs/channels.md. */
export const gatewayAdapter: ChannelAdapter<GatewaySettings, GatewaySecrets> = {
  code: 'sms-gateway',
  settings: gatewaySettings,
  secrets: gatewaySecrets,
  limits: { textMost: SMS_TEXT_MOST, perSecond: 10, perSecondToOne: 0.2 },
  proof: 'delivered',
  begins: true,
  receive: (request, account, now) =>
    account.settings.kind === 'esms' ? receiveEsms(request, account, now) : receiveNeutral(request, account, now),
  answer: answerEsms,
  window: () => ({ state: 'paid', until: null }),
  send: (account, message, reach) =>
    account.settings.kind === 'esms' ? sendEsms(account, message, reach) : sendNeutral(account, message, reach),
  lookUp: (account, message, reach) =>
    account.settings.kind === 'esms' ? lookUpEsms() : lookUpNeutral(account, message, reach),
  check: (account, reach) =>
    account.settings.kind === 'esms' ? checkEsms(account, reach) : checkNeutral(account, reach),
};
