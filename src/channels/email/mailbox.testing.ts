import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { testCertificate } from '../../../tools/test/test-certificate.ts';
import { DAY } from '../../kernel/index.ts';

export const MAIL_HOST = 'mail.example.vn';
export const mailCertificate = testCertificate(MAIL_HOST, new Date(Date.now() - DAY), new Date(Date.now() + 30 * DAY));

interface Kept {
  readonly uid: number;
  readonly raw: Buffer;
  readonly at: Date;
}

/** A mailbox on this machine that speaks as much of IMAP4rev1 with IDLE as a reader needs (RFC 9051, RFC 2177), over TLS. */
export interface TestMailbox {
  readonly port: number;
  readonly sessions: () => number;
  readonly commands: readonly string[];
  deliver(raw: string | Buffer, at?: Date): void;
  /** The server rebuilt: the same letters under new UIDs. */
  rebuild(): void;
  /** From now on nothing is written, and nothing closed. */
  fallSilent(): void;
  speakAgain(): void;
  /** Every connection is cut. */
  cut(): void;
  close(): Promise<void>;
}

export async function openTestMailbox(password = 'open sesame'): Promise<TestMailbox> {
  const state = { letters: [] as Kept[], validity: 1, next: 1, silent: false };
  const sessions = new Set<Session>();
  const commands: string[] = [];
  const server: Server = createServer(
    { key: mailCertificate.key, cert: mailCertificate.certificate },
    (socket: TLSSocket) => {
      const session = new Session(socket, state, commands, password);
      sessions.add(session);
      socket.on('close', () => sessions.delete(session));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sessions: () => sessions.size,
    commands,
    deliver: (raw, at = new Date()) => {
      state.letters.push({ uid: state.next, raw: Buffer.from(raw), at });
      state.next += 1;
      for (const session of sessions) session.tellOfLetters();
    },
    rebuild: () => {
      state.validity += 1;
      state.letters = state.letters.map((letter, place) => ({ ...letter, uid: 1_000 + place }));
      state.next = 1_000 + state.letters.length;
      for (const session of sessions) session.end();
    },
    fallSilent: () => {
      state.silent = true;
    },
    speakAgain: () => {
      state.silent = false;
    },
    cut: () => {
      for (const session of sessions) session.end();
    },
    close: async () => {
      for (const session of sessions) session.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface MailboxState {
  letters: Kept[];
  validity: number;
  next: number;
  silent: boolean;
}

class Session {
  readonly #socket: TLSSocket;
  readonly #state: MailboxState;
  readonly #commands: string[];
  readonly #password: string;
  #rest = '';
  #idling: string | undefined;

  constructor(socket: TLSSocket, state: MailboxState, commands: string[], password: string) {
    this.#socket = socket;
    this.#state = state;
    this.#commands = commands;
    this.#password = password;
    socket.on('error', () => undefined);
    socket.on('data', (piece) => this.#take(piece.toString('latin1')));
    this.#say('* OK [CAPABILITY IMAP4rev1 IDLE] ready');
  }

  end(): void {
    this.#socket.destroy();
  }

  tellOfLetters(): void {
    if (this.#idling !== undefined) this.#say(`* ${this.#state.letters.length} EXISTS`);
  }

  #say(...lines: readonly (string | Buffer)[]): void {
    if (this.#state.silent) return;
    this.#socket.write(Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from('\r\n')]))));
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\r\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#obey(line);
  }

  #obey(line: string): void {
    if (line.toUpperCase() === 'DONE') {
      this.#say(`${this.#idling} OK idle done`);
      this.#idling = undefined;
      return;
    }
    const [tag = '*', verb = '', ...rest] = line.split(' ');
    const command = verb.toUpperCase() === 'UID' ? `UID ${rest.shift()?.toUpperCase()}` : verb.toUpperCase();
    this.#commands.push(command);
    const done = (text = 'done') => this.#say(`${tag} OK ${text}`);
    if (command === 'LOGIN') {
      if (line.includes(this.#password)) done('[CAPABILITY IMAP4rev1 IDLE] signed in');
      else this.#say(`${tag} NO [AUTHENTICATIONFAILED] no`);
    } else if (command === 'LIST') {
      this.#say('* LIST (\\HasNoChildren) "/" INBOX');
      done();
    } else if (command === 'EXAMINE' || command === 'SELECT') {
      this.#say(
        '* FLAGS (\\Seen)',
        `* ${this.#state.letters.length} EXISTS`,
        `* OK [UIDVALIDITY ${this.#state.validity}] valid`,
        `* OK [UIDNEXT ${this.#state.next}] next`,
      );
      done('[READ-ONLY] opened');
    } else if (command === 'UID FETCH') {
      this.#fetch(rest);
      done();
    } else if (command === 'UID SEARCH') {
      this.#say(`* SEARCH ${this.#before(rest.join(' ')).join(' ')}`.trimEnd());
      done();
    } else if (command === 'IDLE') {
      this.#idling = tag;
      this.#say('+ idling');
    } else done();
  }

  #before(what: string): number[] {
    const [, day] = /BEFORE "?([0-9A-Za-z-]+)"?/i.exec(what) ?? [];
    const moment = new Date(`${day} UTC`);
    return this.#state.letters.filter(({ at }) => at < moment).map(({ uid }) => uid);
  }

  #fetch([range = '', ...items]: readonly string[]): void {
    const [from = '1', to] = range.split(':');
    const last = this.#state.letters.at(-1)?.uid ?? 0;
    const bounds = [from, to ?? from].map((bound) => (bound === '*' ? last : Number(bound))).sort((a, b) => a - b);
    const [low = 0, high = 0] = bounds;
    const [, start, most] = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(items.join(' ')) ?? [];
    const body = /BODY\.PEEK\[\]/i.test(items.join(' '));
    for (const [place, { uid, raw, at }] of this.#state.letters.entries()) {
      if (uid < low || uid > high) continue;
      const date = `${String(at.getUTCDate()).padStart(2, '0')}-${at.toUTCString().slice(8, 11)}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000`;
      const head = `* ${place + 1} FETCH (UID ${uid} RFC822.SIZE ${raw.length} INTERNALDATE "${date}"`;
      if (!body) {
        this.#say(`${head})`);
        continue;
      }
      const piece = start === undefined ? raw : raw.subarray(Number(start), Number(start) + Number(most));
      const name = start === undefined ? 'BODY[]' : `BODY[]<${start}>`;
      this.#say(Buffer.concat([Buffer.from(`${head} ${name} {${piece.length}}\r\n`), piece, Buffer.from(')')]));
    }
  }
}
