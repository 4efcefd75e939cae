import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  /** With user and password in it. */
  readonly url: string;
  /** Where it was asked to lead, `host:port`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A proxy on this machine that speaks HTTP CONNECT (RFC 9110, section 9.3.6) and asks for a password. */
export async function connectProxy(who: {
  readonly user: string;
  readonly password: string;
  /** Every name leads to this port, as where another server answers for that place. */
  readonly port?: number;
}): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const expected = `Basic ${Buffer.from(`${who.user}:${who.password}`).toString('base64')}`;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('connect', (request, socket: Socket) => {
    if (request.headers['proxy-authorization'] !== expected)
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const authority = request.url ?? '';
    asked.push(authority);
    const { hostname, port } = new URL(`http://${authority}`);
    const there = connect(
      who.port ?? Number(port),
      hostname === 'localhost' || hostname.endsWith('.example') ? '127.0.0.1' : hostname,
      () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        there.pipe(socket);
        socket.pipe(there);
      },
    );
    sockets.add(there);
    there.on('error', () => socket.destroy());
    socket.on('close', () => there.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = new URL(`http://127.0.0.1:${port}`);
  url.username = who.user;
  url.password = who.password;
  return {
    url: url.href,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
