/// <reference path="./smpp.d.ts" />
import smpp, { type Fields, type PDU, type Session } from 'smpp';
import { allowedAddress, type Network, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { SmppAccount } from './sms-account.ts';

/** How long a centre may take, milliseconds. */
export interface SmppTimes {
  /** To connect, to bind, and to answer a message. */
  readonly answer: number;
  /** Between two questions whether the other side is there. */
  readonly enquire: number;
  /** Without one PDU for so long the connection is dead. */
  readonly silent: number;
  /** How long a part of a text waits for the others. */
  readonly part: number;
  /** How long a connection for sending stays open with nothing to send. */
  readonly idle: number;
}
export const SMPP_TIMES: SmppTimes = { answer: 20_000, enquire: 30_000, silent: 75_000, part: 3_000, idle: 60_000 };

export type Bind = 'bind_receiver' | 'bind_transmitter';

/** What a centre answers to a name or a password that it does not take (SMPP 3.4, 5.1.3). */
const SIGN_IN_REFUSED = [0x0d, 0x0e, 0x0f];
const INVALID_COMMAND = 0x03;

/** A bound connection to a message centre that notices when it dies. */
export class SmppSession {
  /** Why it ended, once it did. */
  readonly ended: Promise<string>;
  readonly #session: Session;
  readonly #times: SmppTimes;
  readonly #waiting = new Set<(pdu: undefined) => void>();
  #end: (why: string) => void = () => undefined;
  #over = false;
  #timers: NodeJS.Timeout[] = [];

  private constructor(session: Session, times: SmppTimes, pulse: () => void) {
    this.#session = session;
    this.#times = times;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    let last = performance.now();
    session.on('pdu', (pdu: PDU) => {
      last = performance.now();
      pulse();
      this.#answerOf(pdu);
    });
    // A PDU that cannot be read leaves nobody knowing where the next begins.
    session.on('error', () => this.finish('malformed-or-lost'));
    session.on('close', () => this.finish('closed'));
    this.#timers = [
      setInterval(() => {
        if (performance.now() - last > times.silent) this.finish('silent');
        else this.#session.send(new smpp.PDU('enquire_link'));
      }, times.enquire).unref(),
    ];
  }

  /** Connects and binds. Refusals: `link.*`, `channel-service.refuses-us`, `channel-service.failed` */
  static async open(
    { settings, secrets }: SmppAccount,
    network: Network,
    bind: Bind,
    times: SmppTimes,
    pulse: () => void = () => undefined,
  ): Promise<Result<SmppSession>> {
    const host = await allowedAddress(network, settings.host, settings.port);
    if (!host.ok) return host;
    const raw = smpp.connect({
      host: host.value,
      port: settings.port,
      ...(settings.tls
        ? { tls: true, servername: settings.host, minVersion: 'TLSv1.2', ca: settings.certificateAuthority }
        : {}),
    });
    const session = new SmppSession(raw, times, pulse);
    if (!(await session.#connected(raw, settings.tls ? 'secureConnect' : 'connect'))) {
      session.finish('unreachable');
      return refuse('channel-service.failed');
    }
    const answer = await session.ask(bind, {
      system_id: settings.systemId,
      password: secrets.password,
      system_type: settings.systemType,
      interface_version: 0x34,
    });
    if (answer?.command_status === 0) return ok(session);
    session.finish('bind-refused');
    return refuse(
      answer !== undefined && SIGN_IN_REFUSED.includes(answer.command_status)
        ? 'channel-service.refuses-us'
        : 'channel-service.failed',
    );
  }

  /** The answer, or undefined where none came in time or the connection ended. */
  ask(command: string, fields: Fields, ms = this.#times.answer): Promise<PDU | undefined> {
    return new Promise((resolve) => {
      const done = (pdu: PDU | undefined) => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve(pdu);
      };
      const timer = setTimeout(done, ms, undefined);
      this.#waiting.add(done);
      if (this.#over || !this.#session.send(new smpp.PDU(command, fields), done)) done(undefined);
    });
  }

  /** Texts and receipts as they come. */
  onDelivery(take: (pdu: PDU) => void): void {
    this.#session.on('deliver_sm', take);
  }

  /** @returns whether the answer was written out */
  answer(pdu: PDU, status: number): Promise<boolean> {
    return new Promise((resolve) => {
      void this.ended.then(() => resolve(false));
      if (!this.#session.send(pdu.response({ command_status: status }), undefined, () => resolve(true))) resolve(false);
    });
  }

  get over(): boolean {
    return this.#over;
  }

  /** Takes leave, and closes whether or not that is answered. */
  async leave(): Promise<void> {
    if (!this.#over) await this.ask('unbind', {});
    this.finish('left');
  }

  finish(why: string): void {
    if (this.#over) return;
    this.#over = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#session.destroy();
    for (const done of this.#waiting) done(undefined);
    this.#end(why);
  }

  #connected(raw: Session, event: string): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#times.answer, false);
      const done = (connected: boolean) => {
        clearTimeout(timer);
        resolve(connected);
      };
      raw.once(event, () => done(true));
      void this.ended.then(() => done(false));
    });
  }

  #answerOf(pdu: PDU): void {
    if (pdu.command === 'enquire_link') this.#session.send(pdu.response());
    else if (pdu.command === 'unbind') {
      this.#session.send(pdu.response(), undefined, () => this.finish('unbound'));
    } else if (!pdu.isResponse() && pdu.command !== 'deliver_sm' && pdu.command !== 'alert_notification')
      this.#session.send(pdu.response({ command_status: INVALID_COMMAND }));
  }
}
