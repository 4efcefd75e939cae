import { Worker } from 'node:worker_threads';
import type { RosterInput } from './roster.pure.ts';
import type { RosterMessage, RosterProgress, RosterTask, SolvedRoster } from './roster-worker.ts';

/**
 * Solves a roster in a thread of its own, since the solver lets nobody else run. @returns undefined where it was stopped
 * @throws where the solver failed
 */
export async function solveRoster(
  input: RosterInput,
  options: {
    readonly seconds: number;
    readonly signal: AbortSignal;
    readonly tell?: (progress: RosterProgress) => void;
  },
): Promise<SolvedRoster | undefined> {
  const { signal, seconds, tell } = options;
  if (signal.aborted) return undefined;
  const worker = new Worker(new URL('./roster-worker.ts', import.meta.url), {
    workerData: { input, seconds } satisfies RosterTask,
    env: {},
  });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message: RosterMessage) => {
        if ('progress' in message) tell?.(message.progress);
        else resolve(message.solved);
      });
      worker.on('error', reject);
      worker.on('exit', (code) =>
        signal.aborted ? resolve(undefined) : reject(new Error(`the solver ended with ${code}`)),
      );
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
