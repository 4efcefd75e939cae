import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';

/** A program of its own process group, which is ended whole. */
export interface Running {
  readonly log: () => string;
  /** What it ended with; null where it was killed. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** @param folder removed when the program has ended */
export function run(program: string, args: readonly string[], folder?: string): Running {
  const child: ChildProcess = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => {
      said = (said + piece.toString()).slice(-200_000);
    });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  return {
    log: () => said,
    ended,
    stop: async () => {
      kill();
      await ended;
      process.off('exit', kill);
    },
  };
}

export async function until(what: string, running: Running, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await running.stop();
  throw new Error(`${what} did not start: ${running.log().slice(-2_000)}`);
}

export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
