import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { appUrl } from '../../src/kernel/index.ts';
import type { TestKernel } from '../../tools/test/test-kernel.ts';

const running = new Set<ChildProcess>();

/** Ends what a failed test has left. */
export function endWorkers(): void {
  for (const child of running) child.kill('SIGKILL');
}

/**
 * Runs a program of this folder as a process of its own on the kernel's database. It prints `ready` when it begins its work;
 * `killAfter` counts from there, in ms, so that the kill strikes the work on a busy machine too.
 * @returns what it said after that, and its exit code: null where the kill was faster
 */
export function runWorker(
  program: string,
  home: Pick<TestKernel, 'kernel' | 'ownerUrl'>,
  args: readonly string[] = [],
  killAfter?: number,
): Promise<{ said: string; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, program), home.ownerUrl, ...args], {
      env: {
        ...process.env,
        DATA_DIR: home.kernel.config.dataDir,
        DATABASE_APP_URL: appUrl(home.ownerUrl, TEST_APP_PASSWORD),
        PEER_NETWORKS: home.kernel.config.peerNetworks.join(','),
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    let said = '';
    let armed = false;
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (armed || killAfter === undefined || !said.startsWith('ready\n')) return;
      armed = true;
      setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ said: said.replace('ready\n', ''), code });
    });
  });
}
