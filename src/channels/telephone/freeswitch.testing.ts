import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** Speaks the event socket of a FreeSWITCH on this machine: sign-in, `event json`, `api` and `bgapi`; every byte in pieces of seven. */
export interface FakeFreeswitch {
  readonly address: string;
  readonly asked: string[];
  /** What `show channels as json` answers. */
  channels: { uuid: string; accountcode: string }[];
  say(event: Readonly<Record<string, string>>): void;
  /** Connections stay open, and nothing is answered any more. */
  freeze(): void;
  readonly open: () => number;
  close(): Promise<void>;
}

export const ESL_SECRET = 'ClueCon-of-tests';

export async function fakeFreeswitch(): Promise<FakeFreeswitch> {
  const asked: string[] = [];
  const connections = new Set<Socket>();
  const listeners = new Set<Socket>();
  let frozen = false;
  const send = (socket: Socket, text: string) => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 7) socket.write(bytes.subarray(at, at + 7));
  };
  const self: Omit<FakeFreeswitch, 'address'> = {
    asked,
    channels: [],
    say: (event) => {
      const body = JSON.stringify(event);
      for (const socket of listeners)
        send(socket, `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`);
    },
    freeze: () => {
      frozen = true;
    },
    open: () => connections.size,
    close: async () => {
      for (const socket of connections) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  const reply = (socket: Socket, text: string) => send(socket, `Content-Type: command/reply\nReply-Text: ${text}\n\n`);
  const api = (socket: Socket, body: string) =>
    send(socket, `Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`);
  const take = (socket: Socket, command: string) => {
    if (frozen) return;
    if (command.startsWith('auth '))
      return reply(socket, command === `auth ${ESL_SECRET}` ? '+OK accepted' : '-ERR invalid');
    asked.push(command);
    if (command.startsWith('event json ')) {
      listeners.add(socket);
      return reply(socket, '+OK event listener enabled json');
    }
    if (command === 'api show channels as json')
      return api(socket, JSON.stringify({ row_count: self.channels.length, rows: self.channels }));
    if (command === 'api version') return api(socket, 'FreeSWITCH Version 1.10.12-release\n');
    if (command.startsWith('bgapi ')) return reply(socket, '+OK Job-UUID: 0');
    return api(
      socket,
      command === 'api status' ? 'UP 0 years\n' : command.includes('gone') ? '-ERR No such channel!\n' : '+OK\n',
    );
  };
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      connections.delete(socket);
      listeners.delete(socket);
    });
    send(socket, 'Content-Type: auth/request\n\n');
    let rest = '';
    socket.on('data', (piece) => {
      rest += piece.toString();
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const command = rest.slice(0, end);
        rest = rest.slice(end + 2);
        take(socket, command);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(self, { address: `127.0.0.1:${(server.address() as AddressInfo).port}` });
}
