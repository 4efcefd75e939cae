import { createSocket } from 'node:dgram';
import { claimPort } from '../../tools/test/claimed-port.ts';
import { type SipServers, sipServers } from '../../tools/test/sip-servers.ts';
import { exchangeCalls, token } from './exchange-calls.ts';
import type { Reached, Tell } from './phone-desk.ts';
import { answerTo, headerOf, readSip, type SipMessage, writeSip } from './sip-message.ts';

export interface ExchangeBehindProxy extends Reached {
  readonly servers: SipServers;
  /** Packets of voice that the relay has taken of the call that the desk has now, from either end. */
  relayed(): Promise<readonly number[]>;
}

/**
 * An exchange behind kamailio, as most stand behind a proxy: telephones call it and it calls the desk, both through the proxy and by UDP.
 * Debian has no exchange to put there, so that this one part is ours; registration, WebSocket, TLS and every packet of voice are not.
 * @param tell a step of a call, in order
 */
export async function exchangeBehindProxy(
  passwords: Readonly<Record<string, string>>,
  tell: Tell,
): Promise<ExchangeBehindProxy> {
  const port = await claimPort();
  const servers = await sipServers(passwords, port);
  const self = `127.0.0.1:${port}`;
  const socket = createSocket('udp4');
  await new Promise<void>((bound) => socket.bind(port, '127.0.0.1', bound));
  const send = (text: string) => socket.send(text, servers.port, '127.0.0.1');
  const { domain } = servers;
  const calls = await exchangeCalls(
    { domain, transport: 'UDP', self, reach: (extension) => ({ send, target: `sip:${extension}@${domain}` }) },
    tell,
  );
  const callers = new Map<string, ReturnType<typeof callerAt>>();
  let last = '';

  /** Who calls by a telephone: answered once the desk has answered, and told of each new desk's voice inside its call. */
  const callerAt = (invite: SipMessage) => {
    const tag = token();
    const more = [
      ...(invite.headers.get('record-route') ?? []).map((route) => ['Record-Route', route] as const),
      ['Contact', `<sip:111@${self}>`] as const,
    ];
    const [, target = ''] = /<([^>]+)>/.exec(headerOf(invite, 'contact')) ?? [];
    /** The number of the newest request within the call. */
    let newest = 0;
    let answered = false;
    const ask = (method: string, number: number, body = '') =>
      send(
        writeSip(
          `${method} ${target} SIP/2.0`,
          [
            ['Via', `SIP/2.0/UDP ${self};branch=z9hG4bK${token()}`],
            ...(invite.headers.get('record-route') ?? []).map((route) => ['Route', route] as const),
            ['Max-Forwards', '70'],
            ['From', `${headerOf(invite, 'to')};tag=${tag}`],
            ['To', headerOf(invite, 'from')],
            ['Call-ID', headerOf(invite, 'call-id')],
            ['CSeq', `${number} ${method}`],
            ['Contact', `<sip:111@${self}>`],
            ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
          ],
          body,
        ),
      );
    send(answerTo(invite, '180 Ringing', more, tag));
    return {
      offer: async () => invite.body,
      join: async (sdp: string) => {
        if (answered) {
          newest += 1;
          return ask('INVITE', newest, sdp);
        }
        answered = true;
        send(answerTo(invite, '200 OK', [...more, ['Content-Type', 'application/sdp']], tag, sdp));
      },
      end: () => (answered ? ask('BYE', newest + 1) : send(answerTo(invite, '480 Temporarily Unavailable', [], tag))),
      /** The answer to what the caller was asked within its call. */
      heard: (answer: SipMessage) => {
        const [number, method] = headerOf(answer, 'cseq').split(' ');
        if (method === 'INVITE' && typeof answer.what === 'number' && answer.what >= 200) ask('ACK', Number(number));
      },
    };
  };

  socket.on('message', (data) => {
    const message = readSip(data.toString());
    if (!message) return;
    const key = headerOf(message, 'call-id');
    const caller = callers.get(key);
    if (message.what === 'INVITE' && !caller) {
      const [, from = ''] = /sip:([^@>;]+)@/.exec(headerOf(message, 'from')) ?? [];
      const made = callerAt(message);
      callers.set(key, made);
      last = key;
      void calls.call(key, from, made);
    } else if (!caller) calls.heard(message, send);
    else if (typeof message.what === 'number') caller.heard(message);
    else if (message.what === 'BYE' || message.what === 'CANCEL') {
      send(answerTo(message, '200 OK'));
      calls.hangUp(key);
    }
  });
  return {
    servers,
    domain,
    address: servers.address,
    commands: calls.commands,
    relayed: async () => {
      const desk = calls.desk(last);
      return desk === undefined ? [] : servers.relayed(desk);
    },
    close: async () => {
      socket.close();
      await Promise.all([calls.close(), servers.stop()]);
    },
  };
}
