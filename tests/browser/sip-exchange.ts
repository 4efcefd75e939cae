import { type WebSocket, WebSocketServer } from 'ws';
import { secureServer } from '../../tools/test/secure-server.ts';
import { type Caller, exchangeCalls, type Reach, token } from './exchange-calls.ts';
import type { Reached, Tell } from './phone-desk.ts';
import { answerTo, headerOf, provesPassword, readSip, type SipMessage } from './sip-message.ts';

export interface SipExchange extends Reached {
  /** The extensions that are registered now. */
  registered(): readonly string[];
  /** Registrations that proved no password. */
  refused(): number;
  /** Sockets are cut; registrations are refused for the moment, as by an exchange that has just begun, until it is ready. */
  restart(): void;
  ready(): void;
  /** Registrations that it could not take yet. */
  busyAsked(): number;
  call(key: string, from: string, caller: Caller): Promise<void>;
}

const DOMAIN = 'exchange.example';

/**
 * An exchange that browsers reach: it registers them by digest, rings them for a call that the house wants connected, joins both voices,
 * keeps the caller when the desk's end goes, and tells each step.
 * @param tell a step of a call, in order
 */
export async function sipExchange(passwords: Readonly<Record<string, string>>, tell: Tell): Promise<SipExchange> {
  const bindings = new Map<string, Reach>();
  const nonce = token();
  let refused = 0;
  let busy = false;
  let busyAsked = 0;

  const register = (send: Reach['send'], request: SipMessage): void => {
    const [, extension = ''] = /sip:([^@]+)@/.exec(headerOf(request, 'to')) ?? [];
    if (busy) {
      busyAsked += 1;
      send(answerTo(request, '503 Service Unavailable'));
      return;
    }
    const challenge = [
      'WWW-Authenticate',
      `Digest realm="${DOMAIN}", nonce="${nonce}", algorithm=MD5, qop="auth"`,
    ] as const;
    if (headerOf(request, 'authorization') === '') {
      send(answerTo(request, '401 Unauthorized', [challenge]));
      return;
    }
    if (!provesPassword(request, nonce, (user) => (user === extension ? passwords[user] : undefined))) {
      refused += 1;
      send(answerTo(request, '403 Forbidden'));
      return;
    }
    const contact = headerOf(request, 'contact');
    const [, target = ''] = /<([^>]+)>/.exec(contact) ?? [];
    if (/expires=0\b/.test(contact)) bindings.delete(extension);
    else bindings.set(extension, { send, target });
    send(answerTo(request, '200 OK', [['Contact', contact]]));
  };

  const calls = await exchangeCalls(
    { domain: DOMAIN, transport: 'WSS', self: DOMAIN, reach: (extension) => bindings.get(extension) },
    tell,
  );
  const secure = await secureServer((_, response) => void response.writeHead(404).end());
  const sockets = new WebSocketServer({ server: secure.server, handleProtocols: (asked) => asked.has('sip') && 'sip' });
  sockets.on('connection', (socket: WebSocket) => {
    const send = (text: string) => socket.send(text);
    socket.on('message', (data) => {
      const message = readSip(data.toString());
      if (message?.what === 'REGISTER') register(send, message);
      else if (message) calls.heard(message, send);
    });
    socket.on('close', () => {
      for (const [extension, binding] of bindings) if (binding.send === send) bindings.delete(extension);
      calls.lost((way) => way === send);
    });
  });
  return {
    domain: DOMAIN,
    address: `wss://127.0.0.1:${secure.port}/ws`,
    commands: calls.commands,
    registered: () => [...bindings.keys()],
    refused: () => refused,
    restart: () => {
      busy = true;
      for (const socket of sockets.clients) socket.terminate();
    },
    busyAsked: () => busyAsked,
    ready: () => {
      busy = false;
    },
    call: calls.call,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await Promise.all([secure.close(), calls.close()]);
    },
  };
}
