import type WebSocket from 'ws';
import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type { AccountHealth, Listening, Reach } from '../adapter.ts';
import type { InboundEvent } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { bodyJson } from '../signature.ts';
import { ariChannel, ariEvent, deskEnd, incomingOf, isOurs, readAriEvent, readDeskEnd } from './asterisk-events.ts';
import { ariKey, askAri, joinDesk } from './asterisk-rest.ts';
import type { TelephoneAccount } from './call-command.ts';
import { ExchangeLost, type LossReason } from './exchange-lost.ts';
import { PULSE, type PulseTimes, runningTime, watchPulse } from './pulse.ts';

/**
 * Stays with an Asterisk by its REST interface's event socket. Asterisk keeps no events for who was away: the calls that are open are
 * read at each connection and every 20 s. One socket has an application; a newer one replaces it, and this one then leaves.
 * @throws ExchangeLost where it ends otherwise than by the signal
 */
export async function listenToAsterisk(
  account: TelephoneAccount,
  listening: Listening,
  reach: Reach,
  times: PulseTimes = PULSE,
): Promise<void> {
  const { settings } = account;
  const url = new URL('/ari/events', settings.address);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('app', settings.application);
  const opened = await reach.fetch.socket(url.href, { authorization: ariKey(account) });
  if (!opened.ok) throw new ExchangeLost('unreachable');
  const line = new AsteriskLine(account, listening, reach, opened.value);
  await line.run(times);
}

class AsteriskLine {
  readonly #account: TelephoneAccount;
  readonly #listening: Listening;
  readonly #reach: Reach;
  readonly #socket: WebSocket;
  readonly #now: () => Date;
  /** What was told is worked on one after the other. */
  #work: Promise<void> = Promise.resolve();
  #lost: LossReason | undefined;
  /** The calls that were told last; undefined once something else was: the house may know of a call that is over by now. */
  #told: string | undefined;

  constructor(account: TelephoneAccount, listening: Listening, reach: Reach, socket: WebSocket) {
    this.#account = account;
    this.#listening = listening;
    this.#reach = reach;
    this.#socket = socket;
    this.#now = runningTime(reach.now);
  }

  async run(times: PulseTimes): Promise<void> {
    const { signal } = this.#listening;
    const socket = this.#socket;
    const pulse = watchPulse(times, {
      ask: () => socket.readyState === socket.OPEN && socket.ping(),
      dead: () => this.#leave('silent'),
      reread: () => this.#then(() => this.#readCalls()),
    });
    const alive = () => {
      pulse.sign();
      this.#listening.alive();
    };
    const end = () => socket.terminate();
    signal.addEventListener('abort', end);
    await new Promise<void>((closed) => {
      socket.on('open', () => {
        alive();
        this.#then(() => this.#readCalls());
      });
      socket.on('pong', alive);
      socket.on('message', (data: Buffer) => {
        alive();
        this.#then(() => this.#heard(data));
      });
      socket.on('unexpected-response', () => this.#leave('refused'));
      socket.on('error', () => this.#leave('unreachable'));
      socket.on('close', () => closed());
      if (signal.aborted) end();
    });
    signal.removeEventListener('abort', end);
    await pulse.stop();
    await this.#work;
    if (!signal.aborted) throw new ExchangeLost(this.#lost ?? 'closed');
  }

  #leave(reason: LossReason): void {
    this.#lost ??= reason;
    this.#socket.terminate();
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work
      .then(async () => {
        if (this.#lost === undefined && !this.#listening.signal.aborted) await work();
      })
      .catch(() => this.#leave('not-stored'));
  }

  /** What could not be stored is told again by the next connection, which reads the calls anew. */
  async #hear(events: readonly InboundEvent[]): Promise<boolean> {
    const heard = await this.#listening.hear(events);
    if (!heard.ok) this.#leave('not-stored');
    return heard.ok;
  }

  /** The calls that are open now, each as if it had just come: those that are known are not counted twice. */
  async #readCalls(): Promise<void> {
    const { settings } = this.#account;
    const asked = await askAri(this.#account, this.#reach, 'GET', ['channels']);
    if (!asked.ok) return;
    const channels = z.array(ariChannel).safeParse(bodyJson(asked.value.body));
    if (!channels.success) return;
    const at = this.#now();
    const ours = channels.data.filter((channel) => isOurs(channel, settings.application));
    const calls = ours.map(({ id }) => id).sort();
    if (this.#told === calls.join(' ')) return;
    await this.#hear([
      ...ours.filter(({ id }) => !id.startsWith('back-')).map((channel) => incomingOf(channel, at, settings)),
      {
        channel: 'telephone',
        kind: 'open-calls',
        id: `open:${at.getTime()}`,
        at,
        calls,
      },
    ]);
    this.#told = calls.join(' ');
  }

  async #heard(data: Buffer): Promise<void> {
    const read = ariEvent.safeParse(bodyJson(data));
    if (!read.success) return;
    const event = read.data;
    if (event.type === 'ApplicationReplaced') return this.#leave('replaced');
    const { channel, args = [] } = event;
    const step = readAriEvent(event, this.#account.settings);
    if (event.type === 'StasisStart' && channel) await this.#begin(channel.id, args);
    if (step) this.#told = undefined;
    if (step && !(await this.#hear([step]))) return;
    // The caller is not left in silence while nobody is at the other end.
    if (step?.state === 'parked') await this.#tell(['channels', step.call, 'moh']);
  }

  /** A channel comes into our application: a caller hears that they are waiting; a desk that answers is joined with its caller. */
  async #begin(id: string, [what, call = '', extension = '', number = '']: readonly string[]): Promise<void> {
    const desk = readDeskEnd(id);
    if (what === 'desk' && desk?.call === call) return joinDesk(this.#account, this.#reach, call, id);
    if (what === 'back' && desk?.call === call) {
      const { technology, trunk, application: app, number: callerId } = this.#account.settings;
      await this.#tell(['channels', call], {
        endpoint: `${technology}/${number}@${trunk}`,
        app,
        appArgs: `out,${call},${extension}`,
        callerId,
        timeout: '40',
      });
      return;
    }
    if (what === 'out') return joinDesk(this.#account, this.#reach, id, deskEnd(id, extension));
    await this.#tell(['channels', id, 'answer']);
    await this.#tell(['channels', id, 'moh']);
  }

  async #tell(path: readonly string[], query: Readonly<Record<string, string>> = {}): Promise<void> {
    await askAri(this.#account, this.#reach, 'POST', path, query);
  }
}

/** Who an Asterisk says it is, and whether our application is known there. Refusals: `exchange.*` */
export async function checkAsterisk(account: TelephoneAccount, reach: Reach): Promise<Result<AccountHealth>> {
  const asked = await askAri(account, reach, 'GET', ['asterisk', 'info'], { only: 'system' });
  if (!asked.ok) return refuse('exchange.unreachable');
  if (asked.value.status === 401 || asked.value.status === 403) return refuse('exchange.key-refused');
  const read = z.object({ system: z.object({ version: z.string().max(60) }) }).safeParse(bodyJson(asked.value.body));
  return read.success
    ? ok({ name: `Asterisk ${read.data.system.version}`, tokenEndsAt: null })
    : refuse('exchange.unreadable');
}
