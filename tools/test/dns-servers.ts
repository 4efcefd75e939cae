import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPort } from './claimed-port.ts';

/** Where a program of the system is; undefined where it is not installed. */
export function systemProgram(name: string): string | undefined {
  return ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'].map((at) => join(at, name)).find(existsSync);
}

const LOOPBACK = '127.0.0.1';

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** All that it wrote. */
  output(): string;
  stop(): Promise<void>;
}

async function start(
  program: string,
  args: readonly string[],
  folder: string,
  { address, port }: Pick<DnsServer, 'address' | 'port'>,
  ms: number,
): Promise<DnsServer> {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => (written += piece.toString()));
  const server: DnsServer = {
    address,
    port,
    process: child,
    output: () => written,
    async stop() {
      if (child.exitCode === null) {
        const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const until = Date.now() + ms;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${written}`);
    if (dig(port, 'localhost', 'A', address).status !== null) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await server.stop();
  throw new Error(`${program} did not answer in ${ms} ms: ${written}`);
}

/** One question to a server on this machine: its status and the lines of its answer; null where it did not answer. */
export function dig(
  port: number,
  name: string,
  type = 'A',
  address = LOOPBACK,
): { readonly status: string | null; readonly answer: string } {
  try {
    const text = execFileSync(
      'dig',
      [`@${address}`, '-p', String(port), '+tries=1', '+time=2', '+noall', '+comments', '+answer', name, type],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    return { status: /status: (\w+)/.exec(text)?.[1] ?? null, answer: text };
  } catch {
    return { status: null, answer: '' };
  }
}

export interface RpzZone {
  readonly name: string;
  /** Where it is fetched over HTTP. */
  readonly url?: string;
  /** A file that it starts from. */
  readonly zonefile?: string;
  /** Where the server itself leads every name of the zone, whatever the zone says. */
  readonly leadsTo?: string;
}

/**
 * The system's Unbound with zones of response policies, asked in their order; names below `example.` have the addresses of `local`.
 * @param ms how long it may take until it answers: a million names are read first
 */
export async function startUnbound(
  zones: readonly RpzZone[],
  local: readonly string[] = [],
  {
    ms = 30_000,
    port,
    address = LOOPBACK,
  }: { readonly ms?: number; readonly port?: number; readonly address?: string } = {},
): Promise<DnsServer> {
  const program = systemProgram('unbound');
  if (program === undefined) throw new Error('unbound is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'lachan-unbound-'));
  const at = port ?? (await claimPort());
  const file = join(folder, 'unbound.conf');
  writeFileSync(
    join(folder, 'test.zone'),
    `$ORIGIN example.\n@ 60 IN SOA localhost. hostmaster.localhost. 1 60 60 60 60\n@ IN NS localhost.\n${local.join('\n')}\n`,
  );
  writeFileSync(
    file,
    `server:
  directory: "${folder}"
  username: ""
  chroot: ""
  pidfile: "${folder}/pid"
  interface: ${address}@${at}
  access-control: 127.0.0.0/8 allow
  do-daemonize: no
  use-syslog: no
  logfile: ""
  verbosity: 1
  num-threads: 1
  module-config: "respip validator iterator"
  do-not-query-localhost: no
  domain-insecure: "example"
auth-zone:
  name: "example"
  zonefile: "${folder}/test.zone"
  for-downstream: no
  for-upstream: yes
${zones
  .map(
    (zone) => `rpz:
  name: ${zone.name}
${zone.url === undefined ? '' : `  url: "${zone.url}"\n  allow-notify: 127.0.0.1\n`}${zone.zonefile === undefined ? '' : `  zonefile: "${zone.zonefile}"\n`}${zone.leadsTo === undefined ? '' : `  rpz-action-override: cname\n  rpz-cname-override: "${zone.leadsTo}"\n`}`,
  )
  .join('')}remote-control:
  control-enable: no
`,
  );
  return start(program, ['-d', '-c', file], folder, { address, port: at }, ms);
}

/** The system's BIND, which reads zones of response policies from files, in their order. */
export async function startBind(
  zones: readonly { readonly name: string; readonly file: string }[],
  example: string,
  { port: wanted, address = LOOPBACK }: { readonly port?: number; readonly address?: string } = {},
): Promise<DnsServer> {
  const program = systemProgram('named');
  if (program === undefined) throw new Error('named is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'lachan-named-'));
  const port = wanted ?? (await claimPort());
  const file = join(folder, 'named.conf');
  writeFileSync(
    file,
    `options { directory "${folder}"; listen-on port ${port} { ${address}; }; listen-on-v6 { none; }; recursion yes; allow-query { any; };
  pid-file "named.pid"; session-keyfile "session.key"; dnssec-validation no; allow-transfer { none; };
  response-policy { ${zones.map(({ name }) => `zone "${name}";`).join(' ')} } qname-wait-recurse no break-dnssec yes min-update-interval 1; };
controls { };
zone "example" { type primary; file "${example}"; };
${zones.map(({ name, file }) => `zone "${name}" { type primary; file "${file}"; allow-query { localhost; }; };`).join('\n')}
`,
  );
  return start(program, ['-g', '-c', file, '-n', '1'], folder, { address, port }, 30_000);
}
