import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { normalisePhone } from '../../vocabulary/index.ts';
import type { OutboundMessage, Reach, SendOutcome } from '../adapter.ts';
import { TOO_LONG } from '../send-outcome.ts';
import { messageName } from './delivery-receipt.ts';
import { SmppSession, type SmppTimes } from './smpp-session.ts';
import { SMS_TEXT_MOST, type SmppAccount, type SmppSettings } from './sms-account.ts';
import { smsParts } from './sms-parts.ts';

/** SMPP 3.4, 5.1.3: what passes by itself (system error, queue full, submit failed, throttled, temporary). */
const PASSING = [0x08, 0x14, 0x45, 0x58, 0x64];
const THROTTLED = [0x14, 0x58];
/** The later parts of a text are tried again at once: its beginning is on its way. */
const PART_TRIES = 10;

/** Keeps one connection an account for sending, for as long as there is something to send. */
export class SmppSenders {
  readonly #times: SmppTimes;
  readonly #open = new Map<string, Promise<SmppSession | string>>();
  readonly #idle = new Map<string, NodeJS.Timeout>();

  constructor(times: SmppTimes) {
    this.#times = times;
  }

  async send(account: SmppAccount, message: OutboundMessage, { network, deadlineMs }: Reach): Promise<SendOutcome> {
    const to = normalisePhone(message.to);
    if (!to?.startsWith('+')) return { state: 'refused', reason: 'number-unusable' };
    if (message.text.length > SMS_TEXT_MOST) return TOO_LONG;
    const name = this.#nameOf(account);
    const session = await this.#session(name, account, network);
    if (typeof session === 'string') return { state: 'again', reason: session };
    const outcome = await this.#submit(session, account.settings, to.slice(1), message, deadlineMs);
    this.#keep(name, session);
    return outcome;
  }

  async close(): Promise<void> {
    for (const timer of this.#idle.values()) clearTimeout(timer);
    const sessions = await Promise.all(this.#open.values());
    await Promise.all(sessions.map(async (session) => (typeof session === 'string' ? undefined : session.leave())));
  }

  /** Another password or host is another connection. */
  #nameOf({ id, settings, secrets }: SmppAccount): string {
    return createHash('sha256')
      .update(JSON.stringify([id, settings, secrets]))
      .digest('hex');
  }

  async #session(name: string, account: SmppAccount, network: Reach['network']): Promise<SmppSession | string> {
    clearTimeout(this.#idle.get(name));
    const known = this.#open.get(name);
    const session = await known;
    if (session instanceof SmppSession && !session.over) return session;
    // Of several that find it gone the first opens it anew.
    if (this.#open.get(name) === known)
      this.#open.set(
        name,
        SmppSession.open(account, network, 'bind_transmitter', this.#times).then((opened) =>
          opened.ok ? opened.value : opened.refusal.code,
        ),
      );
    return (await this.#open.get(name)) ?? 'channel-service.failed';
  }

  #keep(name: string, session: SmppSession): void {
    clearTimeout(this.#idle.get(name));
    const leave = () => {
      this.#open.delete(name);
      this.#idle.delete(name);
      void session.leave();
    };
    this.#idle.set(name, setTimeout(leave, this.#times.idle).unref());
  }

  async #submit(
    session: SmppSession,
    settings: SmppSettings,
    to: string,
    message: OutboundMessage,
    ms: number,
  ): Promise<SendOutcome> {
    const reference = createHash('sha256').update(message.key).digest()[0] as number;
    const { coding, parts, joined } = smsParts(message.text.replaceAll(/\r\n?/g, '\n'), reference);
    let provider = '';
    for (const [place, part] of parts.entries()) {
      const last = place === parts.length - 1;
      const fields = {
        ...addresses(settings.sender, to),
        esm_class: joined ? 0x40 : 0,
        data_coding: coding,
        // One receipt a text: its last part is the last to arrive.
        registered_delivery: last ? 1 : 0,
        short_message: part,
      };
      const sent = await this.#submitPart(session, fields, ms, place === 0 ? 1 : PART_TRIES);
      if (typeof sent !== 'string') return place === 0 ? sent : { state: 'unsure', reason: 'smpp-part-missing' };
      provider = messageName(sent, settings.decimalReceipts);
    }
    return { state: 'sent', provider };
  }

  async #submitPart(session: SmppSession, fields: object, ms: number, tries: number): Promise<string | SendOutcome> {
    for (let left = tries; ; left -= 1) {
      const answer = await session.ask('submit_sm', { ...fields }, ms);
      if (answer === undefined) return { state: 'unsure', reason: 'smpp-no-answer' };
      const status = answer.command_status;
      if (status === 0) return answer.message_id ?? '';
      const reason = `smpp-${status.toString(16).padStart(2, '0')}`;
      if (!PASSING.includes(status)) return { state: 'refused', reason };
      if (left <= 1) return { state: 'again', reason, ...(THROTTLED.includes(status) ? { afterMs: 1_000 } : {}) };
      await pause(1_000);
    }
  }
}

/** Types of number (SMPP 3.4, 5.2.5): 5 alphanumeric, 1 international, 3 a short code of the network. */
function addresses(sender: string, to: string) {
  const digits = sender.replace(/^\+/, '');
  const [ton, npi] = /^\d+$/.test(digits) ? (digits.length <= 8 ? [3, 0] : [1, 1]) : [5, 0];
  return {
    source_addr_ton: ton,
    source_addr_npi: npi,
    source_addr: digits,
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: to,
  };
}
