import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalServer, localServer } from '../../kernel/outgoing/local-server.testing.ts';

/** A time-stamping authority that openssl plays: its files in a folder, and the same over HTTP. */
export interface TestAuthority {
  readonly folder: string;
  readonly certificates: string;
  readonly server: LocalServer;
  /** The answer to a request. */
  reply(request: Buffer): Buffer;
  close(): Promise<void>;
}

export function openssl(args: readonly string[], folder?: string): string {
  return execFileSync('openssl', [...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const SETTINGS = `
[ tsa ]
default_tsa = tsa_1
[ tsa_1 ]
dir = .
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
certs = ./ca.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** @param kind of the authority's key */
export async function openTestAuthority(kind: 'rsa' | 'ec' = 'rsa'): Promise<TestAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'lachan-tsa-'));
  const key = kind === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  writeFileSync(join(folder, 'tsa.cnf'), SETTINGS);
  writeFileSync(join(folder, 'serial'), '01\n');
  writeFileSync(
    join(folder, 'ext.cnf'),
    'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n',
  );
  openssl(
    [
      'req',
      '-x509',
      '-newkey',
      ...key,
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '30',
      '-subj',
      '/CN=Test CA',
    ],
    folder,
  );
  openssl(
    ['req', '-newkey', ...key, '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test TSA'],
    folder,
  );
  openssl(
    [
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-out',
      'tsa.pem',
      '-days',
      '30',
      '-extfile',
      'ext.cnf',
    ],
    folder,
  );
  const reply = (request: Buffer) => {
    writeFileSync(join(folder, 'request.tsq'), request);
    openssl(['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request.tsq', '-out', 'answer.tsr'], folder);
    return readFileSync(join(folder, 'answer.tsr'));
  };
  const server = await localServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const fits = request.method === 'POST' && request.headers['content-type'] === 'application/timestamp-query';
    response.writeHead(fits ? 200 : 415, { 'content-type': 'application/timestamp-reply' });
    response.end(fits ? reply(Buffer.concat(pieces)) : '');
  });
  return {
    folder,
    certificates: join(folder, 'ca.pem'),
    server,
    reply,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
