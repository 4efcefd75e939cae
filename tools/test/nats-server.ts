import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { temporaryFolder } from '../temporary-folder.ts';
import { claimPort } from './claimed-port.ts';

export interface NatsServer {
  readonly url: string;
  stop(): void;
}

/**
 * The NATS server that NATS_URL names, or one with JetStream of our own where `nats-server` is on the path (on a free port
 * of the loopback address, in a temporary folder); undefined where there is neither.
 */
export async function natsServer(): Promise<NatsServer | undefined> {
  const given = process.env.NATS_URL;
  if (given !== undefined) return { url: given, stop: () => undefined };
  if (spawnSync('nats-server', ['--version']).status !== 0) return undefined;
  const port = await claimPort();
  const folder = temporaryFolder('lachan-nats-');
  const child = spawn('nats-server', ['-js', '-a', '127.0.0.1', '-p', String(port), '-sd', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (piece: Buffer) => piece.toString().includes('Server is ready') && resolve());
    child.once('exit', () => reject(new Error('the nats-server ended')));
  });
  return { url: `nats://127.0.0.1:${port}`, stop };
}
