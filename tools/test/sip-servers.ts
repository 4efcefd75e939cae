import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { claimPort } from './claimed-port.ts';
import { kamailioConf } from './kamailio-conf.ts';
import { answers, run, until } from './running-program.ts';
import { testCertificate } from './test-certificate.ts';

const DAY = 86_400_000;
/** UDP ports for voices, below those of embedded databases. What another server has is passed over by its relay. */
const VOICES = { from: 12_000, each: 400, ranges: 15 };
const REALM = 'exchange.example';

/** Real servers of a telephone network on this machine: a proxy and registrar with a door for browsers, and a relay for their voices. */
export interface SipServers {
  readonly domain: string;
  /** Where browsers register. */
  readonly address: string;
  /** The proxy's UDP port: telephones and the exchange speak with it. */
  readonly port: number;
  /** Packets of voice that the relay has taken so far from each end of the call that it joins now, of calls that it knows. */
  readonly relayed: (call: string) => Promise<readonly number[]>;
  readonly log: () => string;
  stop(): Promise<void>;
}

/** Why they cannot be tried here; undefined where they can. */
export function sipServersMissing(): string | undefined {
  const asked = { kamailio: ['-v'], rtpengine: ['--version'], baresip: ['-h'], sipp: ['-v'] };
  // Each says something of itself, whatever it ends with.
  const missing = Object.entries(asked).find(([name, how]) => spawnSync(name, how, { timeout: 10_000 }).error);
  return missing && `no ${missing[0]}`;
}

/** One question to the relay's control port (its `ng` protocol, in JSON); undefined where it does not answer in time. */
const askRelay = (port: number, question: Readonly<Record<string, unknown>>): Promise<unknown> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    const over = (answer: unknown) => {
      clearTimeout(late);
      socket.close();
      resolve(answer);
    };
    const late = setTimeout(() => over(undefined), 2_000);
    socket.once('error', () => over(undefined));
    socket.once('message', (text) => over(JSON.parse(text.toString().slice(text.indexOf(' ') + 1))));
    socket.send(`${Math.random().toString(36).slice(2)} ${JSON.stringify(question)}`, port, '127.0.0.1');
  });

/** What the relay tells of a call, as far as it is asked here. */
interface Relayed {
  readonly tags?: Readonly<
    Record<
      string,
      {
        readonly medias?: readonly {
          readonly streams?: readonly { readonly stats?: { readonly packets?: number } }[];
        }[];
      }
    >
  >;
}

/**
 * Kamailio and rtpengine in a folder of their own, on the loopback address alone. A call to a number that is no extension goes to the
 * exchange behind them; what that sends for an extension goes to wherever it has registered.
 * @param passwords of the extensions
 * @param exchange UDP port of the exchange
 */
export async function sipServers(passwords: Readonly<Record<string, string>>, exchange: number): Promise<SipServers> {
  const folder = temporaryFolder('lachan-sip-');
  const [udp, tls, control] = [await claimPort(), await claimPort(), await claimPort()];
  const { key, certificate } = testCertificate(REALM, new Date(Date.now() - DAY), new Date(Date.now() + DAY), 'rsa');
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), certificate);
  writeFileSync(
    join(folder, 'kamailio.cfg'),
    kamailioConf({ folder, realm: REALM, udp, tls, control, exchange, passwords }),
  );
  const first = VOICES.from + VOICES.each * Math.floor(Math.random() * VOICES.ranges);
  const relay = run('rtpengine', [
    ...['--foreground', '--log-stderr', '--log-level=6', '--config-file=none', '--table=-1', '--num-threads=2'],
    ...['--interface=127.0.0.1', `--listen-ng=127.0.0.1:${control}`],
    ...[`--port-min=${first}`, `--port-max=${first + VOICES.each - 1}`],
  ]);
  const ping = async () => (await askRelay(control, { command: 'ping' })) !== undefined;
  await until('rtpengine', relay, ping);
  const proxy = run(
    'kamailio',
    ['-DD', '-E', '-m', '64', '-M', '8', '-f', join(folder, 'kamailio.cfg'), '-Y', folder, '-P', join(folder, 'pid')],
    folder,
  );
  const stop = async () => void (await Promise.all([proxy.stop(), relay.stop()]));
  await until('kamailio', proxy, () => answers(tls)).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    domain: REALM,
    address: `wss://127.0.0.1:${tls}/ws`,
    port: udp,
    relayed: async (call) => {
      const told = (await askRelay(control, { command: 'query', 'call-id': call })) as Relayed | undefined;
      return Object.values(told?.tags ?? {}).map(({ medias = [] }) =>
        medias.flatMap(({ streams = [] }) => streams).reduce((sum, { stats }) => sum + (stats?.packets ?? 0), 0),
      );
    },
    log: () => `${proxy.log()}\n${relay.log()}`,
    stop,
  };
}
