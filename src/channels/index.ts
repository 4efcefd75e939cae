/** Front door of the channels: accounts at networks, what they tell us, and what we tell back. */

export type { AccountState } from './accounts/account.ts';
export { beginConsent, finishConsent } from './accounts/account-consent.ts';
export { type AccountField, accountFieldValue } from './accounts/account-fields.ts';
export { changeAccount, connectAccount } from './accounts/connect-account.ts';
export { type AccountView, accountKinds, listAccounts } from './accounts/list-accounts.ts';
export { sayDown, sayUp } from './accounts/say-down.ts';
export { steerAccount } from './accounts/steer-account.ts';
export type * from './adapter.ts';
export { facebookSettings } from './facebook/facebook-account.ts';
export { appSecretProof, isThrottled, regainSeconds } from './facebook/graph.ts';
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
export { retryEvents } from './inbound/retry-events.ts';
export {
  type CallEvent,
  type ChannelCode,
  channelCodes,
  type DeliveryReport,
  type InboundAttachment,
  type InboundEvent,
  type InboundRequest,
  type OpenCalls,
  type PrivateMessage,
  type PublicContribution,
} from './inbound-event.ts';
export { inboundFile } from './inbound-file.ts';
export { channelsModule } from './module.ts';
export { listOutbound } from './outbox/list-outbound.ts';
export {
  type ContactWishes,
  heldCodes,
  houseReasons,
  NO_WISHES,
  outboundPurposes,
  outboundStates,
} from './outbox/outbound.ts';
export {
  type OutboundProgress,
  outboundProgress,
  outboundTried,
  outboundUndelivered,
} from './outbox/outbound-progress.ts';
export { type OutboundSource, outboundSources, type Written } from './outbox/outbound-source.ts';
export type { OutboundInList } from './outbox/outbound-view.ts';
export { type PostFault, postFaults } from './outbox/post-faults.pure.ts';
export {
  composePost,
  lookAtPost,
  type PostingAccount,
  type PostOnItsWay,
  postingAccounts,
  postOnItsWay,
} from './outbox/posts.ts';
export { chooseSender, queueMessage } from './outbox/queue-message.ts';
export { cancelOutbound, retryOutbound, retryQueued, takeBackQueued } from './outbox/retry-outbound.ts';
export { sendTestMessage } from './outbox/send-test.ts';
export { readContactWishes, setContactWishes } from './outbox/wishes.ts';
export { addPushDevice, ownPushDevices, type PushDevice, removePushDevice } from './push/keep-push-devices.ts';
export { tryOwnDevices } from './push/try-own-devices.ts';
export { wakePeople } from './push/wake-people.ts';
export { readSigned, signedHeaders } from './standard-webhook.ts';
export { receiveTelegram, type TelegramSecrets } from './telegram/receive-telegram.ts';
export type { CallCommand } from './telephone/call-command.ts';
export { type ExchangeState, exchangesOf } from './telephone/exchanges.ts';
export type { SoftphoneLine } from './telephone/softphone-line.ts';
export {
  askTemplateApproval,
  changeTemplate,
  listTemplates,
  registerTemplate,
  retireTemplate,
  templateChannels,
  writeTemplate,
} from './templates/keep-templates.ts';
export { templateStates } from './templates/template-store.ts';
export { openWebhookAccount, webhookKeys } from './webhook/webhook-account.ts';
export { WEBHOOK_TEXT_MOST } from './webhook/webhook-adapter.ts';
export { receiveZaloOa, type ZaloOaSecrets } from './zalo/receive-zalo-oa.ts';
