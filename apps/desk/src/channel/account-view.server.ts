import type { AccountView } from '../../../../src/channels/index.ts';
import { words } from '../server/codes.server.ts';

export const kindName = (channel: string) => words('channel_kind', channel);

/** How a network is connected, step by step. */
export const connectSteps = (channel: string) => words('channel_steps', channel).split('\n');

type Tone = 'new' | 'open' | 'waiting' | 'done' | 'stopped';

/** What is wrong with an account, in words; the first is the gravest. */
export function troubles(account: AccountView, now: Date): string[] {
  const found: string[] = [];
  const note = (code: string) => found.push(words('channel_trouble', code));
  if (account.down) note('down');
  if (account.state === 'failed' || account.state === 'drifted') note(account.state);
  if (account.failed > 0) note('events');
  if (account.silent) note('silent');
  if (account.checkFailure !== null && account.state !== 'failed') note('check');
  if (account.renewFailure !== null) note('renew');
  if (account.tokenEndsAt !== null && Date.parse(account.tokenEndsAt) < now.getTime()) note('token');
  return found;
}

const TONES: Readonly<Record<AccountView['state'], Tone>> = {
  draft: 'new',
  open: 'open',
  paused: 'waiting',
  failed: 'stopped',
  drifted: 'stopped',
};

export const accountState = ({ state }: Pick<AccountView, 'state'>) => ({
  tone: TONES[state],
  text: words('channel_state', state),
});
