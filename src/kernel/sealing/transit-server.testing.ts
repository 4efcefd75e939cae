import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Key {
  readonly type: string;
  readonly derived: boolean;
  readonly versions: Buffer[];
  min: number;
}

export interface TransitServer {
  readonly url: string;
  readonly token: string;
  /** What is answered instead, for faults. */
  broken: { status: number; body: string } | undefined;
  /** The paths that were asked. */
  readonly asked: string[];
  close(): Promise<void>;
}

/**
 * A server with the transit paths of HashiCorp Vault and OpenBao that vault-transit.ts asks, on this machine: the same
 * methods, fields, forms of ciphertext and refusals as their API documents say, with AES-256-GCM and HKDF behind them.
 */
export async function startTransitServer(): Promise<TransitServer> {
  const token = randomBytes(12).toString('hex');
  const keys = new Map<string, Key>();
  const state: TransitServer = { url: '', token, broken: undefined, asked: [], close: async () => undefined };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    state.asked.push(`${request.method} ${path}`);
    const { status, body } =
      state.broken ??
      (request.headers['x-vault-token'] === token
        ? answer(keys, request.method ?? '', path, await jsonOf(request))
        : { status: 403, body: '{"errors":["permission denied"]}' });
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>);
}

const data = (value: object) => ({ status: 200, body: JSON.stringify({ data: value }) });
const bad = (message: string) => ({ status: 400, body: JSON.stringify({ errors: [message] }) });
const done = { status: 204, body: '' };

function answer(keys: Map<string, Key>, method: string, path: string, body: Record<string, unknown>) {
  const [, act, name = '', more] = /^\/v1\/transit\/([a-z]+)\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  const key = keys.get(name);
  if (act === 'keys' && method === 'POST' && more === undefined) {
    const type = String(body.type ?? 'aes256-gcm96');
    if (type !== 'aes256-gcm96') return bad(`unknown key type ${type}`);
    if (!key)
      keys.set(name, {
        type,
        derived: body.derived === true,
        versions: [randomBytes(32)],
        min: 1,
      });
    return done;
  }
  if (!key) return { status: 404, body: '{"errors":[]}' };
  const latest = key.versions.length;
  if (act === 'keys' && method === 'GET')
    return data({
      name,
      type: key.type,
      derived: key.derived,
      latest_version: latest,
      min_decryption_version: key.min,
    });
  if (method !== 'POST') return { status: 405, body: '{"errors":[]}' };
  if (act === 'keys' && more === 'rotate') {
    key.versions.push(randomBytes(32));
    return done;
  }
  if (act === 'keys' && more === 'config') {
    key.min = Number(body.min_decryption_version ?? key.min);
    return done;
  }
  if (act === 'hmac') {
    const version = Number(body.key_version ?? latest);
    const mac = createHmac('sha256', key.versions[version - 1] as Buffer).update(
      Buffer.from(String(body.input), 'base64'),
    );
    return data({ hmac: `vault:v${version}:${mac.digest('base64')}` });
  }
  if (key.derived && body.context === undefined) return bad('missing context for key derivation');
  const keyOf = (version: number) =>
    Buffer.from(
      hkdfSync('sha256', key.versions[version - 1] as Buffer, '', Buffer.from(String(body.context), 'base64'), 32),
    );
  if (act === 'encrypt') {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyOf(latest), nonce);
    const sealed = Buffer.concat([cipher.update(Buffer.from(String(body.plaintext), 'base64')), cipher.final()]);
    return data({
      ciphertext: `vault:v${latest}:${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')}`,
    });
  }
  if (act !== 'decrypt') return { status: 404, body: '{"errors":[]}' };
  const [, version = '', text = ''] = /^vault:v(\d+):(.+)$/.exec(String(body.ciphertext)) ?? [];
  if (Number(version) < key.min || Number(version) > latest)
    return bad('ciphertext or signature version is disallowed by policy (too old)');
  const bytes = Buffer.from(text, 'base64');
  try {
    const opened = createDecipheriv('aes-256-gcm', keyOf(Number(version)), bytes.subarray(0, 12));
    opened.setAuthTag(bytes.subarray(-16));
    const plain = Buffer.concat([opened.update(bytes.subarray(12, -16)), opened.final()]);
    return data({ plaintext: plain.toString('base64') });
  } catch {
    return bad('cipher: message authentication failed');
  }
}
