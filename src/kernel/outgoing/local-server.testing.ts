import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Network } from './network.ts';
import { SafeFetch } from './safe-fetch.ts';

/** A server on this machine that counts who connects to it. */
export interface LocalServer {
  readonly port: number;
  readonly url: string;
  readonly server: Server;
  readonly connections: () => number;
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

export async function localServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<LocalServer> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    void answer(request, response);
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    server,
    connections: () => connections,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** This machine alone, under any name: the network of tests, which is given to a fetch and cannot be switched on. */
export const thisMachine: Network = {
  resolve: async () => ['127.0.0.1'],
  allows: (address) => address === '127.0.0.1',
};

export const TEST_AGENT = 'LaChan-test/1 (+https://example.vn)';

export function testFetch(network: Network = thisMachine): SafeFetch {
  return new SafeFetch({ userAgent: TEST_AGENT, network, politeness: { atOnce: 8, gap: 0, waiting: 20 } });
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
