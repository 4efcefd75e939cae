/** Front door of the channels: what networks tell us, verified and in no network's own words. */
export type {
  CallEvent,
  ChannelCode,
  DeliveryReport,
  InboundAttachment,
  InboundEvent,
  InboundRequest,
  PrivateMessage,
  PublicContribution,
} from './inbound-event.ts';
export { channelsModule } from './module.ts';
export { answerFacebookHandshake, type FacebookPageSecrets, receiveFacebookPage } from './receive-facebook-page.ts';
export { receiveTelegram, type TelegramSecrets } from './receive-telegram.ts';
export { receiveZaloOa, type ZaloOaSecrets } from './receive-zalo-oa.ts';
