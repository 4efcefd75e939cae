import type { OpenAccount, Reach, SendOutcome } from '../adapter.ts';
import type { TelephoneSecrets, TelephoneSettings } from './telephone-settings.ts';

/**
 * What the desk asks of an exchange. `connect` gives the call to an extension; whoever had it lets go, so that a transfer is another
 * `connect` and what comes back after a reload is the same one. `park` lets the desk's end go and keeps the caller. `dial` rings the extension first, then the number.
 */
export type CallCommand =
  | { readonly act: 'connect'; readonly call: string; readonly extension: string }
  | { readonly act: 'hold' | 'resume' | 'park' | 'hang-up'; readonly call: string }
  | { readonly act: 'stop-recording'; readonly call: string; readonly recording: string | null }
  | { readonly act: 'dial'; readonly call: string; readonly extension: string; readonly number: string };

export type TelephoneAccount = OpenAccount<TelephoneSettings, TelephoneSecrets>;

/** Asks an exchange. `sent` where it took the command; what came of it is told by its events. */
export type CommandCall = (account: TelephoneAccount, command: CallCommand, reach: Reach) => Promise<SendOutcome>;
