/// <reference path="./smpp.d.ts" />
import type { AddressInfo, Socket } from 'node:net';
import smpp, { type Fields, type PDU, type Session } from 'smpp';
import type { Behaviour, ProviderFake } from '../adapter.contract.ts';

export const CENTRE_PASSWORD = 'fake-pass-of-a-test';

/** A message centre on this machine that speaks SMPP 3.4 (by the server of npm `smpp`). */
export interface CentreFake extends ProviderFake {
  readonly submitted: readonly PDU[];
  readonly binds: readonly string[];
  /** Brings a `deliver_sm`, and waits for what it is answered. */
  deliver(fields: Fields): Promise<number>;
  /** Writes bytes that need not be a PDU. */
  writeRaw(bytes: Buffer): void;
  /** Nothing is answered any more, not even whether it is there. */
  fallSilent(): void;
  /** The connections of those who listen are cut. */
  cut(): void;
}

const RECEIVERS = ['bind_receiver', 'bind_transceiver'];

export async function openCentreFake(): Promise<CentreFake> {
  const submitted: PDU[] = [];
  const taken: { to: string; text: string }[] = [];
  const binds: string[] = [];
  const sockets = new Set<Socket>();
  const receivers = new Set<Session>();
  let how: Behaviour = 'takes';
  let silent = false;
  const server = smpp.createServer({}, (session) => {
    session.setMaxListeners(0);
    session.on('error', () => undefined);
    session.on('close', () => receivers.delete(session));
    session.on('pdu', (pdu: PDU) => {
      if (silent || pdu.isResponse()) return;
      if (pdu.command.startsWith('bind_')) {
        const right = pdu.password === CENTRE_PASSWORD;
        binds.push(pdu.command);
        session.send(pdu.response(right ? { system_id: 'FAKE' } : { command_status: 0x0e }));
        if (right && RECEIVERS.includes(pdu.command)) receivers.add(session);
      } else if (pdu.command === 'submit_sm') submit(session, pdu);
      else session.send(pdu.response());
    });
  });
  const submit = (session: Session, pdu: PDU) => {
    if (how === 'throttles') return session.send(pdu.response({ command_status: 0x58 }));
    if (how === 'refuses') return session.send(pdu.response({ command_status: 0x0b }));
    submitted.push(pdu);
    taken.push({ to: `+${pdu.destination_addr}`, text: String(pdu.short_message?.message ?? '') });
    if (how === 'hangs') return undefined;
    if (how === 'breaks-off') return session.destroy();
    if (how === 'nonsense') return session.socket.write(Buffer.from('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    return session.send(pdu.response({ message_id: `ID${submitted.length}` }));
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = async () => {
    cut();
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const receiver = () => {
    const [one] = receivers;
    if (one === undefined) throw new Error('nobody listens');
    return one;
  };
  return {
    entered: {
      settings: { host: '127.0.0.1', port, systemId: 'vncop', sender: 'TD111' },
      secrets: { password: CENTRE_PASSWORD },
    },
    behave: async (next) => {
      how = next;
      if (next === 'away') await close();
    },
    taken,
    submitted,
    binds,
    deliver: (fields) =>
      new Promise((resolve) => {
        receiver().once('close', () => resolve(-1));
        receiver().send(new smpp.PDU('deliver_sm', fields), ({ command_status: status }) => resolve(status));
      }),
    writeRaw: (bytes) => receiver().socket.write(bytes),
    fallSilent: () => {
      silent = true;
    },
    cut,
    close,
  };
}
