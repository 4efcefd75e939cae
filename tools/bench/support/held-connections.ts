import { connect, type Socket } from 'node:net';

/** Connections that have begun something and do not go on, as an attacker with one machine can open hundreds. */
export interface Held {
  readonly open: () => number;
  close(): void;
}

/** Half of them in the middle of their headers, half of them in the middle of a body. */
export async function holdConnections(base: string, count: number): Promise<Held> {
  const port = Number(new URL(base).port);
  const sockets = await Promise.all(Array.from({ length: count }, (_, at) => hold(port, at % 2 === 0)));
  return {
    open: () => sockets.filter((socket) => !socket.destroyed).length,
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function hold(port: number, inHeaders: boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      const head = `POST /api/v1/reports HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\n`;
      socket.write(inHeaders ? `${head}X-Slow: ` : `${head}Content-Length: 1000\r\n\r\n{"narrative":"`, () =>
        resolve(socket),
      );
    });
    socket.on('error', reject);
    socket.once('connect', () => socket.off('error', reject).on('error', () => socket.destroy()));
  });
}
