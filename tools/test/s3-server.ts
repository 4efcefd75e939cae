import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { claimPort } from './claimed-port.ts';

export interface S3Server {
  readonly endpoint: string;
  stop(): void;
}

/** Debian's python3-moto; a copy of another Python on the path may be broken. */
const PROGRAM = ['/usr/bin/moto_server', 'moto_server'].find(
  (program) => (program.startsWith('/') ? existsSync(program) : true) && spawnSync(program, ['--help']).status === 0,
);

/** A server that speaks S3, on a free port of the loopback address; undefined where none is installed. Keeps everything in memory. */
export async function s3Server(): Promise<S3Server | undefined> {
  if (PROGRAM === undefined) return undefined;
  const port = await claimPort();
  const child = spawn(PROGRAM, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (up) return { endpoint, stop };
    if (tries > 300 || child.exitCode !== null) throw new Error('the S3 server did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
