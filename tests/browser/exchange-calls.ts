import { randomBytes } from 'node:crypto';
import { type LocalServer, localServer } from '../../src/kernel/outgoing/local-server.testing.ts';
import type { Tell } from './phone-desk.ts';
import { answerTo, headerOf, type SipMessage, writeSip } from './sip-message.ts';

/** Who calls, as an exchange has them: a voice that is joined with one desk after the other. */
export interface Caller {
  /** Offers its voice anew (SDP). */
  offer(): Promise<string>;
  join(answer: string): Promise<void>;
  /** The exchange ends the call. */
  end?(): void;
}

/** How an exchange reaches the desk's telephones. */
export interface Door {
  readonly domain: string;
  /** As it stands in a `Via` and a `Contact`. */
  readonly transport: string;
  readonly self: string;
  /** Undefined where nobody has registered. */
  reach(extension: string): Reach | undefined;
}

export interface Reach {
  readonly target: string;
  send(text: string): void;
}

/** The desk's end of a call. */
interface Leg extends Pick<Reach, 'send'> {
  readonly id: string;
  readonly extension: string;
  target: string;
  /** The proxies between, nearest first. */
  routes: readonly string[];
  readonly from: string;
  to: string;
  state: 'ringing' | 'up' | 'over';
}

/** The calls of an exchange, and what the house may ask of them. */
export interface ExchangeCalls {
  /** Where its commands go. */
  readonly commands: string;
  call(key: string, from: string, caller: Caller): Promise<void>;
  /** The caller has hung up. */
  hangUp(key: string): void;
  /** A message of one of the desk's ends; false where it is of none. */
  heard(message: SipMessage, answer: (text: string) => void): boolean;
  /** The way to some of the desk's ends is gone. */
  lost(isLost: (send: Reach['send']) => boolean): void;
  /** The desk's end that has a call now, by the name that SIP gives it. */
  desk(key: string): string | undefined;
  close(): Promise<void>;
}

export const token = () => randomBytes(8).toString('hex');
const inviteOf = ({ id }: Leg) => `z9hG4bK${id}`;

/**
 * What an exchange does with a call that the house is told of: it rings an extension when the house wants the call connected, joins both
 * voices, keeps the caller when the desk's end goes, and tells each step.
 * @param tell a step of a call, in order
 */
export async function exchangeCalls(door: Door, tell: Tell): Promise<ExchangeCalls> {
  const calls = new Map<string, { readonly caller: Caller; readonly legs: Leg[] }>();
  const all = () => [...calls.values()].flatMap(({ legs }) => legs);

  /** @param branch of the request that this one ends, where it ends one */
  const send = (leg: Leg, method: string, number: number, body = '', branch = `z9hG4bK${token()}`): void =>
    leg.send(
      writeSip(
        `${method} ${leg.target} SIP/2.0`,
        [
          ['Via', `SIP/2.0/${door.transport} ${door.self};branch=${branch}`],
          ...leg.routes.map((route) => ['Route', route] as const),
          ['Max-Forwards', '70'],
          ['From', leg.from],
          ['To', leg.to],
          ['Call-ID', leg.id],
          ['CSeq', `${number} ${method}`],
          ['Contact', `<sip:111@${door.self}${door.transport === 'WSS' ? ';transport=ws' : ''}>`],
          ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
        ],
        body,
      ),
    );

  const letGo = (leg: Leg): void => {
    if (leg.state === 'up') send(leg, 'BYE', 2);
    if (leg.state === 'ringing') send(leg, 'CANCEL', 1, '', inviteOf(leg));
    leg.state = 'over';
  };

  const connect = async (key: string, extension: string): Promise<boolean> => {
    const call = calls.get(key);
    const reach = door.reach(extension);
    if (!call || !reach) return false;
    const offer = await call.caller.offer();
    const leg: Leg = {
      send: reach.send,
      target: reach.target,
      routes: [],
      id: token(),
      extension,
      state: 'ringing',
      from: `<sip:111@${door.domain}>;tag=${token()}`,
      to: `<sip:${extension}@${door.domain}>`,
    };
    call.legs.push(leg);
    send(leg, 'INVITE', 1, offer, inviteOf(leg));
    return true;
  };

  const answered = async (leg: Leg, answer: SipMessage): Promise<void> => {
    const found = [...calls].find(([, { legs }]) => legs.includes(leg));
    if (!found || leg.state !== 'ringing') return;
    const [key, { caller, legs }] = found;
    leg.to = headerOf(answer, 'to');
    leg.target = /<([^>]+)>/.exec(headerOf(answer, 'contact'))?.[1] ?? leg.target;
    leg.routes = (answer.headers.get('record-route') ?? []).flatMap((line) => line.split(/,\s*/)).reverse();
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
    if (call && !call.legs.some(({ state }) => state === 'up')) void tell('parked', key, { extension: leg.extension });
  };

  const end = (key: string): void => {
    const call = calls.get(key);
    if (!call) return;
    for (const leg of call.legs) letGo(leg);
    calls.delete(key);
    void tell('ended', key);
  };

  const obey = async (said: { readonly type: string; readonly call: string; readonly extension?: string }) => {
    const call = calls.get(said.call);
    if (!call) return false;
    if (said.type === 'call.connect') return connect(said.call, said.extension ?? '');
    if (said.type === 'call.hold') void tell('held', said.call);
    if (said.type === 'call.resume') void tell('resumed', said.call);
    if (said.type === 'call.hang-up') {
      call.caller.end?.();
      end(said.call);
    }
    return true;
  };

  const commands: LocalServer = await localServer(async (request, response) => {
    // A page of nobody's, for who calls.
    if (request.method === 'GET') return void response.writeHead(200, { 'content-type': 'text/html' }).end();
    let text = '';
    for await (const piece of request) text += piece;
    response.writeHead((await obey(JSON.parse(text))) ? 202 : 404).end();
  });
  return {
    commands: `${commands.url}/commands`,
    call: (key, from, caller) => {
      calls.set(key, { caller, legs: [] });
      return tell('incoming', key, { from });
    },
    hangUp: end,
    heard: (message, answer) => {
      const leg = all().find(({ id }) => id === headerOf(message, 'call-id'));
      if (typeof message.what === 'string') {
        if (message.what !== 'ACK') answer(answerTo(message, '200 OK'));
        if (message.what === 'BYE' && leg) gone(leg);
      } else if (leg && headerOf(message, 'cseq').endsWith(' INVITE') && message.what >= 200) {
        if (message.what < 300) void answered(leg, message);
        else {
          leg.to = headerOf(message, 'to');
          leg.state = 'over';
          send(leg, 'ACK', 1, '', inviteOf(leg));
        }
      }
      return leg !== undefined;
    },
    lost: (isLost) => {
      for (const leg of all()) if (isLost(leg.send)) gone(leg);
    },
    desk: (key) => calls.get(key)?.legs.find(({ state }) => state === 'up')?.id,
    close: () => commands.close(),
  };
}
