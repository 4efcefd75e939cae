import { createHash, randomBytes } from 'node:crypto';

/** A request or an answer of SIP (RFC 3261) as it stands on the wire; names of headers in lower case. */
export interface SipMessage {
  /** `BYE`, or the number of an answer. */
  readonly what: string | number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

export function readSip(text: string): SipMessage | undefined {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const [, answer] = /^SIP\/2\.0 (\d{3})/.exec(first) ?? [];
  const [, method] = /^([A-Z]+) \S+ SIP\/2\.0$/.exec(first) ?? [];
  if (answer === undefined && method === undefined) return undefined;
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()]);
  }
  return { what: answer === undefined ? (method as string) : Number(answer), headers, body: rest.join('\r\n\r\n') };
}

export const headerOf = ({ headers }: SipMessage, name: string): string => headers.get(name)?.[0] ?? '';

export function writeSip(first: string, headers: readonly (readonly [string, string])[], body = ''): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${first}\r\n${lines}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The answer to a request: its way, its parties and its number come back with it. */
export function answerTo(
  request: SipMessage,
  status: string,
  more: readonly (readonly [string, string])[] = [],
  tag = randomBytes(6).toString('hex'),
  body = '',
): string {
  const to = headerOf(request, 'to');
  return writeSip(
    `SIP/2.0 ${status}`,
    [
      ...(request.headers.get('via') ?? []).map((via) => ['Via', via] as const),
      ['From', headerOf(request, 'from')],
      ['To', to.includes(';tag=') ? to : `${to};tag=${tag}`],
      ['Call-ID', headerOf(request, 'call-id')],
      ['CSeq', headerOf(request, 'cseq')],
      ...more,
    ],
    body,
  );
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Whether a request proves the password of a user (RFC 8760, MD5 with `qop=auth`). */
export function provesPassword(
  request: SipMessage,
  nonce: string,
  password: (user: string) => string | undefined,
): boolean {
  const said = headerOf(request, 'authorization');
  const part = (name: string) => new RegExp(`\\b${name}="?([^",]+)"?`).exec(said)?.[1] ?? '';
  const known = password(part('username'));
  if (known === undefined || part('nonce') !== nonce) return false;
  const who = md5(`${part('username')}:${part('realm')}:${known}`);
  const asks = md5(`${request.what}:${part('uri')}`);
  return part('response') === md5([who, nonce, part('nc'), part('cnonce'), part('qop'), asks].join(':'));
}
