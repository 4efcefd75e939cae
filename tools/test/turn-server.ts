import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { claimPort } from './claimed-port.ts';
import { answers, run, until } from './running-program.ts';

/** A real TURN server (coturn) on the loopback address, which takes keys that are made of a shared secret and end by themselves. */
export interface TurnServer {
  readonly port: number;
  readonly secret: string;
  readonly log: () => string;
  stop(): Promise<void>;
}

/** UDP ports for voices, above those of the relay of telephones. What another server has is passed over. */
const VOICES = { from: 19_000, to: 19_900 };

/** Why none can be tried here; undefined where one can. */
export const turnServerMissing = (): string | undefined =>
  spawnSync('turnserver', ['--version'], { timeout: 10_000 }).error ? 'no coturn' : undefined;

export async function turnServer(): Promise<TurnServer> {
  const folder = temporaryFolder('lachan-turn-');
  const port = await claimPort();
  const secret = 'a-secret-of-a-test';
  const server = run(
    'turnserver',
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--log-file=stdout', '--simple-log', '--verbose'],
      ...[`--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'turndb')}`],
      ...['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${port}`, '--allow-loopback-peers'],
      ...[`--min-port=${VOICES.from}`, `--max-port=${VOICES.to}`, '--fingerprint'],
      ...['--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=turn.example'],
    ],
    folder,
  );
  await until('coturn', server, () => answers(port));
  return { port, secret, log: server.log, stop: server.stop };
}
