import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../apps/server/paths.ts';
import { claimPort } from './claimed-port.ts';

/** A whole installation in a process of its own, as `npm start` runs it; for journeys, fault tests and measurements. */
export interface SpawnedServer {
  readonly portal: string;
  readonly desk: string;
  readonly process: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Lets it end as Ctrl-C does. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/**
 * Starts `tools/start.ts` on a data folder and free ports and waits until its listeners are ready.
 * @param options.serves the listeners that the process has, where `args` name only some
 * @throws with the output when it ends or is not ready within `withinMs`
 */
export async function spawnServer(options: {
  dataDir: string;
  env?: Readonly<Record<string, string>>;
  args?: readonly string[];
  portalPort?: number;
  deskPort?: number;
  withinMs?: number;
  serves?: readonly ('portal' | 'desk')[];
}): Promise<SpawnedServer> {
  const portalPort = options.portalPort ?? (await claimPort());
  const deskPort = options.deskPort ?? (await claimPort());
  const chunks: string[] = [];
  const child = spawn(process.execPath, [join(ROOT, 'tools', 'start.ts'), ...(options.args ?? [])], {
    env: {
      ...process.env,
      LOG_LEVEL: 'warn',
      ...options.env,
      DATA_DIR: options.dataDir,
      PORTAL_PORT: String(portalPort),
      DESK_PORT: String(deskPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const output = () => chunks.join('');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  const deadline = Date.now() + (options.withinMs ?? 180_000);
  const [portal, desk] = [portalPort, deskPort].map((port) => `http://localhost:${port}`) as [string, string];
  const awaited = (options.serves ?? ['portal', 'desk']).map((surface) => ({ portal, desk })[surface]);
  while (!(await Promise.all(awaited.map(isReady))).every(Boolean)) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await end('SIGKILL');
      throw new Error(`the server did not start:\n${output()}`);
    }
    await sleep(100);
  }
  return { portal, desk, process: child, output, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}
