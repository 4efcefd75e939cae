import { ok } from '../../kernel/index.ts';
import type { ChannelAdapter, SendOutcome } from '../adapter.ts';
import { refuse } from '../refusals.ts';
import { checkAsterisk, listenToAsterisk } from './asterisk.ts';
import { commandAsterisk } from './asterisk-rest.ts';
import type { CommandCall } from './call-command.ts';
import { commandByWebhook, receiveCall } from './call-webhook.ts';
import { checkFreeswitch, commandFreeswitch, listenToFreeswitch } from './freeswitch.ts';
import {
  type TelephoneSecrets,
  type TelephoneSettings,
  telephoneSecrets,
  telephoneSettings,
} from './telephone-settings.ts';

/** An exchange that gave no sign for so long is shown as gone. */
const SILENT = 10_000;
const noWords: SendOutcome = { state: 'refused', reason: 'a-call-has-no-words' };

/** Telephone exchanges: calls come in, commands go out; no words and no media. */
export const telephoneAdapter: ChannelAdapter<TelephoneSettings, TelephoneSecrets> = {
  code: 'telephone',
  settings: telephoneSettings,
  secrets: telephoneSecrets,
  limits: { textMost: 1, perSecond: 20, perSecondToOne: 2 },
  proof: 'sent',
  begins: false,
  silentMs: SILENT,
  receive: (request, account, now) =>
    account.settings.exchange === 'webhook' ? receiveCall(request, account, now) : refuse('webhook.unreadable'),
  async listen(account, listening, reach) {
    switch (account.settings.exchange) {
      case 'asterisk':
        return listenToAsterisk(account, listening, reach);
      case 'freeswitch':
        return listenToFreeswitch(account, listening, reach);
      case 'webhook':
        // It calls us: there is nothing to stay with.
        return;
    }
  },
  window: () => ({ state: 'closed', until: null }),
  send: async () => noWords,
  async check(account, reach) {
    switch (account.settings.exchange) {
      case 'asterisk':
        return checkAsterisk(account, reach);
      case 'freeswitch':
        return checkFreeswitch(account, reach);
      case 'webhook':
        return ok({ name: account.settings.number, tokenEndsAt: null });
    }
  },
};

const commands: Readonly<Record<TelephoneSettings['exchange'], CommandCall>> = {
  webhook: commandByWebhook,
  asterisk: commandAsterisk,
  freeswitch: commandFreeswitch,
};

/** Asks the exchange of an account for what the desk wants. */
export const commandCall: CommandCall = (account, command, reach) =>
  commands[account.settings.exchange](account, command, reach);
