import { awsAdapter } from './abuse/aws-adapter.ts';
import { cloudflareAdapter } from './abuse/cloudflare-adapter.ts';
import { iccamAdapter } from './abuse/iccam-adapter.ts';
import type { ChannelAdapter } from './adapter.ts';
import { emailAdapter } from './email/email-adapter.ts';
import { facebookAdapter } from './facebook/facebook-adapter.ts';
import { pushAdapter } from './push/push-adapter.ts';
import { gatewayAdapter } from './sms/gateway-adapter.ts';
import { smppAdapter } from './sms/smpp-adapter.ts';
import { telegramAdapter } from './telegram/telegram-adapter.ts';
import { telephoneAdapter } from './telephone/telephone-adapter.ts';
import { webhookAdapter } from './webhook/webhook-adapter.ts';
import { zaloAdapter } from './zalo/zalo-adapter.ts';

/** Every network, gateway and exchange that is spoken to; one line each. */
export const adapters: readonly ChannelAdapter[] = [
  emailAdapter as ChannelAdapter,
  smppAdapter as ChannelAdapter,
  gatewayAdapter as ChannelAdapter,
  zaloAdapter as ChannelAdapter,
  facebookAdapter as ChannelAdapter,
  telegramAdapter as ChannelAdapter,
  telephoneAdapter as ChannelAdapter,
  pushAdapter as ChannelAdapter,
  webhookAdapter as ChannelAdapter,
  iccamAdapter as ChannelAdapter,
  cloudflareAdapter as ChannelAdapter,
  awsAdapter as ChannelAdapter,
];
