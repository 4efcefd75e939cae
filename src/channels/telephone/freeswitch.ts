import { z } from 'zod';
import { ok, openTcp, type Result, type TcpLine } from '../../kernel/index.ts';
import type { AccountHealth, Listening, Reach, SendOutcome } from '../adapter.ts';
import { refuse } from '../refusals.ts';
import { bodyJson } from '../signature.ts';
import type { CallCommand, TelephoneAccount } from './call-command.ts';
import { type EslFrame, EslReader } from './esl-frame.ts';
import { ExchangeLost, type LossReason } from './exchange-lost.ts';
import { ESL_EVENTS, eslEvent, readEslEvent } from './freeswitch-events.ts';
import { PULSE, type PulseTimes, runningTime, watchPulse } from './pulse.ts';
import { extensionRule } from './telephone-settings.ts';

/** For a connection, for being let in, and for the answer to one command, each. */
const ANSWER_MS = 5_000;
const answerMs = ({ deadlineMs }: Reach) => Math.min(ANSWER_MS, deadlineMs);

/**
 * Stays with a FreeSWITCH by its event socket. Calls that are open are read at each connection and every 20 s; a `status` is asked as a
 * sign of life.
 * @throws ExchangeLost where it ends otherwise than by the signal
 */
export async function listenToFreeswitch(
  account: TelephoneAccount,
  listening: Listening,
  reach: Reach,
  times: PulseTimes = PULSE,
): Promise<void> {
  const { signal } = listening;
  const esl = await openEsl(account, reach);
  const now = runningTime(reach.now);
  // The calls that were told last; undefined once something else was: the house may know of a call that is over by now.
  let told: string | undefined;
  let work: Promise<void> = Promise.resolve();
  const then = (next: () => Promise<void>) => {
    work = work
      .then(async () => {
        if (!signal.aborted) await next();
      })
      .catch(() => esl.leave('not-stored'));
  };
  const readCalls = () =>
    then(async () => {
      const calls = openCallsOf(await esl.api('show channels as json').catch(() => ''), account.settings.application);
      if (calls === undefined || told === calls.join(' ')) return;
      const at = now();
      const heard = await listening.hear([
        { channel: 'telephone', kind: 'open-calls', id: `open:${at.getTime()}`, at, calls },
      ]);
      if (!heard.ok) return esl.leave('not-stored');
      told = calls.join(' ');
    });
  const pulse = watchPulse(times, {
    ask: () => void esl.api('status').then(alive, () => undefined),
    dead: () => esl.leave('silent'),
    reread: readCalls,
  });
  function alive() {
    pulse.sign();
    listening.alive();
  }
  const end = () => esl.leave('closed');
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  esl.onEvent((body) => {
    alive();
    const read = eslEvent.safeParse(bodyJson(Buffer.from(body)));
    const steps = read.success ? readEslEvent(read.data, account.settings) : [];
    if (steps.length === 0) return;
    then(async () => {
      told = undefined;
      const heard = await listening.hear(steps);
      if (!heard.ok) esl.leave('not-stored');
    });
  });
  await esl.send(`event json ${ESL_EVENTS.join(' ')}`);
  alive();
  readCalls();
  const reason = await esl.closed;
  signal.removeEventListener('abort', end);
  await pulse.stop();
  await work;
  if (!signal.aborted) throw new ExchangeLost(reason);
}

const NOTHING: EslFrame = { headers: {}, body: '' };

/** One connection that is let in. */
class EslLine {
  readonly #line: TcpLine;
  readonly #waiting: ((frame: EslFrame) => void)[] = [];
  readonly closed: Promise<LossReason>;
  #reason: LossReason = 'closed';
  #over = false;
  #event: (body: string) => void = () => undefined;

  constructor(line: TcpLine) {
    this.#line = line;
    const reader = new EslReader();
    line.onData((piece) => {
      try {
        for (const frame of reader.take(piece)) this.#take(frame);
      } catch {
        this.leave('closed');
      }
    });
    this.closed = line.closed.then(() => {
      this.#over = true;
      for (const one of this.#waiting.splice(0)) one(NOTHING);
      return this.#reason;
    });
  }

  #take(frame: EslFrame): void {
    const type = frame.headers['content-type'];
    if (type === 'text/event-json') this.#event(frame.body);
    else if (type === 'text/disconnect-notice') this.leave('closed');
    else this.#waiting.shift()?.(frame);
  }

  onEvent(take: (body: string) => void): void {
    this.#event = take;
  }

  /** The next frame that is no event; an empty one where the connection ends before. */
  next(): Promise<EslFrame> {
    return this.#over ? Promise.resolve(NOTHING) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  send(command: string): Promise<EslFrame> {
    const answer = this.next();
    this.#line.write(`${command}\n\n`);
    return answer;
  }

  /** @throws where the connection ended before the answer */
  async api(command: string): Promise<string> {
    const { headers, body } = await this.send(`api ${command}`);
    if (headers['content-type'] !== 'api/response') throw new ExchangeLost('closed');
    return body;
  }

  leave(reason: LossReason): void {
    if (this.#reason === 'closed') this.#reason = reason;
    this.#line.end();
  }
}

/** @throws ExchangeLost */
async function openEsl({ settings, secrets }: TelephoneAccount, reach: Reach): Promise<EslLine> {
  const [, host = '', port = '8021'] = /^(.*?)(?::(\d{1,5}))?$/.exec(settings.address) ?? [];
  const opened = await openTcp(reach.network, { host, port: Number(port), ms: answerMs(reach) });
  if (!opened.ok) throw new ExchangeLost('unreachable');
  const esl = new EslLine(opened.value);
  await inTime(esl, reach, async () => {
    const asked = await esl.next();
    if (asked.headers['content-type'] !== 'auth/request') {
      esl.leave('closed');
      throw new ExchangeLost(await esl.closed);
    }
    // A password with a line of its own would be a command.
    const { headers } = await esl.send(`auth ${secrets.secret.replaceAll(/[\r\n]/g, '')}`);
    if (headers['reply-text']?.startsWith('+OK') !== true) {
      esl.leave('refused');
      throw new ExchangeLost(await esl.closed);
    }
  });
  return esl;
}

/** Leaves an exchange that stays connected and says nothing: what it was asked for then ends without an answer. */
async function inTime<T>(esl: EslLine, reach: Reach, ask: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => esl.leave('silent'), answerMs(reach));
  try {
    return await ask();
  } finally {
    clearTimeout(timer);
  }
}

const channels = z.object({
  rows: z.array(z.object({ uuid: z.string().max(100), accountcode: z.string().optional() })).optional(),
});

/** Calls of ours among all channels, by the account code that the dialplan set. */
function openCallsOf(json: string, application: string): string[] | undefined {
  const found = channels.safeParse(bodyJson(Buffer.from(json)));
  return found.success
    ? (found.data.rows ?? []).filter(({ accountcode }) => accountcode === application).map(({ uuid }) => uuid)
    : undefined;
}

/** Names that stand in a command: a blank or a bracket would be another command. */
const callName = z.string().regex(/^[0-9A-Za-z._-]{1,100}$/);
const outsideNumber = z.string().regex(/^\+?\d{2,15}$/);

/** Asks a FreeSWITCH for what the desk wants, by a connection of its own. */
export async function commandFreeswitch(
  account: TelephoneAccount,
  command: CallCommand,
  reach: Reach,
): Promise<SendOutcome> {
  const said = lineOf(account, command);
  if (said === undefined) return { state: 'refused', reason: 'not-possible' };
  try {
    const esl = await openEsl(account, reach);
    const { headers, body } = await inTime(esl, reach, () => esl.send(said));
    esl.leave('closed');
    const answer = headers['reply-text'] ?? body;
    if (answer === '') return { state: 'again', reason: await esl.closed };
    return answer.startsWith('-ERR')
      ? { state: 'refused', reason: 'exchange-refused' }
      : { state: 'sent', provider: command.call };
  } catch (error) {
    return { state: 'again', reason: error instanceof ExchangeLost ? error.reason : 'unreachable' };
  }
}

/** Ringing takes as long as it takes: it is asked for in the background. */
function lineOf({ settings }: TelephoneAccount, command: CallCommand): string | undefined {
  if (!callName.safeParse(command.call).success) return undefined;
  const { call } = command;
  const desk = (extension: string) =>
    `{la_chan_call=${call},la_chan_extension=${extension},origination_caller_id_number=${settings.number}}${settings.technology}/${extension}`;
  switch (command.act) {
    case 'connect':
      // The caller stays parked until the desk answers, and is parked again when the desk's end goes.
      return extensionRule.safeParse(command.extension).success
        ? `bgapi originate ${desk(command.extension)} &intercept(${call})`
        : undefined;
    case 'dial':
      return settings.trunk !== '' &&
        extensionRule.safeParse(command.extension).success &&
        outsideNumber.safeParse(command.number).success
        ? `bgapi originate ${desk(command.extension)} &bridge({origination_uuid=${call},la_chan_desk=${settings.application}}sofia/gateway/${settings.trunk}/${command.number})`
        : undefined;
    case 'hold':
      return `api uuid_hold ${call}`;
    case 'resume':
      return `api uuid_hold off ${call}`;
    case 'park':
      return `api uuid_park ${call}`;
    case 'hang-up':
      return `api uuid_kill ${call}`;
    case 'stop-recording':
      return `api uuid_record ${call} stop all`;
  }
}

/** Who a FreeSWITCH says it is. Refusals: `exchange.*` */
export async function checkFreeswitch(account: TelephoneAccount, reach: Reach): Promise<Result<AccountHealth>> {
  try {
    const esl = await openEsl(account, reach);
    const version = await inTime(esl, reach, () => esl.api('version'));
    esl.leave('closed');
    return ok({ name: version.split('\n')[0]?.slice(0, 80) ?? '', tokenEndsAt: null });
  } catch (error) {
    return refuse(
      error instanceof ExchangeLost && error.reason === 'refused' ? 'exchange.key-refused' : 'exchange.unreachable',
    );
  }
}
