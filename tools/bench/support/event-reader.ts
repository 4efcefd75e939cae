import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';

export interface HeardEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** A page that listens to server-sent events over a connection of its own. Resolves once the server has answered. */
export function listenTo(
  url: string,
  headers: Readonly<Record<string, string>>,
  hear: (event: HeardEvent) => void,
): Promise<{ close(): void }> {
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(url, { agent: false, headers }, (answer: IncomingMessage) => {
      if (answer.statusCode !== 200) return reject(new Error(`${url}: ${answer.statusCode}`));
      let read = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        read += chunk;
        for (let end = read.indexOf('\n\n'); end >= 0; end = read.indexOf('\n\n')) {
          const heard = parsed(read.slice(0, end));
          read = read.slice(end + 2);
          if (heard) hear(heard);
        }
      });
      // Closed by us, or ended with the server.
      answer.on('error', () => undefined);
      resolve({ close: () => asked.destroy() });
    });
    asked.on('error', reject);
    asked.end();
  });
}

function parsed(block: string): HeardEvent | undefined {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const data = field('data');
  return data === undefined
    ? undefined
    : { event: field('event') ?? '', id: field('id') ?? '', data: JSON.parse(data) as unknown };
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Asks an API over connections that are kept open. */
export class ApiCaller {
  readonly #agent: Agent;

  constructor(connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  ask(
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<Answered> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asked = request(
        url,
        {
          method,
          agent: this.#agent,
          headers: {
            ...headers,
            ...(text !== undefined && {
              'content-type': 'application/json',
              'content-length': String(Buffer.byteLength(text)),
            }),
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            const read = Buffer.concat(parts).toString();
            resolve({ status: answer.statusCode ?? 0, body: read === '' ? undefined : JSON.parse(read) });
          });
          answer.on('error', reject);
        },
      );
      asked.on('error', reject);
      asked.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
