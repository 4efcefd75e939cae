/**
 * A thread that ends the whole program when it takes too much memory or when the parent is gone, since the decoders hold
 * the main thread for seconds and nobody else may be left to stop them.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { memory, parent } = workerData as { memory: number; parent: number };
setInterval(() => {
  if (process.memoryUsage.rss() > memory) {
    writeSync(1, `${JSON.stringify({ done: true, refused: 'media.too-much-memory' })}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 25);
