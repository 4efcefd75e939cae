/** What tests of other modules play networks with. */
export { plantAccount, plantAdapter } from './accounts/account.testing.ts';
export { useAccount } from './accounts/open-account.ts';
export { BOT, called, calledBot, update, workAllLanes } from './inbound/inbound.testing.ts';
export { receiveCall } from './inbound/receive-call.ts';
export { storeEvents } from './inbound/store-events.ts';
export { sendDue } from './outbox/outbox.testing.ts';
export { openPayload } from './outbox/payload.ts';
export { registerTestTemplate } from './templates/template.testing.ts';
