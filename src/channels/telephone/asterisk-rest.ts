import { z } from 'zod';
import type { Answer, Result } from '../../kernel/index.ts';
import type { Reach, SendOutcome } from '../adapter.ts';
import { mayHaveArrived } from '../send-outcome.ts';
import { bodyJson } from '../signature.ts';
import { deskEnd, readDeskEnd } from './asterisk-events.ts';
import type { CallCommand, TelephoneAccount } from './call-command.ts';
import { extensionRule } from './telephone-settings.ts';

/** The key of ARI, in a header and never in an address, which is written down on the way. */
export const ariKey = ({ settings, secrets }: TelephoneAccount): string =>
  `Basic ${Buffer.from(`${settings.user}:${secrets.secret}`).toString('base64')}`;

type Query = Readonly<Record<string, string>>;

/** One request to the REST interface of an Asterisk. */
export function askAri(
  account: TelephoneAccount,
  reach: Pick<Reach, 'fetch'>,
  method: 'GET' | 'POST' | 'DELETE',
  path: readonly string[],
  query: Query = {},
): Promise<Result<Answer>> {
  const url = new URL(`/ari/${path.map(encodeURIComponent).join('/')}`, account.settings.address);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return reach.fetch.get(url.href, {
    method,
    secretHeaders: { authorization: ariKey(account) },
    limits: { bytes: 2_000_000, ms: 3_000, redirects: 0 },
  });
}

/** Asks an Asterisk for what the desk wants. */
export async function commandAsterisk(
  account: TelephoneAccount,
  command: CallCommand,
  reach: Reach,
): Promise<SendOutcome> {
  const post = (path: readonly string[], query: Query = {}) => askAri(account, reach, 'POST', path, query);
  const { call } = command;
  switch (command.act) {
    case 'connect':
      return ring(account, reach, call, command.extension, `desk,${call},${command.extension}`);
    case 'dial':
      return account.settings.trunk === ''
        ? { state: 'refused', reason: 'no-trunk' }
        : ring(account, reach, call, command.extension, `back,${call},${command.extension},${command.number}`);
    case 'hold':
      return outcome(await post(['channels', call, 'moh']), call);
    case 'resume':
      return outcome(await askAri(account, reach, 'DELETE', ['channels', call, 'moh']), call);
    case 'park':
      return letGo(account, reach, call);
    case 'hang-up':
      return outcome(await askAri(account, reach, 'DELETE', ['channels', call]), call);
    case 'stop-recording':
      return command.recording === null
        ? { state: 'refused', reason: 'no-recording' }
        : outcome(await post(['recordings', 'live', command.recording, 'stop']), call);
  }
}

async function ring(
  account: TelephoneAccount,
  reach: Reach,
  call: string,
  extension: string,
  appArgs: string,
): Promise<SendOutcome> {
  if (!extensionRule.safeParse(extension).success) return { state: 'refused', reason: 'extension-unreadable' };
  const { technology, application: app, number } = account.settings;
  const asked = await askAri(account, reach, 'POST', ['channels', deskEnd(call, extension)], {
    endpoint: `${technology}/${extension}`,
    app,
    appArgs,
    // What the desk's telephone shows: our own number, not the caller's.
    callerId: number,
    timeout: '25',
  });
  return outcome(asked, call);
}

function outcome(asked: Result<Answer>, provider: string): SendOutcome {
  if (!asked.ok) return { state: mayHaveArrived(asked.refusal) ? 'unsure' : 'again', reason: asked.refusal.code };
  const { status } = asked.value;
  if (status < 300) return { state: 'sent', provider };
  // What is gone already needs no hanging up.
  return { state: status >= 500 ? 'again' : 'refused', reason: `status-${status}` };
}

/** The desk's end is up: it is joined with the caller, and whoever had the call before lets go. */
export async function joinDesk(account: TelephoneAccount, reach: Reach, call: string, end: string): Promise<void> {
  const ask = (method: 'GET' | 'POST' | 'DELETE', path: readonly string[], query?: Query) =>
    askAri(account, reach, method, path, query);
  await ask('POST', ['bridges', call], { type: 'mixing' });
  const joined = await ask('GET', ['bridges', call]);
  await ask('DELETE', ['channels', call, 'moh']);
  await ask('POST', ['bridges', call, 'addChannel'], { channel: `${call},${end}` });
  for (const other of joined.ok ? desksIn(joined.value, call) : [])
    if (other !== end) await ask('DELETE', ['channels', other]);
}

/** The desk's ends in a bridge. */
function desksIn({ body }: Answer, call: string): string[] {
  const read = z.object({ channels: z.array(z.string()) }).safeParse(bodyJson(body));
  return read.success ? read.data.channels.filter((id) => readDeskEnd(id)?.call === call) : [];
}

async function letGo(account: TelephoneAccount, reach: Reach, call: string): Promise<SendOutcome> {
  const joined = await askAri(account, reach, 'GET', ['bridges', call]);
  if (!joined.ok || joined.value.status >= 300) return outcome(joined, call);
  for (const end of desksIn(joined.value, call)) await askAri(account, reach, 'DELETE', ['channels', end]);
  return { state: 'sent', provider: call };
}
