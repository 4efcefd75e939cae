import { randomBytes } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LocalServer, localServer } from '../../src/kernel/outgoing/local-server.testing.ts';
import { secureServer } from '../../tools/test/secure-server.ts';
import type { Reached, Tell } from './phone-desk.ts';
import { answerTo, headerOf, provesPassword, readSip, type SipMessage, writeSip } from './sip-message.ts';

/** Who calls, as an exchange has them: a voice that is joined with one desk after the other. */
export interface Caller {
  /** Offers its voice anew (SDP). */
  offer(): Promise<string>;
  join(answer: string): Promise<void>;
}

export interface SipExchange extends Reached {
  /** The extensions that are registered now. */
  registered(): readonly string[];
  /** Registrations that proved no password. */
  refused(): number;
  call(key: string, from: string, caller: Caller): Promise<void>;
}

/** The desk's end of a call. */
interface Leg {
  readonly id: string;
  readonly extension: string;
  readonly socket: WebSocket;
  readonly target: string;
  readonly from: string;
  to: string;
  state: 'ringing' | 'up' | 'over';
}

const DOMAIN = 'exchange.example';
const inviteOf = ({ id }: Leg) => `z9hG4bK${id}`;
const token = () => randomBytes(8).toString('hex');

/**
 * An exchange that browsers reach: it registers them by digest, rings them for a call that the house wants connected, joins both voices,
 * keeps the caller when the desk's end goes, and tells each step.
 * @param tell a step of a call, in order
 */
export async function sipExchange(passwords: Readonly<Record<string, string>>, tell: Tell): Promise<SipExchange> {
  const bindings = new Map<string, { readonly socket: WebSocket; readonly target: string }>();
  const calls = new Map<string, { readonly caller: Caller; readonly legs: Leg[] }>();
  const nonce = token();
  let refused = 0;

  const register = (socket: WebSocket, request: SipMessage): void => {
    const [, extension = ''] = /sip:([^@]+)@/.exec(headerOf(request, 'to')) ?? [];
    const challenge = [
      'WWW-Authenticate',
      `Digest realm="${DOMAIN}", nonce="${nonce}", algorithm=MD5, qop="auth"`,
    ] as const;
    if (headerOf(request, 'authorization') === '') {
      socket.send(answerTo(request, '401 Unauthorized', [challenge]));
      return;
    }
    if (!provesPassword(request, nonce, (user) => (user === extension ? passwords[user] : undefined))) {
      refused += 1;
      socket.send(answerTo(request, '403 Forbidden'));
      return;
    }
    const contact = headerOf(request, 'contact');
    const [, target = ''] = /<([^>]+)>/.exec(contact) ?? [];
    if (/expires=0\b/.test(contact)) bindings.delete(extension);
    else bindings.set(extension, { socket, target });
    socket.send(answerTo(request, '200 OK', [['Contact', contact]]));
  };

  /** @param branch of the request that this one ends, where it ends one */
  const send = (leg: Leg, method: string, number: number, body = '', branch = `z9hG4bK${token()}`): void => {
    leg.socket.send(
      writeSip(
        `${method} ${leg.target} SIP/2.0`,
        [
          ['Via', `SIP/2.0/WSS ${DOMAIN};branch=${branch}`],
          ['Max-Forwards', '70'],
          ['From', leg.from],
          ['To', leg.to],
          ['Call-ID', leg.id],
          ['CSeq', `${number} ${method}`],
          ['Contact', `<sip:111@${DOMAIN};transport=ws>`],
          ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
        ],
        body,
      ),
    );
  };

  const letGo = (leg: Leg): void => {
    if (leg.state === 'up') send(leg, 'BYE', 2);
    if (leg.state === 'ringing') send(leg, 'CANCEL', 1, '', inviteOf(leg));
    leg.state = 'over';
  };

  const connect = async (key: string, extension: string): Promise<boolean> => {
    const call = calls.get(key);
    const binding = bindings.get(extension);
    if (!call || !binding) return false;
    const from = `<sip:111@${DOMAIN}>;tag=${token()}`;
    const leg: Leg = { ...binding, id: token(), extension, from, to: `<sip:${extension}@${DOMAIN}>`, state: 'ringing' };
    call.legs.push(leg);
    send(leg, 'INVITE', 1, await call.caller.offer(), inviteOf(leg));
    return true;
  };

  const answered = async (leg: Leg, answer: SipMessage): Promise<void> => {
    const found = [...calls].find(([, { legs }]) => legs.includes(leg));
    if (!found || leg.state !== 'ringing') return;
    const [key, { caller, legs }] = found;
    leg.to = headerOf(answer, 'to');
    leg.state = 'up';
    send(leg, 'ACK', 1);
    await caller.join(answer.body);
    for (const other of legs) if (other !== leg) letGo(other);
    await tell('answered', key, { extension: leg.extension });
  };

  /** The desk's end went by itself: the caller is kept, where nobody else of the desk has them. */
  const gone = (leg: Leg): void => {
    if (leg.state !== 'up') return;
    leg.state = 'over';
    const [key = '', call] = [...calls].find(([, { legs }]) => legs.includes(leg)) ?? [];
    if (!call?.legs.some(({ state }) => state === 'up')) void tell('parked', key, { extension: leg.extension });
  };

  const heard = (socket: WebSocket, text: string): void => {
    const message = readSip(text);
    if (!message) return;
    const leg = [...calls.values()].flatMap(({ legs }) => legs).find(({ id }) => id === headerOf(message, 'call-id'));
    if (message.what === 'REGISTER') register(socket, message);
    else if (typeof message.what === 'string') {
      if (message.what !== 'ACK') socket.send(answerTo(message, '200 OK'));
      if (message.what === 'BYE' && leg) gone(leg);
    } else if (!leg || !headerOf(message, 'cseq').endsWith(' INVITE') || message.what < 200) return;
    else if (message.what < 300) void answered(leg, message);
    else {
      leg.to = headerOf(message, 'to');
      leg.state = 'over';
      send(leg, 'ACK', 1, '', inviteOf(leg));
    }
  };

  const obey = async (said: { readonly type: string; readonly call: string; readonly extension?: string }) => {
    const call = calls.get(said.call);
    if (!call) return false;
    if (said.type === 'call.connect') return connect(said.call, said.extension ?? '');
    if (said.type === 'call.hold') void tell('held', said.call);
    if (said.type === 'call.resume') void tell('resumed', said.call);
    if (said.type === 'call.hang-up') {
      for (const leg of call.legs) letGo(leg);
      calls.delete(said.call);
      void tell('ended', said.call);
    }
    return true;
  };

  const secure = await secureServer((_, response) => void response.writeHead(404).end());
  const sockets = new WebSocketServer({ server: secure.server, handleProtocols: (asked) => asked.has('sip') && 'sip' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => heard(socket, data.toString()));
    socket.on('close', () => {
      for (const [extension, binding] of bindings) if (binding.socket === socket) bindings.delete(extension);
      for (const { legs } of calls.values()) for (const leg of legs) if (leg.socket === socket) gone(leg);
    });
  });
  const commands: LocalServer = await localServer(async (request, response) => {
    // A page of nobody's, for who calls.
    if (request.method === 'GET') return void response.writeHead(200, { 'content-type': 'text/html' }).end();
    let text = '';
    for await (const piece of request) text += piece;
    response.writeHead((await obey(JSON.parse(text))) ? 202 : 404).end();
  });
  return {
    domain: DOMAIN,
    address: `wss://127.0.0.1:${secure.port}/ws`,
    commands: `${commands.url}/commands`,
    registered: () => [...bindings.keys()],
    refused: () => refused,
    call: (key, from, caller) => {
      calls.set(key, { caller, legs: [] });
      return tell('incoming', key, { from });
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await Promise.all([secure.close(), commands.close()]);
    },
  };
}
