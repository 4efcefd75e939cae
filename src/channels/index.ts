/** Front door of the channels: accounts at networks, what they tell us, and what we tell back. */

export type { AccountState } from './accounts/account.ts';
export type * from './adapter.ts';
export {
  answerFacebookHandshake,
  type FacebookPageSecrets,
  receiveFacebookPage,
} from './facebook/receive-facebook-page.ts';
export {
  type AccountFacts,
  type Inbound,
  type InboundReceiver,
  inboundReceivers,
} from './inbound/inbound-receivers.ts';
export type {
  CallEvent,
  ChannelCode,
  DeliveryReport,
  InboundAttachment,
  InboundEvent,
  InboundRequest,
  OpenCalls,
  PrivateMessage,
  PublicContribution,
} from './inbound-event.ts';
export { channelsModule } from './module.ts';
export { outboundStates } from './outbox/outbound.ts';
export { type OutboundProgress, outboundProgress } from './outbox/outbound-progress.ts';
export { queueMessage } from './outbox/queue-message.ts';
export { receiveTelegram, type TelegramSecrets } from './telegram/receive-telegram.ts';
export type { CallCommand } from './telephone/call-command.ts';
export { type ExchangeState, exchangesOf } from './telephone/exchanges.ts';
export { receiveZaloOa, type ZaloOaSecrets } from './zalo/receive-zalo-oa.ts';
